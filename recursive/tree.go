package recursive

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/zkpor/por/circuit"
)

// ErrLeafCount reports a sequence of leaves that is longer or shorter than
// announced.
var ErrLeafCount = errors.New("recursive: number of leaves differs from the announced one")

// Job makes one proof on the given number of goroutines.
type Job func(ctx context.Context, workers int) (*circuit.Proof, error)

// Level makes the proofs of one level of a tree from fan-in proofs of the level
// below.
type Level interface {
	FanIn() int
	// Aggregate is called by several goroutines at once.
	Aggregate(ctx context.Context, children []*circuit.Proof, workers int) (*circuit.Proof, error)
}

// Tree aggregates leaf proofs into one, level by level. Incomplete levels are
// filled with the proof of an all-empty subtree, which is made once a level.
type Tree struct {
	// Levels[0] aggregates leaf proofs. The last level makes the root proof.
	Levels []Level

	// Empty proves an empty leaf.
	Empty Job

	// Workers is the number of proofs in progress at once. A proof that has
	// the machine to itself gets as many goroutines.
	Workers int

	// Done, if not nil, is called after every proof: level 0 are the leaves.
	// Index is −1 for an empty subtree. Calls do not overlap.
	Done func(level, index int)
}

// Prove aggregates n leaf proofs. The jobs are drawn in order as workers become
// free, so that about Workers leaves are in memory at a time, and at most
// Workers + fanIn·levels finished proofs wait for their siblings.
//
// It returns the first error of a job or of the sequence, the context's error,
// or ErrLeafCount.
func (t *Tree) Prove(ctx context.Context, n int, leaves iter.Seq2[Job, error]) (*circuit.Proof, error) {
	counts, err := t.counts(n)
	if err != nil {
		return nil, err
	}
	empty, err := t.emptyProofs(ctx, counts)
	if err != nil {
		return nil, err
	}
	next, stop := iter.Pull2(leaves)
	defer stop()
	s := newSchedule(t, counts, empty, next)
	root, err := s.run(ctx)
	if err != nil {
		return nil, err
	}
	_, err, more := next()
	if err != nil {
		return nil, err
	}
	if more {
		return nil, fmt.Errorf("%w: more than %d", ErrLeafCount, n)
	}
	return root, nil
}

// NumProofs returns how many proofs a tree over n leaves takes, those of empty
// subtrees included.
func (t *Tree) NumProofs(n int) (int, error) {
	counts, err := t.counts(n)
	if err != nil {
		return 0, err
	}
	total := t.numEmpty(counts)
	for _, c := range counts {
		total += c
	}
	return total, nil
}

// numEmpty returns how many levels, from the leaves up, need the proof of an
// empty subtree.
func (t *Tree) numEmpty(counts []int) int {
	n := 0
	for i, l := range t.Levels {
		if counts[i]%l.FanIn() != 0 {
			n = i + 1
		}
	}
	return n
}

// counts returns the number of non-empty nodes of every level: the leaves
// first, a single root last.
func (t *Tree) counts(n int) ([]int, error) {
	if n < 1 || len(t.Levels) == 0 {
		return nil, fmt.Errorf("recursive: a tree of %d leaves and %d levels", n, len(t.Levels))
	}
	counts := []int{n}
	for _, l := range t.Levels {
		last := counts[len(counts)-1]
		counts = append(counts, (last+l.FanIn()-1)/l.FanIn())
	}
	if root := counts[len(counts)-1]; root != 1 {
		return nil, fmt.Errorf("recursive: %d levels leave %d roots of %d leaves", len(t.Levels), root, n)
	}
	return counts, nil
}

// emptyProofs returns the proof of an empty subtree for each level that needs
// one, and nil above.
func (t *Tree) emptyProofs(ctx context.Context, counts []int) ([]*circuit.Proof, error) {
	empty := make([]*circuit.Proof, len(t.Levels))
	for level := range t.numEmpty(counts) {
		var proof *circuit.Proof
		var err error
		if level == 0 {
			proof, err = t.Empty(ctx, t.Workers)
		} else {
			below := t.Levels[level-1]
			proof, err = below.Aggregate(ctx, repeat(empty[level-1], below.FanIn()), t.Workers)
		}
		if err != nil {
			return nil, fmt.Errorf("recursive: empty subtree of level %d: %w", level, err)
		}
		empty[level] = proof
		t.done(level, -1)
	}
	return empty, nil
}

func (t *Tree) done(level, index int) {
	if t.Done != nil {
		t.Done(level, index)
	}
}

func repeat(p *circuit.Proof, n int) []*circuit.Proof {
	ps := make([]*circuit.Proof, n)
	for i := range ps {
		ps[i] = p
	}
	return ps
}
