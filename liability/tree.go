package liability

import (
	"errors"
	"fmt"
	"slices"

	"github.com/zkpor/por/hash"
)

// ErrForeignBatch reports a batch that is not the one that the tree was built
// over.
var ErrForeignBatch = errors.New("liability: batch does not belong to the tree")

// Tree is the part of a tree above its batches: about 100 bytes for every
// batch. With [Batch] it yields the path of every leaf, while the leaves
// themselves need not be in memory:
//
//	accounts → Committer.Leaves → NewBatch ─┬→ roots → NewTree ─┐
//	                                        └→ leaves again ─────┴→ Tree.Path
type Tree struct {
	shape Shape
	// levels[0] are the roots of the batches, and levels[i+1] the parents of
	// levels[i], arity by arity. What is missing to the right is empty.
	levels [][]Node
	// empty[i] pads levels[i].
	empty []hash.Digest
}

// NewTree builds the tree over the roots of all batches, in order. It returns
// ErrShape unless there is at least one batch and room for all, and ErrRange
// if a total reaches 2^[SumBits].
func NewTree(s Shape, roots []Node) (*Tree, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	return newTree(s, roots, s.emptyHashes())
}

func newTree(s Shape, roots []Node, empty []hash.Digest) (*Tree, error) {
	if room := s.NumLeaves() / uint64(s.Width()); len(roots) == 0 || uint64(len(roots)) > room {
		return nil, fmt.Errorf("%w: got %d batches, want 1 to %d", ErrShape, len(roots), room)
	}
	t := &Tree{shape: s, levels: [][]Node{slices.Clone(roots)}, empty: empty}
	for range s.steps() {
		above, err := t.parents()
		if err != nil {
			return nil, err
		}
		t.levels = append(t.levels, above)
	}
	return t, nil
}

// parents returns the level above the last one.
func (t *Tree) parents() ([]Node, error) {
	step := len(t.levels) - 1
	arity := t.shape.arity()
	above := make([]Node, (len(t.levels[step])+arity-1)/arity)
	children := make([]hash.Digest, arity)
	for i := range above {
		var sums Sums
		var err error
		for j := range children {
			child := t.node(step, arity*i+j)
			children[j] = child.Hash
			if sums, err = sums.Add(child.Sums); err != nil {
				return nil, err
			}
		}
		above[i] = Node{parent(children), sums}
	}
	return above, nil
}

// node returns node i after the given number of steps above the batches.
func (t *Tree) node(step, i int) Node {
	if i < len(t.levels[step]) {
		return t.levels[step][i]
	}
	return Node{Hash: t.empty[step]}
}

// Shape returns the shape of the tree.
func (t *Tree) Shape() Shape { return t.shape }

// Root returns the root, with the totals over all accounts.
func (t *Tree) Root() Node { return t.levels[len(t.levels)-1][0] }

// Nodes returns the nodes of an aggregation level that are not padding: the
// batch roots at level 0, the root alone at level Levels. The caller must not
// modify them. It panics if there is no such level.
func (t *Tree) Nodes(level int) []Node { return t.levels[level*t.shape.stepsPerLevel()] }

// Path returns the path of the leaf with the given index, which lies in batch.
// It returns ErrIndex if no batch of the tree has that index, and
// ErrForeignBatch if the given one is another.
func (t *Tree) Path(batch *Batch, index uint64) (Path, error) {
	size := uint64(t.shape.Width())
	if index/size >= uint64(len(t.levels[0])) {
		return Path{}, fmt.Errorf("%w: got %d, want below %d", ErrIndex, index, uint64(len(t.levels[0]))*size)
	}
	at := int(index / size)
	if batch.Root() != t.levels[0][at] || len(batch.levels[0]) != t.shape.Width() {
		return Path{}, fmt.Errorf("%w: batch %d", ErrForeignBatch, at)
	}
	siblings := make([]hash.Digest, 0, t.shape.PathLen())
	siblings = batch.appendPath(siblings, int(index%size))
	return Path{index, t.appendPath(siblings, at)}, nil
}

// appendPath appends the siblings of a batch up to the root.
func (t *Tree) appendPath(dst []hash.Digest, at int) []hash.Digest {
	arity := t.shape.arity()
	for step := range t.shape.steps() {
		first := at - at%arity
		for i := first; i < first+arity; i++ {
			if i != at {
				dst = append(dst, t.node(step, i).Hash)
			}
		}
		at /= arity
	}
	return dst
}
