package goldilocks

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Predicates of VPCMPUQ.
const lessThan = 1

// AVX512 emits code on vectors of eight words.
type AVX512 struct {
	epsilon Vec // 2^32 − 1, which is 2^64 mod p
	carry   Vec // 2^32
	modulus Vec
	ones    Vec // −1
}

// NewAVX512 returns a generator. Constants are loaded by Start.
func NewAVX512() *AVX512 { return new(AVX512) }

func (g *AVX512) Suffix() string { return "AVX512" }
func (g *AVX512) Lanes() int     { return 8 }
func (g *AVX512) Unroll() int    { return 4 }
func (g *AVX512) Vec() Vec       { return ZMM() }

// Start loads the constants that the code of the function uses.
func (g *AVX512) Start() {
	Comment("Constants: 2^32 − 1 = 2^64 mod p; 2^32; p; −1.")
	for _, c := range []struct {
		v    *Vec
		word uint64
	}{{&g.epsilon, 1<<32 - 1}, {&g.carry, 1 << 32}, {&g.modulus, 1<<64 - 1<<32 + 1}, {&g.ones, 1<<64 - 1}} {
		t := GP64()
		*c.v = ZMM()
		MOVQ(U64(c.word), t)
		VPBROADCASTQ(t, *c.v)
	}
}

func (g *AVX512) Load(s *Stream, m Mem, v Vec)  { s.Do(func() { VMOVDQU64(m, v) }) }
func (g *AVX512) Store(s *Stream, v Vec, m Mem) { s.Do(func() { VMOVDQU64(v, m) }) }

func (g *AVX512) Split(s *Stream, v Vec) Factor {
	h := ZMM()
	s.Do(func() { VMOVSHDUP(v, h) })
	return Factor{v, h}
}

func (g *AVX512) Broadcast(word reg.Register) Factor {
	v, h := ZMM(), ZMM()
	VPBROADCASTQ(word, v)
	VMOVSHDUP(v, h)
	return Factor{v, h}
}

func (g *AVX512) LoadFactor(m Mem) Factor {
	w, h := ZMM(), ZMM()
	VPBROADCASTQ(m, w)
	VPBROADCASTD(m.Offset(4), h)
	return Factor{w, h}
}

// Mul replaces x by the canonical x·y/2^64. One of the factors may be lazy if
// the other is canonical.
//
// The product ll + (lh + hl)·2^32 + hh·2^64 loses its low half in two steps.
// Subtracting u·p, u being its low 32 bits, and dividing by 2^32 leaves
//
//	m + hh·2^32 − u·2^32,  m = ll>>32 + u + lh + hl,
//
// and the same with the low 32 bits v of m leaves
//
//	hh + m>>32 − (v·(2^32 − 1) + u).
//
// With a product below p·2^64 the sum before the sign is at most p, and the
// difference lies between −p and p.
func (g *AVX512) Mul(s *Stream, x Vec, y Factor) {
	fits(64, product, half, half) // lh with ll>>32 and u, and the subtrahend
	xh, ll, lh, hl, hh, t := ZMM(), ZMM(), ZMM(), ZMM(), ZMM(), ZMM()
	carry, borrow := K(), K()
	s.Do(func() { VMOVSHDUP(x, xh) })
	s.Do(func() { VPMULUDQ(y.Word, x, ll) })
	s.Do(func() { VPMULUDQ(y.High, x, lh) })
	s.Do(func() { VPMULUDQ(y.Word, xh, hl) })
	s.Do(func() { VPMULUDQ(y.High, xh, hh) })
	s.Do(func() { VPSRLQ(U8(32), ll, t) })
	s.Do(func() { VPANDQ(g.epsilon, ll, ll) }) // u
	s.Do(func() { VPADDQ(t, lh, lh) })
	s.Do(func() { VPADDQ(ll, lh, lh) }) // at most (2^32 − 1)² + 2·(2^32 − 1) = 2^64 − 1
	s.Do(func() { VPADDQ(hl, lh, lh) }) // m, but for a carry
	s.Do(func() { VPCMPUQ(U8(lessThan), hl, lh, carry) })
	s.Do(func() { VPSRLQ(U8(32), lh, t) })
	s.Do(func() { VPADDQ(t, hh, hh) })
	s.Do(func() { VPADDQ(g.carry, hh, carry, hh) })
	s.Do(func() { VPMULUDQ(g.epsilon, lh, lh) })
	s.Do(func() { VPADDQ(ll, lh, lh) })
	s.Do(func() { VPCMPUQ(U8(lessThan), lh, hh, borrow) })
	s.Do(func() { VPSUBQ(lh, hh, x) })
	s.Do(func() { VPSUBQ(g.epsilon, x, borrow, x) })
}

