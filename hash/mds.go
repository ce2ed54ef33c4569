package hash

import "math/bits"

// MDSCirculant returns the first row c of the circulant matrix C in the MDS
// matrix M = C + D, so that C[i][j] = c[j − i mod 12].
func MDSCirculant() [Width]uint64 {
	return [Width]uint64{17, 15, 41, 16, 2, 28, 13, 13, 39, 18, 34, 20}
}

// MDSDiagonal returns the diagonal of D in the MDS matrix M = C + D.
func MDSDiagonal() [Width]uint64 { return [Width]uint64{0: 8} }

// MDS multiplies s by the MDS matrix.
func MDS(s *State) {
	var h halves
	for i := range s {
		h.set(i, s[i][0])
	}
	h.mds()
	for i := range s {
		s[i] = reduce(h.word(i))
	}
}

// halves is a state whose elements are congruent to lo[i] + hi[i]·2^32. The
// small integers of the MDS matrix act on each half without any reduction.
type halves struct{ lo, hi [Width]uint64 }

// set makes w element i.
func (h *halves) set(i int, w uint64) {
	h.lo[i], h.hi[i] = uint64(uint32(w)), w>>32
}

// word returns a word congruent to element i, whose halves are below 2^62.
func (h *halves) word(i int) uint64 {
	// 2^64 is congruent to 2^32 − 1, so the top of hi, which is below 2^30,
	// joins lo; their sum is below 2^63. A carry of the last sum is worth
	// 2^32 − 1 once more and leaves a word below 2^63, so no other follows.
	lo, hi := h.lo[i], h.hi[i]
	top := hi >> 32
	r, carry := bits.Add64(lo+top<<32-top, hi<<32, 0)
	return r + uint64(uint32(-carry))
}

// mds multiplies the state by the MDS matrix. The rows of the matrix sum to 256
// and 264, so a bound on the halves grows by that factor; it must stay below
// 2^64.
func (h *halves) mds() {
	mdsHalf(&h.lo)
	mdsHalf(&h.hi)
}

func mdsHalf(s *[Width]uint64) {
	s0 := s[0]
	circulant(s)
	s[0] += 8 * s0
}

// circulant multiplies s by C, modulo 2^64.
//
// C·s is the product of two polynomials in x modulo x^12 − 1, whose coefficients
// are s and the first column of C. With y = x^3 each is quadratic in x over
// Z[y]/(y^4 − 1), and an element of that ring is known by its values at 1, −1
// and i. Those of C's column are
//
//	y =  1    4·(16 + 32·x + 16·x²)
//	y = −1    4·(−1 − 8·x + 2·x²)
//	y =  i    2·((2 + i) − (4 + i)·x + (16 − i)·x²)
//
// and the factors 4 and 2 are just those that interpolate divides by. Values may
// be negative on the way, but what comes out is not.
func circulant(s *[Width]uint64) {
	p0, n0, r0, i0 := evaluate(s[0], s[3], s[6], s[9])
	p1, n1, r1, i1 := evaluate(s[1], s[4], s[7], s[10])
	p2, n2, r2, i2 := evaluate(s[2], s[5], s[8], s[11])

	t := p0 + p1 + p2
	s[0], s[3], s[6], s[9] = interpolate(
		(t+p2)<<4,
		n2<<3-n0-n1<<1,
		r0<<1-i0+r1-i1<<4+r2+i2<<2,
		r0+i0<<1+r1<<4+i1-r2<<2+i2,
	)
	s[1], s[4], s[7], s[10] = interpolate(
		(t+p0)<<4,
		-(n0<<3 + n1 + n2<<1),
		i0-r0<<2+r1<<1-i1+r2-i2<<4,
		r1-r0-i0<<2+i1<<1+r2<<4+i2,
	)
	s[2], s[5], s[8], s[11] = interpolate(
		(t+p1)<<4,
		n0<<1-n1<<3-n2,
		r0<<4+i0-r1<<2+i1+r2<<1-i2,
		i0<<4-r0-r1-i1<<2+r2+i2<<1,
	)
}

// evaluate returns the values of a + b·y + c·y² + d·y³ at 1, −1 and i, the last
// as real and imaginary part.
func evaluate(a, b, c, d uint64) (p, n, re, im uint64) {
	return a + c + (b + d), a + c - (b + d), a - c, b - d
}

// interpolate returns the polynomial whose values at 1, −1 and i are 4p, 4n and
// 2(re + i·im).
func interpolate(p, n, re, im uint64) (a, b, c, d uint64) {
	return p + n + re, p - n + im, p + n - re, p - n - im
}
