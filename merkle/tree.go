package merkle

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
)

// Tree holds the nodes of a Merkle tree from the leaves up to its cap.
type Tree struct {
	// nodes holds the levels one after the other, leaves first: with n leaves,
	// level l has n/2^l nodes and starts at 2n − 2n/2^l.
	//
	//	level 2 (cap)     12      13
	//	level 1         8   9   10  11
	//	leaves         0 1 2 3 4 5 6 7
	nodes             []hash.Digest
	height, capHeight int
}

// New returns a tree of 2^height leaves, all nodes of which are zero. It
// returns [ErrShape] unless 0 ≤ capHeight ≤ height, and allocates 64 bytes per
// leaf.
//
// SetColumns or SetRows set the leaves, in any number of parts, and Compress
// the nodes above them. The same tree can then be filled again.
func New(height, capHeight int) (*Tree, error) {
	if capHeight < 0 || capHeight > height {
		return nil, fmt.Errorf("%w: cap height %d of a tree of height %d", ErrShape, capHeight, height)
	}
	return &Tree{
		nodes:     make([]hash.Digest, 2<<height-1<<capHeight),
		height:    height,
		capHeight: capHeight,
	}, nil
}

// SetColumns sets the leaves from the given one on to [hash.OrNoop] of the rows
// of column-major data: leaf from + i to that of cols[0][i], cols[1][i], …. It
// panics if there is no column, one is shorter than the first, or there are more
// rows than leaves.
func (t *Tree) SetColumns(from int, cols [][]field.Element, workers int) {
	leaves := t.Level(0)[from:][:len(cols[0])]
	eachRun(workers, len(leaves), func(from, to int) { hash.Columns(leaves[from:to], cols, from) })
}

// SetRows is [Tree.SetColumns] for row-major data: row i is
// rows[i·width : (i+1)·width]. It panics also if len(rows) is not a multiple of
// width.
func (t *Tree) SetRows(from int, rows []field.Element, width, workers int) {
	leaves := t.Level(0)[from:][:len(rows)/width]
	eachRun(workers, len(leaves), func(from, to int) {
		hash.Rows(leaves[from:to], rows[from*width:to*width], width)
	})
}

// Compress computes all nodes above the leaves.
func (t *Tree) Compress(workers int) {
	for l := range t.height - t.capHeight {
		children, parents := t.Level(l), t.Level(l+1)
		eachRun(workers, len(parents), func(from, to int) {
			hash.CompressPairs(parents[from:to], children[2*from:2*to])
		})
	}
}

// Build returns the tree whose leaf i is [hash.OrNoop] of row i of column-major
// data, the elements cols[0][i], cols[1][i], …. It returns [ErrShape] unless
// there is a column, all have the same power of two of rows, and
// 2^capHeight is at most that. It keeps no reference to cols and allocates 64
// bytes per row.
func Build(cols [][]field.Element, capHeight, workers int) (*Tree, error) {
	if len(cols) == 0 {
		return nil, fmt.Errorf("%w: no columns", ErrShape)
	}
	n := len(cols[0])
	for i, col := range cols {
		if len(col) != n {
			return nil, fmt.Errorf("%w: column %d has %d rows, want %d", ErrShape, i, len(col), n)
		}
	}
	return build(n, capHeight, workers, func(t *Tree) { t.SetColumns(0, cols, workers) })
}

// BuildRows is [Build] for row-major data: row i is rows[i·width : (i+1)·width].
// It returns [ErrShape] also if len(rows) is not a multiple of a positive width.
func BuildRows(rows []field.Element, width, capHeight, workers int) (*Tree, error) {
	if width <= 0 || len(rows)%width != 0 {
		return nil, fmt.Errorf("%w: %d elements in rows of %d", ErrShape, len(rows), width)
	}
	return build(len(rows)/width, capHeight, workers, func(t *Tree) { t.SetRows(0, rows, width, workers) })
}

// FromLeaves returns the tree over a copy of ready leaves, under the
// conditions of [Build].
func FromLeaves(leaves []hash.Digest, capHeight, workers int) (*Tree, error) {
	return build(len(leaves), capHeight, workers, func(t *Tree) { copy(t.Level(0), leaves) })
}

// build makes a tree of n leaves that set sets.
func build(n, capHeight, workers int, set func(*Tree)) (*Tree, error) {
	if n <= 0 || n&(n-1) != 0 {
		return nil, fmt.Errorf("%w: %d leaves, want a power of two", ErrShape, n)
	}
	t, err := New(bits.TrailingZeros(uint(n)), capHeight)
	if err != nil {
		return nil, err
	}
	set(t)
	t.Compress(workers)
	return t, nil
}

// eachRun splits [0, n) for the workers. Cuts are at multiples of a run length
// that keeps hash.Lanes busy and outweighs the cost of a goroutine, so small
// levels run on the caller's goroutine.
func eachRun(workers, n int, f func(from, to int)) {
	const run = 8 * hash.Lanes
	par.Range(workers, (n+run-1)/run, func(from, to int) { f(from*run, min(to*run, n)) })
}

// Height returns the base-2 logarithm of the number of leaves.
func (t *Tree) Height() int { return t.height }

// CapHeight returns the base-2 logarithm of the number of nodes in the cap.
func (t *Tree) CapHeight() int { return t.capHeight }

// Cap returns a copy of the cap.
func (t *Tree) Cap() Cap { return slices.Clone(t.Level(t.height - t.capHeight)) }

// Level returns the nodes at distance l from the leaves, left to right; level 0
// is the leaves, the last level the cap. The slice is the tree's own and must not
// be changed. Level panics unless 0 ≤ l ≤ height − cap height.
func (t *Tree) Level(l int) []hash.Digest {
	if l < 0 || l > t.height-t.capHeight {
		panic(fmt.Sprintf("merkle: level %d of a tree of height %d with a cap of height %d", l, t.height, t.capHeight))
	}
	n := 1 << (t.height - l)
	start := 2<<t.height - 2*n
	return t.nodes[start : start+n : start+n]
}

// Path returns the path from leaf i to the cap. It panics if there is no such
// leaf.
func (t *Tree) Path(i int) Path {
	if i < 0 || i >= 1<<t.height {
		panic(fmt.Sprintf("merkle: leaf %d of %d", i, 1<<t.height))
	}
	path := make(Path, t.height-t.capHeight)
	for l := range path {
		path[l] = t.Level(l)[i>>l^1]
	}
	return path
}