// Add replaces x by x + y, all canonical.
func (g *AVX512) Add(s *Stream, x Vec, y Op) {
	t, borrow := ZMM(), K()
	s.Do(func() { VPSUBQ(y, g.modulus, t) })
	s.Do(func() { VPCMPUQ(U8(lessThan), t, x, borrow) })
	s.Do(func() { VPSUBQ(t, x, x) })
	s.Do(func() { VPSUBQ(g.epsilon, x, borrow, x) })
}

// Sub replaces x by x − y for canonical y. The difference is as x is, canonical
// or lazy: at least −(p − 1), and then increased by p.
func (g *AVX512) Sub(s *Stream, x, y Vec) {
	borrow := K()
	s.Do(func() { VPCMPUQ(U8(lessThan), y, x, borrow) })
	s.Do(func() { VPSUBQ(y, x, x) })
	s.Do(func() { VPSUBQ(g.epsilon, x, borrow, x) })
}

// Butterfly replaces x by x + y and returns x − y, all lazy but the canonical y.
func (g *AVX512) Butterfly(s *Stream, x, y Vec) Vec {
	d, borrow, carry := ZMM(), K(), K()
	s.Do(func() { VPCMPUQ(U8(lessThan), y, x, borrow) })
	s.Do(func() { VPSUBQ(y, x, d) })
	s.Do(func() { VPADDQ(y, x, x) })
	s.Do(func() { VPCMPUQ(U8(lessThan), y, x, carry) })
	s.Do(func() { VPSUBQ(g.epsilon, d, borrow, d) })
	// With a carry x is at most p − 2, so there is no second one.
	s.Do(func() { VPADDQ(g.epsilon, x, carry, x) })
	return d
}

// CanonicalButterfly replaces x by x + y and returns x − y, all canonical.
func (g *AVX512) CanonicalButterfly(s *Stream, x, y Vec) Vec {
	d, t, borrow, short := ZMM(), ZMM(), K(), K()
	s.Do(func() { VPCMPUQ(U8(lessThan), y, x, borrow) })
	s.Do(func() { VPSUBQ(y, g.modulus, t) })
	s.Do(func() { VPSUBQ(y, x, d) })
	s.Do(func() { VPCMPUQ(U8(lessThan), t, x, short) })
	s.Do(func() { VPSUBQ(t, x, x) }) // x − (p − y), which borrows if x + y < p
	s.Do(func() { VPSUBQ(g.epsilon, d, borrow, d) })
	s.Do(func() { VPSUBQ(g.epsilon, x, short, x) })
	return d
}

// Canonical makes a lazy x canonical.
func (g *AVX512) Canonical(s *Stream, x Vec) {
	t := ZMM()
	s.Do(func() { VPSUBQ(g.modulus, x, t) })
	s.Do(func() { VPMINUQ(t, x, x) }) // a difference below zero is the larger word
}

// Products are sums of integer products x·k of words of data with constants,
//
//	Low + High·2^52, both below 2^64,
//
// after at most MaxProducts of them.
type Products struct{ Low, High Vec }

// MaxProducts is how many products fit: each adds up to four terms below 2^52
// to High.
const MaxProducts = 1 << 12 / 4

// ConstantWords is the number of words of a constant of [AVX512.AddProduct].
const ConstantWords = 4

// Halves are the halves of a word of data, with nothing above them.
type Halves struct{ Low, High Vec }

// Halves splits the word x, which it overwrites.
func (g *AVX512) Halves(s *Stream, x Vec) Halves {
	h := ZMM()
	s.Do(func() { VPSRLQ(U8(32), x, h) })
	s.Do(func() { VPANDQ(g.epsilon, x, x) })
	return Halves{x, h}
}

// ZeroProducts returns an empty sum.
func (g *AVX512) ZeroProducts() Products {
	fits(64, times(4*MaxProducts, word52))
	low, high := ZMM(), ZMM()
	VPXORQ(low, low, low)
	VPXORQ(high, high, high)
	return Products{low, high}
}

// AddProduct adds x·k for the canonical k with the words
//
//	k, k>>52, k', k'>>52,  k' = k·2^32 mod p,
//
// as x·k = low·k + high·k'. Multiply-adds read the low 52 bits of their factors.
func (g *AVX512) AddProduct(s *Stream, p Products, x Halves, k [ConstantWords]Vec) {
	s.Do(func() { VPMADD52LUQ(k[0], x.Low, p.Low) })
	s.Do(func() { VPMADD52HUQ(k[0], x.Low, p.High) })
	s.Do(func() { VPMADD52LUQ(k[2], x.High, p.Low) })
	s.Do(func() { VPMADD52HUQ(k[2], x.High, p.High) })
	s.Do(func() { VPMADD52LUQ(k[1], x.Low, p.High) }) // below 2^44
	s.Do(func() { VPMADD52LUQ(k[3], x.High, p.High) })
}

