package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Registers with a fixed role in the AVX2 kernels, see loadField256.
var (
	epsilon256 = reg.Y15 // 2^64 mod p = 2^32 − 1 in each word
	sign256    = reg.Y14 // 2^63
)

// free256 are the registers that have no fixed role.
var free256 = []vector{
	reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6,
	reg.Y7, reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13,
}

// loadField256 emits the instructions that set the registers with a fixed role.
func loadField256() {
	VPCMPEQD(epsilon256, epsilon256, epsilon256)
	VPSLLQ(U8(63), epsilon256, sign256)
	VPSRLQ(U8(32), epsilon256, epsilon256)
}

// load256 appends r = m.
func (s *stream) load256(r vector, m Mem) { s.do(func() { VMOVDQA(m, r) }) }

// store256 appends m = r.
func (s *stream) store256(m Mem, r vector) { s.do(func() { VMOVDQA(r, m) }) }

// low256 appends dst = the low halves of a.
func (s *stream) low256(dst, a vector) { s.do(func() { VPAND(epsilon256, a, dst) }) }

// high256 appends dst = the high halves of a, not on the ports of multiplications.
// The high halves of dst are of no use.
func (s *stream) high256(dst, a vector) { s.do(func() { VMOVSHDUP(a, dst) }) }

// flip256 appends r = r + 2^63 modulo 2^64. AVX2 compares signed words: unsigned
// words in the same order are those with this bit flipped.
func (s *stream) flip256(r vector) { s.do(func() { VPXOR(sign256, r, r) }) }

// fold256 appends dst = sum + 2^64 mod p where the addition that made sum of
// summand carried, and dst = sum elsewhere. Both are flipped words. It
// overwrites t. The sum must not carry again.
func (s *stream) fold256(dst, sum, summand, t vector) {
	s.do(func() { VPCMPGTQ(sum, summand, t) })
	s.shr(t, t, 32)
	s.add(dst, sum, t)
}

// reduce256 appends lo = a word congruent to hi·2^64 + lo. It overwrites hi, t and
// u. See reduce512 for the bounds.
func (s *stream) reduce256(lo, hi, t, u vector) {
	s.flip256(lo)
	s.shr(t, hi, 32)
	s.mul(hi, hi, epsilon256)
	s.sub(u, lo, t)
	s.do(func() { VPCMPGTQ(lo, u, t) }) // u > lo: a borrow
	s.shr(t, t, 32)
	s.sub(u, u, t)
	s.add(lo, u, hi)
	s.fold256(lo, lo, u, t)
	s.flip256(lo)
}

// wide256 appends ll, lh and hh such that x·y is the low half of ll plus the low
// half of lh times 2^32 plus hh·2^64, for any words, of which xh and yh are the
// high halves. It overwrites hl and t. hl may be x or y, and hh any of the inputs
// that is not hl.
func (s *stream) wide256(ll, x, xh, y, yh, lh, hl, hh, t vector) {
	s.mul(ll, x, y)
	s.mul(lh, x, yh)
	s.mul(hl, xh, y)
	s.mul(hh, xh, yh)

	// x·y = ll + (lh + hl)·2^32 + hh·2^64; no sum below carries, since the
	// products are at most 2^64 − 2^33 + 1.
	s.shr(t, ll, 32)
	s.add(hl, hl, t)
	s.low256(t, hl)
	s.add(lh, lh, t)
	s.shr(hl, hl, 32)
	s.add(hh, hh, hl)
	s.shr(t, lh, 32)
	s.add(hh, hh, t)
}

// oddHalves selects the upper halves of words in VPBLENDD.
const oddHalves = 0xaa

// product256 appends ll = a word congruent to x·y; for the arguments see wide256.
func (s *stream) product256(ll, x, xh, y, yh, lh, hl, hh, t vector) {
	s.wide256(ll, x, xh, y, yh, lh, hl, hh, t)
	s.do(func() { VMOVSLDUP(lh, lh) })
	s.do(func() { VPBLENDD(U8(oddHalves), lh, ll, ll) })
	s.reduce256(ll, hh, lh, t)
}

