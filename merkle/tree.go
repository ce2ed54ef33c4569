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
	return build(n, capHeight, workers, func(leaves []hash.Digest, from int) {
		hash.Columns(leaves, cols, from)
	})
}

// BuildRows is [Build] for row-major data: row i is rows[i·width : (i+1)·width].
// It returns [ErrShape] also if len(rows) is not a multiple of a positive width.
func BuildRows(rows []field.Element, width, capHeight, workers int) (*Tree, error) {
	if width <= 0 || len(rows)%width != 0 {
		return nil, fmt.Errorf("%w: %d elements in rows of %d", ErrShape, len(rows), width)
	}
	return build(len(rows)/width, capHeight, workers, func(leaves []hash.Digest, from int) {
		hash.Rows(leaves, rows[from*width:][:len(leaves)*width], width)
	})
}

// FromLeaves returns the tree over a copy of ready leaves, under the
// conditions of [Build].
func FromLeaves(leaves []hash.Digest, capHeight, workers int) (*Tree, error) {
	return build(len(leaves), capHeight, workers, func(dst []hash.Digest, from int) {
		copy(dst, leaves[from:])
	})
}

// build makes a tree of n leaves; fill sets a run of leaves, the first of which
// has the given index.
func build(n, capHeight, workers int, fill func(leaves []hash.Digest, from int)) (*Tree, error) {
	if n <= 0 || n&(n-1) != 0 {
		return nil, fmt.Errorf("%w: %d leaves, want a power of two", ErrShape, n)
	}
	height := bits.TrailingZeros(uint(n))
	if capHeight < 0 || capHeight > height {
		return nil, fmt.Errorf("%w: cap height %d of a tree of height %d", ErrShape, capHeight, height)
	}
	t := &Tree{
		nodes:     make([]hash.Digest, 2*n-1<<capHeight),
		height:    height,
		capHeight: capHeight,
	}
	leaves := t.Level(0)
	eachRun(workers, n, func(from, to int) { fill(leaves[from:to], from) })
	for l := range height - capHeight {
		children, parents := t.Level(l), t.Level(l+1)
		eachRun(workers, len(parents), func(from, to int) {
			hash.CompressPairs(parents[from:to], children[2*from:2*to])
		})
	}
	return t, nil
}

// eachRun splits [0, n) for the workers, where n is a power of two. Cuts are at
// multiples of a run length that keeps hash.Lanes busy and outweighs the cost
// of a goroutine, so small levels run on the caller's goroutine.
func eachRun(workers, n int, f func(from, to int)) {
	run := min(n, 8*hash.Lanes)
	par.Range(workers, n/run, func(from, to int) { f(from*run, to*run) })
}

// Height returns the base-2 logarithm of the number of leaves.
func (t *Tree) Height() int { return t.height }

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
