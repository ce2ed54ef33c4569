package merkle_test

import (
	"fmt"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// naiveRoot returns the root over leaves by its definition.
func naiveRoot(leaves []hash.Digest) hash.Digest {
	if len(leaves) == 1 {
		return leaves[0]
	}
	half := len(leaves) / 2
	return hash.Compress(naiveRoot(leaves[:half]), naiveRoot(leaves[half:]))
}

// naiveCap returns the roots of the 2^capHeight equal parts of leaves.
func naiveCap(leaves []hash.Digest, capHeight int) merkle.Cap {
	part := len(leaves) >> capHeight
	var cap merkle.Cap
	for at := 0; at < len(leaves); at += part {
		cap = append(cap, naiveRoot(leaves[at:at+part]))
	}
	return cap
}

// naivePath returns the path of leaf i: the roots of the siblings of the
// subtrees that contain it.
func naivePath(leaves []hash.Digest, i, capHeight int) merkle.Path {
	path := merkle.Path{}
	for size := 1; size < len(leaves)>>capHeight; size *= 2 {
		sibling := (i/size ^ 1) * size
		path = append(path, naiveRoot(leaves[sibling:sibling+size]))
	}
	return path
}

// makeRows returns n·width distinct elements, row-major, and the leaves over
// them.
func makeRows(n, width int) (rows []field.Element, leaves []hash.Digest) {
	rows = field.Powers(field.New(5), n*width)
	for i := range n {
		leaves = append(leaves, hash.OrNoop(rows[i*width:(i+1)*width]))
	}
	return rows, leaves
}

// columns returns row-major data as columns.
func columns(rows []field.Element, width int) [][]field.Element {
	cols := make([][]field.Element, width)
	for i, e := range rows {
		cols[i%width] = append(cols[i%width], e)
	}
	return cols
}

// eachShape calls f for trees of all heights up to 6 and all their cap heights.
func eachShape(t *testing.T, f func(t *testing.T, height, capHeight int)) {
	for height := range 7 {
		for capHeight := range height + 1 {
			t.Run(fmt.Sprintf("height=%d/cap=%d", height, capHeight), func(t *testing.T) {
				f(t, height, capHeight)
			})
		}
	}
}

func TestTreeIsNaiveTree(t *testing.T) {
	const width = 9
	eachShape(t, func(t *testing.T, height, capHeight int) {
		rows, leaves := makeRows(1<<height, width)
		cap := naiveCap(leaves, capHeight)

		fromCols, err := merkle.Build(columns(rows, width), capHeight, 1)
		require.NoError(t, err)
		fromRows, err := merkle.BuildRows(rows, width, capHeight, 3)
		require.NoError(t, err)
		fromLeaves, err := merkle.FromLeaves(leaves, capHeight, 2)
		require.NoError(t, err)
		require.Equal(t, fromCols, fromRows)
		require.Equal(t, fromCols, fromLeaves)

		require.Equal(t, height, fromCols.Height())
		require.Equal(t, cap, fromCols.Cap())
		require.Equal(t, leaves, fromCols.Level(0))
		require.Equal(t, []hash.Digest(cap), fromCols.Level(height-capHeight))
		for i, leaf := range leaves {
			path := fromCols.Path(i)
			require.Equal(t, naivePath(leaves, i, capHeight), path)
			require.NoError(t, merkle.VerifyPath(leaf, i, path, cap))
			require.NoError(t, merkle.VerifyRow(rows[i*width:(i+1)*width], i, path, cap))
		}
	})
}

func TestWorkersDoNotChangeTheTree(t *testing.T) {
	rows, _ := makeRows(1<<10, 5)
	want, err := merkle.BuildRows(rows, 5, 2, 1)
	require.NoError(t, err)
	for _, workers := range []int{-1, 0, 2, 3, 7, 64} {
		got, err := merkle.Build(columns(rows, 5), 2, workers)
		require.NoError(t, err)
		require.Equal(t, want, got, "%d workers", workers)
	}
}

// A tree filled in parts is the one built at once, whatever it held before.
func TestRefilledTree(t *testing.T) {
	const height, width, parts = 6, 5, 4
	tree, err := merkle.New(height, 2)
	require.NoError(t, err)
	for seed := range 2 {
		rows, _ := makeRows(1<<height, width+seed)
		want, err := merkle.BuildRows(rows, width+seed, 2, 1)
		require.NoError(t, err)
		n := len(rows) / parts
		for part := range parts {
			from, some := part<<height/parts, rows[part*n:(part+1)*n]
			if part%2 == 0 {
				tree.SetRows(from, some, width+seed, 2)
			} else {
				tree.SetColumns(from, columns(some, width+seed), 2)
			}
		}
		tree.Compress(2)
		require.Equal(t, want, tree)
	}
	require.Panics(t, func() { tree.SetRows(1, make([]field.Element, 1<<height), 1, 1) })
	require.Panics(t, func() { tree.SetColumns(1<<height, [][]field.Element{{field.One()}}, 1) })
	require.Panics(t, func() { tree.SetColumns(0, nil, 1) })
}

func TestTreeKeepsNoReference(t *testing.T) {
	_, leaves := makeRows(8, 5)
	tree, err := merkle.FromLeaves(leaves, 1, 1)
	require.NoError(t, err)
	cap := tree.Cap()
	clear(leaves)
	clear(tree.Cap())
	require.NotZero(t, tree.Level(0)[0])
	require.Equal(t, cap, tree.Cap())
}

func TestBuildRefuses(t *testing.T) {
	col := func(n int) []field.Element { return make([]field.Element, n) }
	for name, cols := range map[string][][]field.Element{
		"no columns":         nil,
		"no rows":            {{}},
		"not a power of two": {col(6)},
		"unequal columns":    {col(4), col(8)},
	} {
		tree, err := merkle.Build(cols, 0, 1)
		require.ErrorIs(t, err, merkle.ErrShape, name)
		require.Nil(t, tree, name)
	}
	for _, capHeight := range []int{-1, 3, bits.UintSize, 1 << 20} {
		_, err := merkle.Build([][]field.Element{col(4)}, capHeight, 1)
		require.ErrorIs(t, err, merkle.ErrShape, "cap height %d", capHeight)
	}
	for _, width := range []int{-1, 0, 3, 16} {
		_, err := merkle.BuildRows(col(8), width, 0, 1)
		require.ErrorIs(t, err, merkle.ErrShape, "width %d", width)
	}
	_, err := merkle.FromLeaves(nil, 0, 1)
	require.ErrorIs(t, err, merkle.ErrShape)
}

func TestTreePanicsOutOfRange(t *testing.T) {
	_, leaves := makeRows(8, 5)
	tree, err := merkle.FromLeaves(leaves, 1, 1)
	require.NoError(t, err)
	require.Panics(t, func() { tree.Path(-1) })
	require.Panics(t, func() { tree.Path(8) })
	require.Panics(t, func() { tree.Level(-1) })
	require.Panics(t, func() { tree.Level(3) })
}

func TestAllocations(t *testing.T) {
	const height, capHeight, width = 6, 1, 5
	rows, _ := makeRows(1<<height, width)
	cols := columns(rows, width)
	// The tree and its nodes, and the closures that fill each level.
	const most = 2 + 2*(height-capHeight+1) + 1
	require.LessOrEqual(t, testing.AllocsPerRun(5, func() {
		_, _ = merkle.Build(cols, capHeight, 1)
	}), float64(most))

	tree, err := merkle.Build(cols, capHeight, 1)
	require.NoError(t, err)
	row, cap := rows[33*width:34*width], tree.Cap()
	var path merkle.Path
	require.Equal(t, 1.0, testing.AllocsPerRun(5, func() { path = tree.Path(33) }))
	require.Zero(t, testing.AllocsPerRun(5, func() { err = merkle.VerifyRow(row, 33, path, cap) }))
	require.NoError(t, err)
}
