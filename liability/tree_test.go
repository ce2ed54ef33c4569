package liability

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// naiveRoot is the definition of the tree: the leaves batch by batch, each batch
// padded to a power of two and the whole to the complete tree, reduced level by
// level.
func naiveRoot(s Shape, leaves []Node) Node {
	var sums Sums
	var level []hash.Digest
	width := 1
	for width < s.BatchSize {
		width *= 2
	}
	for i := range int(s.NumLeaves()) {
		leaf := s.Profile.EmptyLeaf()
		if at := i/width*s.BatchSize + i%width; i%width < s.BatchSize && at < len(leaves) {
			leaf = leaves[at]
		}
		level = append(level, leaf.Hash)
		sums = Sums{sums.Equity + leaf.Equity, sums.Debt + leaf.Debt}
	}
	reduce := func(arity int) {
		var above []hash.Digest
		for ; len(level) > 0; level = level[arity:] {
			var in []field.Element
			for _, child := range level[:arity] {
				in = append(in, child[:]...)
			}
			above = append(above, hash.NoPad(in))
		}
		level = above
	}
	for n := width; n > 1; n /= 2 {
		reduce(2)
	}
	for len(level) > 1 {
		if s.Profile == Standard {
			reduce(2)
		} else {
			reduce(s.FanIn)
		}
	}
	return Node{level[0], sums}
}

// TestTree compares roots with the definition, and checks the path of every
// leaf, for numbers of accounts around every power of the two widths.
func TestTree(t *testing.T) {
	for _, p := range []Profile{Standard, OKXv2} {
		for _, dims := range [][2]int{{1, 2}, {1, 4}, {2, 2}, {4, 4}, {8, 2}, {16, 8}, {3, 2}, {5, 4}, {6, 2}, {11, 4}} {
			if p == OKXv2 && !isPowerOfTwo(dims[0]) {
				continue
			}
			batchSize, fanIn := dims[0], dims[1]
			for _, n := range sizesAround(batchSize, batchSize*fanIn, batchSize*fanIn*fanIn) {
				t.Run(fmt.Sprintf("%v/%dx%d/%d", p, batchSize, fanIn, n), func(t *testing.T) {
					w := newWorld(t, p, n, 2, batchSize, fanIn)
					s := w.tree.Shape()
					require.Equal(t, naiveRoot(s, w.leaves), w.tree.Root())
					for i := range n {
						in := w.inclusion(t, i)
						require.Len(t, in.Path.Siblings, s.PathLen())
						require.NoError(t, in.Check(w.root()), "leaf %d", i)
					}
				})
			}
		}
	}
}

// sizesAround returns 1 and the numbers next to and at each of the given ones,
// up to 200.
func sizesAround(marks ...int) []int {
	sizes := []int{1}
	for _, m := range marks {
		for _, n := range []int{m - 1, m, m + 1} {
			if n > sizes[len(sizes)-1] && n <= 200 {
				sizes = append(sizes, n)
			}
		}
	}
	return sizes
}

// TestPinned fixes the format: the values may change only with FormatVersion.
func TestPinned(t *testing.T) {
	for p, want := range map[Profile]string{
		Standard: "633460114972b2f2d49b4157e7c1a3963ba4a017ecaf06cb5a8528993b256383",
		OKXv2:    "98172bfe2a6a647e2977266976bc9b8e1666a9e28f4fc37d9dc2267ad0f3a1a8",
	} {
		assert.Equal(t, want, newWorld(t, p, 21, 3, 4, 4).tree.Root().Hash.String(), "%v", p)
	}
	context := testCommitter(t, Standard, 3).Context()
	assert.Equal(t, "cf86b9e90c36e964acc5abf943a14e8cb76965e4831bc27277f1d1398438c302", context.String())
}

// Between the accounts of one batch and the next there are leaves that no
// account can be at.
func TestPathBeyondBatch(t *testing.T) {
	w := newWorld(t, Standard, 20, 2, 5, 4)
	s := w.tree.Shape()
	require.EqualValues(t, 8, s.Width())
	require.EqualValues(t, 20, s.Capacity())
	require.EqualValues(t, 32, s.NumLeaves())
	in := w.inclusion(t, 4)
	require.EqualValues(t, 4, in.Path.Index)
	require.EqualValues(t, 8, w.inclusion(t, 5).Path.Index)
	for _, index := range []uint64{5, 6, 7, 13, 31, 32} {
		_, err := Path{index, in.Path.Siblings}.Root(s, w.leaves[4].Hash)
		assert.ErrorIs(t, err, ErrIndex, "%d", index)
	}
}

