package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// vectorBytes is the size of a register of eight words.
const vectorBytes = 64

// permuter512 generates the permutation of eight states, one in each word of a
// register.
type permuter512 struct {
	state, low, high Mem // 12 vectors each, on the stack and aligned

	poseidonTable
	table     reg.Register // its address
	constants reg.Register // the address of the next round constants
}

func permute512(tbl poseidonTable) {
	TEXT("permuteAVX512", 0, "func(states *lanes)")
	Doc("permuteAVX512 is permuteGeneric.")
	Pragma("noescape")

	states := Mem{Base: Load(Param("states"), GP64())}
	g := &permuter512{poseidonTable: tbl, table: GP64(), constants: GP64()}
	LEAQ(tbl.mem, g.table)
	LEAQ(tbl.mem.Offset(tbl.first), g.constants)
	g.allocate()
	loadField512()

	Comment("Add the constants of round 0.")
	var s stream
	for i := range width {
		x, sum, k := free512[i], free512[i+width], masks512[i%len(masks512)]
		s.load512(x, states.Offset(i*vectorBytes))
		s.do(func() { VPADDQ_BCST(g.constant(i), x, sum) })
		s.fold512(sum, x, k)
		s.store512(g.at(g.state, i), sum)
	}
	s.emit()
	g.advance(width)

	half := GP64()
	XORL(half.As32(), half.As32())
	Label("fullRounds")
	g.fullRounds()
	TESTQ(half, half)
	JNZ(LabelRef("done"))
	g.partialRounds()
	INCQ(half)
	JMP(LabelRef("fullRounds"))

	Label("done")
	Comment("Reduce: w − p is the lesser of w and w − p modulo 2^64 if and only if w ≥ p.")
	s = nil
	for i := range width {
		w, r := free512[2*i%24], free512[(2*i+1)%24]
		s.load512(w, g.at(g.state, i))
		// w − p = w + (2^32 − 1) modulo 2^64
		s.add(r, w, epsilon512)
		s.do(func() { VPMINUQ(w, r, r) })
		s.store512(states.Offset(i*vectorBytes), r)
	}
	s.emit()
	VZEROUPPER()
	RET()
}

// allocate reserves aligned vectors on the stack: loads and stores that cross
// cache lines cost about 5 % of the permutation.
func (g *permuter512) allocate() {
	local := AllocLocal(3*width*vectorBytes + vectorBytes)
	base := GP64()
	LEAQ(local.Offset(vectorBytes-1), base)
	ANDQ(I8(-vectorBytes), base)
	m := Mem{Base: base}
	g.state, g.low, g.high = m, m.Offset(width*vectorBytes), m.Offset(2*width*vectorBytes)
}

func (g *permuter512) at(m Mem, i int) Mem { return m.Offset(i * vectorBytes) }

// entry returns the word at index i of a matrix at the given offset.
func (g *permuter512) entry(offset, i int) Mem { return Mem{Base: g.table}.Offset(offset + i*word) }

// constant returns the round constant i places ahead.
func (g *permuter512) constant(i int) Mem { return Mem{Base: g.constants}.Offset(i * word) }

func (g *permuter512) advance(n int) { ADDQ(U32(n*word), g.constants) }

// fullRounds emits four full rounds on the state. Constants are added after each
// round, for the next.
func (g *permuter512) fullRounds() {
	rounds := GP64()
	MOVL(U32(half), rounds.As32())
	Label("fullRound")
	const parallel = 4
	Comment("S-boxes, four at a time.")
	for first := 0; first < width; first += parallel {
		var streams []stream
		for q := range parallel {
			var s stream
			r := free512[q*7:][:7]
			s.load512(r[0], g.at(g.state, first+q))
			result := s.sbox512(r, masks512[q])
			s.store512(g.at(g.state, first+q), result)
			streams = append(streams, s)
		}
		interleave(streams...).emit()
	}
	Comment("MDS matrix on the low halves, then on the high halves: sums below 264·2^32.")
	var s stream
	free := newPool(free512)
	low := mdsProduct{s: &s, free: free}
	low.load = func(i int) vector {
		r := free.take()
		s.do(func() { VPANDQ(g.at(g.state, i), epsilon512, r) })
		return r
	}
	low.store = func(i int, l vector) {
		if i == 0 {
			t := free.take()
			s.do(func() { VPANDQ(g.at(g.state, 0), epsilon512, t) })
			s.shl(t, t, diagonalBits)
			s.add(l, l, t)
			free.give(t)
		}
		s.store512(g.at(g.low, i), l)
		free.give(l)
	}
	low.build()

	masks := 0
	high := mdsProduct{s: &s, free: free}
	high.load = func(i int) vector {
		r := free.take()
		s.do(func() { VPSRLQ(U8(32), g.at(g.state, i), r) })
		return r
	}
	high.store = func(i int, h vector) {
		l, t, k := free.take(), free.take(), masks512[masks%len(masks512)]
		masks++
		if i == 0 {
			s.do(func() { VPSRLQ(U8(32), g.at(g.state, 0), t) })
			s.shl(t, t, diagonalBits)
			s.add(h, h, t)
		}
		s.load512(l, g.at(g.low, i))
		s.do(func() { VPADDQ_BCST(g.constant(i), l, l) })
		s.join512(l, l, h, t, k)
		s.store512(g.at(g.state, i), l)
		free.give(l, h, t)
	}
	high.build()
	s.emit()
	g.advance(width)
	DECQ(rounds)
	JNZ(LabelRef("fullRound"))
}
