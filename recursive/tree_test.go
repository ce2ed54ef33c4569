package recursive

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

// mock stands for a proof: its public inputs are the leaves below it, with
// empty ones as zero.
func mock(leaves ...field.Element) *circuit.Proof { return &circuit.Proof{PublicInputs: leaves} }

// mockLevel concatenates.
type mockLevel struct {
	fanIn int
	calls *atomic.Int64
	err   error
}

func (l mockLevel) FanIn() int { return l.fanIn }

func (l mockLevel) Aggregate(_ context.Context, children []*circuit.Proof, workers int) (*circuit.Proof, error) {
	l.calls.Add(1)
	if len(children) != l.fanIn || workers < 1 {
		return nil, fmt.Errorf("%d children, %d workers", len(children), workers)
	}
	var leaves []field.Element
	for _, c := range children {
		leaves = append(leaves, c.PublicInputs...)
	}
	return mock(leaves...), l.err
}

func mockTree(fanIn, levels, workers int) (*Tree, *atomic.Int64) {
	calls := new(atomic.Int64)
	t := &Tree{
		Workers: workers,
		Empty: func(context.Context, int) (*circuit.Proof, error) {
			calls.Add(1)
			return mock(field.Zero()), nil
		},
	}
	for range levels {
		t.Levels = append(t.Levels, mockLevel{fanIn, calls, nil})
	}
	return t, calls
}

// mockLeaves yields n jobs that prove 1, 2, …
func mockLeaves(n int, calls *atomic.Int64) iter.Seq2[Job, error] {
	return func(yield func(Job, error) bool) {
		for i := range n {
			job := func(context.Context, int) (*circuit.Proof, error) {
				calls.Add(1)
				return mock(field.New(uint64(i + 1))), nil
			}
			if !yield(job, nil) {
				return
			}
		}
	}
}

func TestTreeKeepsOrderAndPads(t *testing.T) {
	for _, dims := range []struct{ fanIn, levels int }{{2, 1}, {2, 2}, {2, 4}, {4, 1}, {4, 2}, {8, 1}, {4, 3}} {
		capacity := 1
		for range dims.levels {
			capacity *= dims.fanIn
		}
		for n := 1; n <= capacity; n++ {
			for _, workers := range []int{1, 3} {
				tree, calls := mockTree(dims.fanIn, dims.levels, workers)
				done := 0
				tree.Done = func(int, int) { done++ }
				proof, err := tree.Prove(context.Background(), n, mockLeaves(n, calls))
				require.NoError(t, err)
				want := make([]field.Element, capacity)
				for i := range n {
					want[i] = field.New(uint64(i + 1))
				}
				require.Equal(t, want, proof.PublicInputs, "%+v, %d leaves", dims, n)

				total, err := tree.NumProofs(n)
				require.NoError(t, err)
				require.Equal(t, total, done)
				require.EqualValues(t, total, calls.Load())
			}
		}
	}
}

// One leaf of sixteen needs an empty subtree of each of the four levels, once,
// and no proof of an all-empty inner node besides.
func TestTreeMakesEmptySubtreesOnce(t *testing.T) {
	tree, _ := mockTree(2, 4, 1)
	var empty, nodes []int
	tree.Done = func(level, index int) {
		if index < 0 {
			empty = append(empty, level)
		} else {
			nodes = append(nodes, level)
		}
	}
	_, err := tree.Prove(context.Background(), 1, mockLeaves(1, new(atomic.Int64)))
	require.NoError(t, err)
	require.Equal(t, []int{0, 1, 2, 3}, empty)
	require.Equal(t, []int{0, 1, 2, 3, 4}, nodes)
}

// Higher levels go first: with one worker a finished group is aggregated before
// the next leaf is drawn.
func TestTreeIsDepthFirst(t *testing.T) {
	tree, calls := mockTree(2, 2, 1)
	var order []string
	tree.Done = func(level, index int) { order = append(order, fmt.Sprint(level, index)) }
	_, err := tree.Prove(context.Background(), 4, mockLeaves(4, calls))
	require.NoError(t, err)
	require.Equal(t, []string{"0 0", "0 1", "1 0", "0 2", "0 3", "1 1", "2 0"}, order)
}

func TestTreeGivesTheLastProofAllWorkers(t *testing.T) {
	tree, calls := mockTree(2, 1, 6)
	var shares []int
	tree.Levels = []Level{recordingLevel{mockLevel{2, calls, nil}, &shares}}
	_, err := tree.Prove(context.Background(), 2, mockLeaves(2, calls))
	require.NoError(t, err)
	require.Equal(t, []int{6}, shares)
}

type recordingLevel struct {
	mockLevel
	shares *[]int
}

func (l recordingLevel) Aggregate(ctx context.Context, children []*circuit.Proof, workers int) (*circuit.Proof, error) {
	*l.shares = append(*l.shares, workers)
	return l.mockLevel.Aggregate(ctx, children, workers)
}

func TestTreeErrors(t *testing.T) {
	ctx := context.Background()
	broken := errors.New("broken")
	for _, workers := range []int{1, 4} {
		tree, calls := mockTree(2, 2, workers)
		_, err := tree.Prove(ctx, 4, mockLeaves(3, calls))
		require.ErrorIs(t, err, ErrLeafCount)
		_, err = tree.Prove(ctx, 3, mockLeaves(4, calls))
		require.ErrorIs(t, err, ErrLeafCount)
		_, err = tree.Prove(ctx, 5, mockLeaves(5, calls))
		require.ErrorContains(t, err, "2 levels leave 2 roots of 5 leaves")
		_, err = tree.Prove(ctx, 0, mockLeaves(0, calls))
		require.Error(t, err)

		_, err = tree.Prove(ctx, 4, func(yield func(Job, error) bool) { yield(nil, broken) })
		require.ErrorIs(t, err, broken)
		_, err = tree.Prove(ctx, 4, func(yield func(Job, error) bool) {
			mockLeaves(4, calls)(yield)
			yield(nil, broken)
		})
		require.ErrorIs(t, err, broken)
		_, err = tree.Prove(ctx, 4, func(yield func(Job, error) bool) {
			failing := func(context.Context, int) (*circuit.Proof, error) { return nil, broken }
			for yield(failing, nil) {
			}
		})
		require.ErrorIs(t, err, broken)

		tree.Levels[1] = mockLevel{2, calls, broken}
		_, err = tree.Prove(ctx, 4, mockLeaves(4, calls))
		require.ErrorIs(t, err, broken)
		tree.Empty = func(context.Context, int) (*circuit.Proof, error) { return nil, broken }
		_, err = tree.Prove(ctx, 3, mockLeaves(3, calls))
		require.ErrorIs(t, err, broken)
	}
}

// A cancelled tree returns although workers wait for proofs that never come.
func TestTreeStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	tree, _ := mockTree(4, 1, 4)
	_, err := tree.Prove(ctx, 1, func(yield func(Job, error) bool) {
		yield(func(ctx context.Context, _ int) (*circuit.Proof, error) {
			cancel()
			<-ctx.Done()
			return nil, ctx.Err()
		}, nil)
	})
	require.ErrorIs(t, err, context.Canceled)
}