// productHalves256 appends ll and lh such that ll + lh·2^32 is congruent to x·y, with
// less effort than product256. Both are below 2^34. m is a table of lazyZero.
//
// With hh = h1·2^32 + h0 the product is (l − h0 − h1) + (m + h0)·2^32 for the low
// halves l and m of ll and lh. Adding p = (2^33 + 1) + (2^32 − 3)·2^32 makes the
// first part positive.
func (s *stream) productHalves256(ll, x, xh, y, yh, lh, hl, hh, t vector, m Mem) {
	s.wide256(ll, x, xh, y, yh, lh, hl, hh, t)
	s.low256(ll, ll)
	s.low256(lh, lh)
	s.low256(t, hh)
	s.shr(hh, hh, 32)
	s.do(func() { VPADDQ(m, ll, ll) })
	s.do(func() { VPADDQ(m.Offset(vectorBytes256), lh, lh) })
	s.sub(ll, ll, t)
	s.add(lh, lh, t)
	s.sub(ll, ll, hh)
}

// lazyZero is p as two vectors of summands, the second to be multiplied by 2^32.
func lazyZero() (words []uint64) {
	for _, w := range []uint64{2<<32 + 1, 1<<32 - 3} {
		words = append(words, w, w, w, w)
	}
	return words
}

// square256 appends a = a word congruent to x², for any word, of which xh is the
// high half. It overwrites b, c and t.
func (s *stream) square256(a, x, xh, b, c, t vector) {
	s.mul(a, x, x)
	s.mul(b, x, xh)
	s.mul(c, xh, xh)

	// x² = a + b·2^33 + c·2^64
	s.shr(t, a, 33)
	s.add(t, t, b)
	s.shl(b, b, 33)
	s.add(a, a, b)
	s.shr(t, t, 31)
	s.add(c, c, t)
	s.reduce256(a, c, t, b)
}

// sbox256 is sbox512 for four words.
func (s *stream) sbox256(r []vector) (result vector) {
	x3, x3h, x4, x4h, t, u, v := s.factors256(r)
	s.product256(t, x3, x3h, x4, x4h, u, x3, x3h, v)
	return t
}

// sboxHalves256 is sbox256 with a result low + high·2^32 as in productHalves256.
func (s *stream) sboxHalves256(r []vector, m Mem) (result halves) {
	x3, x3h, x4, x4h, t, u, v := s.factors256(r)
	s.productHalves256(t, x3, x3h, x4, x4h, u, x3, x3h, v, m)
	return halves{t, u}
}

// factors256 appends the third and fourth power of r[0] with their high halves. It
// also returns the three registers that are free.
func (s *stream) factors256(r []vector) (x3, x3h, x4, x4h, t, u, v vector) {
	x, xh, x2, x2h := r[0], r[1], r[2], r[3]
	x3, x4, t = r[4], r[5], r[6]
	s.high256(xh, x)
	s.square256(x2, x, xh, x2h, x3, x4)
	s.high256(x2h, x2)
	s.product256(x3, x, xh, x2, x2h, x4, x, xh, t)
	s.square256(x4, x2, x2h, x, xh, t)
	s.high256(x2, x3)
	s.high256(x2h, x4)
	return x3, x2, x4, x2h, t, x, xh
}

// join256 appends dst = a word congruent to l + h·2^32 and overwrites l, h and t.
// dst may be l. The bounds are those of join512.
func (s *stream) join256(dst, l, h, t vector) {
	s.shr(t, h, 32)
	s.mul(t, t, epsilon256)
	s.shl(h, h, 32)
	s.add(l, l, t)
	s.flip256(l)
	s.add(h, h, l)
	s.fold256(dst, h, l, t)
	s.flip256(dst)
}

// addConstant256 appends r = r + m for a word m in memory; it overwrites t.
func (s *stream) addConstant256(r vector, m Mem, t vector) {
	s.do(func() { VPBROADCASTQ(m, t) })
	s.add(r, r, t)
}

// carry256 appends the reduction of l and h to less than 2^34, congruent as
// l + h·2^32. It overwrites t. The bounds are those of join256; m is a table of
// lazyZero.
//
// With l = l1·2^32 + l0 and l1 + h = s1·2^32 + s0 they become l0 − s1 and s0 + s1, and
// p is added as in productHalves256.
func (s *stream) carry256(l, h, t vector, m Mem) {
	s.shr(t, l, 32)
	s.add(h, h, t)
	s.low256(l, l)
	s.shr(t, h, 32)
	s.low256(h, h)
	s.do(func() { VPADDQ(m, l, l) })
	s.do(func() { VPADDQ(m.Offset(vectorBytes256), h, h) })
	s.sub(l, l, t)
	s.add(h, h, t)
}
