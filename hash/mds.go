package hash

import (
	"math/bits"

	"github.com/zkpor/por/field"
)

// MDSCirculant returns the first row c of the circulant matrix C in the MDS
// matrix M = C + D, so that C[i][j] = c[j − i mod 12].
func MDSCirculant() [Width]uint64 {
	return [Width]uint64{17, 15, 41, 16, 2, 28, 13, 13, 39, 18, 34, 20}
}

// MDSDiagonal returns the diagonal of D in the MDS matrix M = C + D.
func MDSDiagonal() [Width]uint64 { return [Width]uint64{0: 8} }

// MDS multiplies s by the MDS matrix.
func MDS(s *State) {
	c := MDSCirculant()
	var out State
	for i := range out {
		var hi, lo uint64
		for j := range s {
			h, l := bits.Mul64(s[(i+j)%Width][0], c[j])
			var carry uint64
			lo, carry = bits.Add64(lo, l, 0)
			hi += h + carry
		}
		out[i] = reduceShort(hi, lo)
	}
	out[0] = out[0].Add(s[0].Double().Double().Double())
	*s = out
}

// reduceShort returns the element whose Montgomery word is congruent to
// hi·2^64 + lo. It requires hi < 2^32.
func reduceShort(hi, lo uint64) field.Element {
	// 2^64 is congruent to 2^32 − 1, and hi·(2^32 − 1) < 2^64 − 2^32 < p. A
	// carry of the sum is worth 2^64 again; with a carry the sum is below
	// 2^64 − 2^32, so adding it cannot carry.
	r, carry := bits.Add64(lo, hi<<32-hi, 0)
	r += uint64(uint32(-carry))
	d, borrow := bits.Sub64(r, field.Modulus, 0)
	return field.Element{d + field.Modulus&-borrow}
}
