package ntt

import (
	"math/bits"

	"github.com/zkpor/por/field"
)

// tileBits is the logarithm of the side of the tiles that BitReverse moves: a
// tile row is one cache line.
const tileBits = 3

// tile is a square of rows whose indices agree in their middle bits:
// tile[a][b] belongs to the index a | middle | b, most significant bits first.
type tile [1 << tileBits][1 << tileBits]field.Element

// BitReverse exchanges the rows i and rev(i) of a column in place, which takes
// natural to bit-reversed order and back. It panics unless the length is a power
// of two.
func BitReverse(col []field.Element) {
	width := log2(len(col))
	if width < 2*tileBits {
		for i := range col {
			if j := ReverseBits(i, width); i < j {
				col[i], col[j] = col[j], col[i]
			}
		}
		return
	}
	// The index a | m | b goes to rev(b) | rev(m) | rev(a): tile m moves to the
	// place of tile rev(m), transposed and with its sides in reversed order.
	// Whole tiles pass through a buffer, so that each cache line is touched once.
	middle := width - 2*tileBits
	var x, y tile
	for m := range 1 << middle {
		r := ReverseBits(m, middle)
		if m > r {
			continue
		}
		x.load(col, m)
		if m != r {
			y.load(col, r)
			y.store(col, m)
		}
		x.store(col, r)
	}
}

// ReverseBits returns i < 2^width with the order of its bits reversed: the row
// in bit-reversed order of what is row i in natural order, and the reverse.
func ReverseBits(i, width int) int {
	// A shift by a whole word, for width 0, gives 0.
	return int(bits.Reverse(uint(i)) >> (bits.UintSize - width))
}

// load reads tile m of a column, transposed and with both sides reversed.
func (t *tile) load(col []field.Element, m int) {
	pitch := len(col) >> tileBits
	reverse := [len(t)]int{0, 4, 2, 6, 1, 5, 3, 7}
	for a := range t {
		row := (*[1 << tileBits]field.Element)(col[a*pitch+m<<tileBits:])
		ra := reverse[a]
		for b, v := range row {
			t[reverse[b]][ra] = v
		}
	}
}

// store writes t as tile m of a column.
func (t *tile) store(col []field.Element, m int) {
	pitch := len(col) >> tileBits
	for a := range t {
		*(*[1 << tileBits]field.Element)(col[a*pitch+m<<tileBits:]) = t[a]
	}
}