// ReduceProducts replaces p.Low by the canonical word of the sum.
func (g *AVX512) ReduceProducts(s *Stream, p Products) {
	t, k := ZMM(), K()
	lo, hi := p.Low, p.High
	s.Do(func() { VPSLLQ(U8(52), hi, t) })
	s.Do(func() { VPSRLQ(U8(12), hi, hi) })
	s.Do(func() { VPADDQ(t, lo, lo) })
	s.Do(func() { VPCMPUQ(U8(lessThan), t, lo, k) })
	s.Do(func() { VPSUBQ(g.ones, hi, k, hi) }) // hi ≤ 2^52
	// lo + hi·2^64 = lo + (hi mod 2^32)·(2^32 − 1) − hi>>32.
	s.Do(func() { VPSRLQ(U8(32), hi, t) })
	s.Do(func() { VPMULUDQ(g.epsilon, hi, hi) })
	g.Sub(s, lo, t)
	s.Do(func() { VPADDQ(hi, lo, lo) })
	s.Do(func() { VPCMPUQ(U8(lessThan), hi, lo, k) })
	s.Do(func() { VPADDQ(g.epsilon, lo, k, lo) }) // hi ≤ (2^32 − 1)², so no second carry
	g.Canonical(s, lo)
}

// JoinHalves replaces low by the canonical word of low + high·2^32, both below
// 2^52. It overwrites high.
func (g *AVX512) JoinHalves(s *Stream, low, high Vec) {
	t, carry := ZMM(), K()
	// The top of high is worth 2^64 = 2^32 − 1 and joins low below 2^53.
	s.Do(func() { VPSRLQ(U8(32), high, t) })
	s.Do(func() { VPMULUDQ(g.epsilon, t, t) })
	s.Do(func() { VPSLLQ(U8(32), high, high) })
	s.Do(func() { VPADDQ(t, low, low) })
	s.Do(func() { VPADDQ(high, low, low) })
	s.Do(func() { VPCMPUQ(U8(lessThan), high, low, carry) })
	s.Do(func() { VPADDQ(g.epsilon, low, carry, low) }) // below 2^54
	g.Canonical(s, low)
}

// Pairs are sums of integer products of two words of data, each kind of partial
// product by itself, of at most MaxPairs products.
type Pairs struct {
	// Of the low 32 bits of the one and the low 52 of the other: the low 52 bits
	// and what is above them; of the low 32 bits and the top 12.
	lowLow, lowHigh, lowTop Vec

	// Likewise of the high 32 bits of the one.
	highLow, highHigh, highTop Vec
}

// MaxPairs is such that two sums of terms below 2^52 fit a word.
const MaxPairs = 1 << 12 / 2

// ZeroPairs returns an empty sum.
func (g *AVX512) ZeroPairs() Pairs {
	fits(64, times(2*MaxPairs, word52))
	zero := func() Vec {
		v := ZMM()
		VPXORQ(v, v, v)
		return v
	}
	return Pairs{zero(), zero(), zero(), zero(), zero(), zero()}
}

// AddPair adds x·y.
func (g *AVX512) AddPair(s *Stream, p Pairs, x Halves, y Vec) {
	top := ZMM()
	s.Do(func() { VPSRLQ(U8(52), y, top) })
	s.Do(func() { VPMADD52LUQ(y, x.Low, p.lowLow) })
	s.Do(func() { VPMADD52HUQ(y, x.Low, p.lowHigh) })
	s.Do(func() { VPMADD52LUQ(y, x.High, p.highLow) })
	s.Do(func() { VPMADD52HUQ(y, x.High, p.highHigh) })
	s.Do(func() { VPMADD52LUQ(top, x.Low, p.lowTop) }) // below 2^44
	s.Do(func() { VPMADD52LUQ(top, x.High, p.highTop) })
}

// Words returns the sum as w[0] + w[1]·2^32 + w[2]·2^52 + w[3]·2^84, in
// registers of p.
func (g *AVX512) Words(p Pairs) [4]Vec {
	VPADDQ(p.lowTop, p.lowHigh, p.lowHigh)
	VPADDQ(p.highTop, p.highHigh, p.highHigh)
	return [4]Vec{p.lowLow, p.highLow, p.lowHigh, p.highHigh}
}
