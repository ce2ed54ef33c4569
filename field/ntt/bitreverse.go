package ntt

import (
	"math/bits"

	"github.com/zkpor/por/field"
)

// BitReverse exchanges the rows i and rev(i) of a column in place, between
// natural and bit-reversed order. It panics unless the length is a power of two.
func BitReverse(col []field.Element) {
	shift := bits.UintSize - log2(len(col))
	for i := range col {
		// A shift by the whole word, for one row, gives 0.
		if j := int(bits.Reverse(uint(i)) >> shift); i < j {
			col[i], col[j] = col[j], col[i]
		}
	}
}

// ReverseBits returns i < 2^bits with its bits in reverse order: the row in
// bit-reversed order of what is row i in natural order, and vice versa.
func ReverseBits(i, bitLen int) int {
	return int(bits.Reverse(uint(i)) >> (bits.UintSize - bitLen))
}
