package goldilocks

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// AVX2 emits code on vectors of four words. All results are canonical.
//
// Its comparisons are signed. The code calls a word flipped that has its highest
// bit inverted, or 2^63 added, which is the same: flipped words compare as
// signed ones.
type AVX2 struct{ epsilon, sign, flippedModulus Mem }

// NewAVX2 returns a generator with constants in memory: registers are few.
func NewAVX2() *AVX2 {
	constant := func(name string, word uint64) Mem {
		m := GLOBL(name, RODATA|NOPTR)
		for i := range 4 {
			DATA(i*wordBytes, U64(word))
		}
		return m
	}
	return &AVX2{
		constant("epsilon", 1<<32-1),
		constant("sign", 1<<63),
		constant("flippedModulus", 1<<63-1<<32+1),
	}
}

func (g *AVX2) Suffix() string { return "AVX2" }
func (g *AVX2) Lanes() int     { return 4 }
func (g *AVX2) Unroll() int    { return 2 }
func (g *AVX2) Vec() Vec       { return YMM() }
func (g *AVX2) Start()         {}

func (g *AVX2) Load(s *Stream, m Mem, v Vec)  { s.Do(func() { VMOVDQU(m, v) }) }
func (g *AVX2) Store(s *Stream, v Vec, m Mem) { s.Do(func() { VMOVDQU(v, m) }) }

func (g *AVX2) Split(s *Stream, v Vec) Factor {
	h := YMM()
	s.Do(func() { VMOVSHDUP(v, h) })
	return Factor{v, h}
}

func (g *AVX2) Broadcast(word reg.Register) Factor {
	x, v := XMM(), YMM()
	VMOVQ(word, x)
	VPBROADCASTQ(x, v)
	return g.spill(v)
}

func (g *AVX2) LoadFactor(m Mem) Factor {
	v := YMM()
	VPBROADCASTQ(m, v)
	return g.spill(v)
}

// spill puts a factor on the stack.
func (g *AVX2) spill(v Vec) Factor {
	h, local := YMM(), AllocLocal(64)
	VMOVSHDUP(v, h)
	VMOVDQU(v, local)
	VMOVDQU(h, local.Offset(32))
	return Factor{local, local.Offset(32)}
}

// Mul is that of [AVX512.Mul], but for a product with the low half of hl, so that
// no sum carries:
//
//	a = hl + ll>>32
//	m = lh + u + a mod 2^32, at most (2^32 − 1)² + 2·(2^32 − 1) = 2^64 − 1
//	x = hh + a>>32 + m>>32 − ((m mod 2^32)·(2^32 − 1) + u)
func (g *AVX2) Mul(s *Stream, x Vec, y Factor) {
	fits(64, product, half, half) // m and the subtrahend
	fits(64, product, half)       // a
	xh, ll, lh, hl, hh, t := YMM(), YMM(), YMM(), YMM(), YMM(), YMM()
	s.Do(func() { VMOVSHDUP(x, xh) })
	s.Do(func() { VPMULUDQ(y.Word, x, ll) })
	s.Do(func() { VPMULUDQ(y.High, x, lh) })
	s.Do(func() { VPMULUDQ(y.Word, xh, hl) })
	s.Do(func() { VPMULUDQ(y.High, xh, hh) })
	s.Do(func() { VPSRLQ(U8(32), ll, t) })
	s.Do(func() { VPAND(g.epsilon, ll, ll) }) // u
	s.Do(func() { VPADDQ(t, hl, hl) })        // a
	s.Do(func() { VPADDQ(ll, lh, lh) })
	s.Do(func() { VPAND(g.epsilon, hl, t) })
	s.Do(func() { VPSRLQ(U8(32), hl, hl) })
	s.Do(func() { VPADDQ(t, lh, lh) }) // m
	s.Do(func() { VPADDQ(hl, hh, hh) })
	s.Do(func() { VPSRLQ(U8(32), lh, t) })
	s.Do(func() { VPMULUDQ(g.epsilon, lh, lh) })
	s.Do(func() { VPADDQ(t, hh, hh) })
	s.Do(func() { VPADDQ(ll, lh, lh) })
	s.Do(func() { VPXOR(g.sign, hh, hh) })
	s.Do(func() { VPXOR(g.sign, lh, lh) })
	g.subFlipped(s, hh, lh, x)
}

// subFlipped sets z to x − y modulo p for flipped x and y. It overwrites y, which
// may be z.
func (g *AVX2) subFlipped(s *Stream, x, y, z Vec) {
	d := YMM()
	s.Do(func() { VPSUBQ(y, x, d) })
	s.Do(func() { VPCMPGTQ(x, y, y) }) // all ones where the difference borrows
	s.Do(func() { VPSRLQ(U8(32), y, y) })
	s.Do(func() { VPSUBQ(y, d, z) })
}

func (g *AVX2) Add(s *Stream, x Vec, y Op) {
	t, f := YMM(), YMM()
	s.Do(func() { VMOVDQU(g.flippedModulus, t) })
	s.Do(func() { VPXOR(g.sign, x, f) })
	s.Do(func() { VPSUBQ(y, t, t) }) // p − y
	g.subFlipped(s, f, t, x)
}

func (g *AVX2) Sub(s *Stream, x, y Vec) {
	t, f := YMM(), YMM()
	s.Do(func() { VPXOR(g.sign, x, f) })
	s.Do(func() { VPXOR(g.sign, y, t) })
	g.subFlipped(s, f, t, x)
}

func (g *AVX2) Butterfly(s *Stream, x, y Vec) Vec {
	t, f, d := YMM(), YMM(), YMM()
	s.Do(func() { VPXOR(g.sign, x, f) })
	s.Do(func() { VPXOR(g.sign, y, t) })
	s.Do(func() { VMOVDQU(g.flippedModulus, d) })
	s.Do(func() { VPSUBQ(y, d, d) })
	g.subFlipped(s, f, d, x)
	g.subFlipped(s, f, t, t)
	return t
}

// CanonicalButterfly is [AVX2.Butterfly], which is canonical at no cost.
func (g *AVX2) CanonicalButterfly(s *Stream, x, y Vec) Vec { return g.Butterfly(s, x, y) }

// Canonical does nothing.
func (g *AVX2) Canonical(*Stream, Vec) {}

// JoinHalves replaces low by the canonical word of low + high·2^32, both below
// 2^52. It overwrites high.
func (g *AVX2) JoinHalves(s *Stream, low, high Vec) {
	t := YMM()
	// The top of high is worth 2^64 = 2^32 − 1 and joins low below 2^53. The rest,
	// high·2^32, is a multiple of 2^32 and thus below p, so the sum is that of two
	// canonical words.
	s.Do(func() { VPSRLQ(U8(32), high, t) })
	s.Do(func() { VPMULUDQ(g.epsilon, t, t) })
	s.Do(func() { VPSLLQ(U8(32), high, high) })
	s.Do(func() { VPADDQ(t, low, low) })
	g.Add(s, low, high)
}