func TestNodes(t *testing.T) {
	for _, p := range []Profile{Standard, OKXv2} {
		w := newWorld(t, p, 37, 1, 2, 4) // 19 batches: 19, 5, 2, 1 nodes
		s := w.tree.Shape()
		require.Equal(t, 3, s.Levels)
		for level, want := range []int{19, 5, 2, 1} {
			nodes := w.tree.Nodes(level)
			require.Len(t, nodes, want)
			leavesBelow := s.BatchSize
			for range level {
				leavesBelow *= s.FanIn
			}
			for i, node := range nodes {
				below := w.leaves[i*leavesBelow : min((i+1)*leavesBelow, len(w.leaves))]
				sub := s
				sub.Levels = level
				assert.Equal(t, naiveRoot(sub, below), node, "%v: level %d, node %d", p, level, i)
			}
			sub := s
			sub.Levels = level
			assert.Equal(t, naiveRoot(sub, nil), s.EmptyNode(level), "%v: level %d", p, level)
		}
	}
}

func TestShapeFor(t *testing.T) {
	tests := []struct {
		accounts         uint64
		batchSize, fanIn int
		levels           int
		err              error
	}{
		{1, 1024, 64, 1, nil},
		{1024, 1024, 64, 1, nil},
		{1024 * 64, 1024, 64, 1, nil},
		{1024*64 + 1, 1024, 64, 2, nil},
		{50_000_000, 1024, 16, 4, nil},
		{1 << 48, 1024, 2, 38, nil},
		{1<<48 + 1, 1024, 2, 0, ErrShape},
		{1<<64 - 1, 1024, 64, 0, ErrShape},
		{0, 1024, 64, 0, ErrShape},
		{1, 0, 64, 0, ErrShape},
		{1, -4, 64, 0, ErrShape},
		{1, 1000, 64, 1, nil},
		{64 * 1000, 1000, 64, 1, nil},
		{64*1000 + 1, 1000, 64, 2, nil},
		{1, 2 * MaxBatchSize, 64, 0, ErrShape},
		{1, 1024, 1, 0, ErrShape},
		{1, 1024, 3, 0, ErrShape},
		{1, 1024, 128, 0, ErrShape},
	}
	for _, tt := range tests {
		s, err := ShapeFor(Standard, tt.accounts, tt.batchSize, tt.fanIn)
		assert.ErrorIs(t, err, tt.err, "%+v", tt)
		if tt.err == nil {
			assert.Equal(t, Shape{Standard, tt.batchSize, tt.fanIn, tt.levels}, s)
		} else {
			assert.Zero(t, s)
		}
	}
	_, err := ShapeFor(0, 1, 1024, 64)
	assert.ErrorIs(t, err, ErrProfile)
	assert.Equal(t, 19, Shape{Standard, 16, 4, 3}.Batches(300))
	assert.Equal(t, 1, Shape{Standard, 16, 4, 3}.Batches(16))
}

func TestTreeErrors(t *testing.T) {
	s := Shape{Standard, 4, 2, 1}
	leaves, err := testCommitter(t, Standard, 1).Leaves(testAccounts(5, 1))
	require.NoError(t, err)
	_, err = NewBatch(s, leaves)
	assert.ErrorIs(t, err, ErrShape)
	_, err = NewBatch(s, nil)
	assert.ErrorIs(t, err, ErrShape)
	_, err = NewBatch(Shape{}, leaves)
	assert.ErrorIs(t, err, ErrProfile)
	_, err = NewBatch(s, []Node{{Sums: Sums{Equity: 1<<62 - 1}}, {Sums: Sums{Equity: 1}}})
	assert.ErrorIs(t, err, ErrRange)

	_, err = NewTree(s, nil)
	assert.ErrorIs(t, err, ErrShape)
	_, err = NewTree(s, make([]Node, 3))
	assert.ErrorIs(t, err, ErrShape)
	_, err = NewTree(Shape{}, make([]Node, 1))
	assert.ErrorIs(t, err, ErrProfile)
	_, err = NewTree(s, []Node{{Sums: Sums{Debt: 1 << 61}}, {Sums: Sums{Debt: 1 << 61}}})
	assert.ErrorIs(t, err, ErrRange)

	w := newWorld(t, Standard, 10, 1, 4, 4)
	_, err = w.tree.Path(w.batches[0], 12)
	assert.ErrorIs(t, err, ErrIndex)
	_, err = w.tree.Path(w.batches[0], 1<<63)
	assert.ErrorIs(t, err, ErrIndex)
	_, err = w.tree.Path(w.batches[0], 4)
	assert.ErrorIs(t, err, ErrForeignBatch)
}
