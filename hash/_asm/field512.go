package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Registers with a fixed role in the AVX-512 kernels, see loadField512.
var (
	epsilon512 = reg.Z31 // 2^64 mod p = 2^32 − 1 in each word
	one512     = reg.Z30
	odd512     = reg.K1 // the odd 32-bit halves
)

// free512 are the registers that have no fixed role.
var free512 = []vector{
	reg.Z0, reg.Z1, reg.Z2, reg.Z3, reg.Z4, reg.Z5, reg.Z6, reg.Z7, reg.Z8, reg.Z9,
	reg.Z10, reg.Z11, reg.Z12, reg.Z13, reg.Z14, reg.Z15, reg.Z16, reg.Z17, reg.Z18, reg.Z19,
	reg.Z20, reg.Z21, reg.Z22, reg.Z23, reg.Z24, reg.Z25, reg.Z26, reg.Z27, reg.Z28, reg.Z29,
}

// masks512 are the mask registers that have no fixed role.
var masks512 = []reg.OpmaskPhysical{reg.K2, reg.K3, reg.K4, reg.K5, reg.K6, reg.K7}

// loadField512 emits the instructions that set the registers with a fixed role.
func loadField512() {
	t := GP64()
	MOVL(U32(0xffffffff), t.As32())
	VPBROADCASTQ(t, epsilon512)
	MOVL(U32(1), t.As32())
	VPBROADCASTQ(t, one512)
	MOVL(U32(0xaaaa), t.As32())
	KMOVW(t.As32(), odd512)
}

// load512 appends r = m.
func (s *stream) load512(r vector, m Mem) { s.do(func() { VMOVDQU64(m, r) }) }

// store512 appends m = r.
func (s *stream) store512(m Mem, r vector) { s.do(func() { VMOVDQU64(r, m) }) }

// low512 appends dst = the low halves of a.
func (s *stream) low512(dst, a vector) { s.do(func() { VPANDQ(epsilon512, a, dst) }) }

// fold512 appends sum += 2^64 mod p in the words in which sum, after x was added
// to it, is below x: those that carried. The sum must not carry again.
func (s *stream) fold512(sum, x vector, k reg.OpmaskPhysical) {
	s.do(func() { VPCMPUQ(U8(lessThan), x, sum, k) })
	s.do(func() { VPADDQ(epsilon512, sum, k, sum) })
}

// lessThan is the predicate of VPCMPUQ.
const lessThan = 1

// reduce512 appends lo = a word congruent to hi·2^64 + lo. It overwrites hi and t.
//
// With hi = h1·2^32 + h0 and 2^96 ≡ −1, that is lo − h1 + h0·(2^32 − 1). A borrow
// leaves lo − h1 ≥ 2^64 − 2^32, from which 2^64 mod p may be taken without
// another; the product is at most 2^64 − 2^33 + 1, so that a carry leaves room for
// 2^64 mod p.
func (s *stream) reduce512(lo, hi, t vector, k reg.OpmaskPhysical) {
	s.shr(t, hi, 32)
	s.do(func() { VPCMPUQ(U8(lessThan), t, lo, k) })
	s.sub(lo, lo, t)
	s.mul(hi, hi, epsilon512)
	s.do(func() { VPSUBQ(epsilon512, lo, k, lo) })
	s.add(lo, lo, hi)
	s.fold512(lo, hi, k)
}

// product512 appends ll = a word congruent to x·y, for any words, of which xh and
// yh are the high halves. It overwrites lh, hl, hh and t. hl may be x or y, and hh
// any of the inputs that is not hl.
func (s *stream) product512(ll, x, xh, y, yh, lh, hl, hh, t vector, k reg.OpmaskPhysical) {
	s.mul(ll, x, y)
	s.mul(lh, x, yh)
	s.mul(hl, xh, y)
	s.mul(hh, xh, yh)

	// The middle word lh + hl + ⌊ll/2^32⌋ has 65 bits; the mask is the top one.
	s.shr(t, ll, 32)
	s.add(lh, lh, t)
	s.add(lh, lh, hl)
	s.do(func() { VPCMPUQ(U8(lessThan), hl, lh, k) })
	s.shr(t, lh, 32)
	s.do(func() { VMOVSLDUP(lh, odd512, ll) })
	s.add(hh, hh, t)

	// reduce512, with that bit on top of the upper half of hh.
	s.shr(t, hh, 32)
	s.do(func() { VPADDQ(one512, t, k, t) })
	s.do(func() { VPCMPUQ(U8(lessThan), t, ll, k) })
	s.sub(ll, ll, t)
	s.mul(hh, hh, epsilon512)
	s.do(func() { VPSUBQ(epsilon512, ll, k, ll) })
	s.add(ll, ll, hh)
	s.fold512(ll, hh, k)
}

// square512 appends a = a word congruent to x², for any word, of which xh is the
// high half. It overwrites b, c and t.
func (s *stream) square512(a, x, xh, b, c, t vector, k reg.OpmaskPhysical) {
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
	s.reduce512(a, c, t, k)
}

// high512 appends dst = the high halves of a, on the port for shuffles and not that
// for shifts. The high halves of dst are of no use.
func (s *stream) high512(dst, a vector) { s.do(func() { VMOVSHDUP(a, dst) }) }

// sbox512 appends the S-box on r[0] and returns the register of the result. It
// overwrites all seven registers.
//
// The words are in Montgomery form, x·R with R = 2^64. But R has order 3, since
// 2^96 ≡ −1, and so R^7 = R: the seventh power of the plain word is already the
// Montgomery form of x^7.
func (s *stream) sbox512(r []vector, k reg.OpmaskPhysical) (result vector) {
	x, xh, x2, x2h, x3, x4, t := r[0], r[1], r[2], r[3], r[4], r[5], r[6]
	s.high512(xh, x)
	s.square512(x2, x, xh, x2h, x3, x4, k)
	s.high512(x2h, x2)
	s.product512(x3, x, xh, x2, x2h, x4, x, xh, t, k)
	s.square512(x4, x2, x2h, x, xh, t, k)

	x3h, x4h, x7 := x2, x2h, t
	s.high512(x3h, x3)
	s.high512(x4h, x4)
	s.product512(x7, x3, x3h, x4, x4h, x, x3, x3h, xh, k)
	return x7
}

// join512 appends dst = a word congruent to l + h·2^32 and overwrites l, h and t.
// dst may be l. It requires l + 2^51 < 2^64 and h < 2^51.
//
// The top of h, below 2^19, weighs 2^64. A carry of the last sum leaves at most
// 2^64 − 2^32 − 1, which has room for 2^64 mod p.
func (s *stream) join512(dst, l, h, t vector, k reg.OpmaskPhysical) {
	s.shr(t, h, 32)
	s.shl(h, h, 32)
	s.do(func() { VPMADD52LUQ(epsilon512, t, l) })
	s.add(dst, l, h)
	s.fold512(dst, h, k)
}
