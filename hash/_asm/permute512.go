package main

import (
	"math/bits"

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

	table     reg.Register // addresses the matrices below
	constants reg.Register // addresses the next round constants

	// Offsets in the table.
	column int // of M[i][0] for i = 0, …, 11
	row    int // of M[0][j] for j = 1, …, 11
	dense  int // of M·E·M, see partialRounds, row by row
}

func permute512() {
	TEXT("permuteAVX512", 0, "func(states *lanes)")
	Doc("permuteAVX512 is PermuteBatch. It needs AVX512F and IFMA.")
	Pragma("noescape")

	g, tbl, start := newPermuter512()
	states := Mem{Base: Load(Param("states"), GP64())}
	g.table, g.constants = GP64(), GP64()
	LEAQ(tbl, g.table)
	LEAQ(tbl.Offset(start), g.constants)
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

// newPermuter512 writes the tables and returns their memory and the offset of the
// round constants in it.
func newPermuter512() (g *permuter512, tbl Mem, start int) {
	t := newTable("poseidon512")
	g = &permuter512{}
	var column, row, dense []uint64
	for i := range width {
		column = append(column, matrix(i, 0))
		if i > 0 {
			row = append(row, matrix(0, i))
		}
		sum := matrix(i, 0)
		for j := range width {
			dense = append(dense, twoRounds(i, j))
			sum += twoRounds(i, j)
		}
		if bits.Len64(sum)+32 > joinBits {
			panic("sums of two partial rounds exceed join512")
		}
	}
	g.column, g.row, g.dense = t.put(column...), t.put(row...), t.put(dense...)

	const bound = 2 << joinBits // the lazy sum and the product of join512
	entry, first, partial, last := roundConstants()
	start = t.put(entry[:]...)
	for _, r := range first {
		t.putAddends(bound, r[:]...)
	}
	t.putAddends(bound, partial[0])
	t.putAddends(bound, make([]uint64, width-1)...)
	t.putAddends(bound, partial[1:]...)
	for _, r := range last {
		t.putAddends(bound, r[:]...)
	}
	t.put(make([]uint64, width)...) // nothing after the last round
	return g, t.mem, start
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
	mds(&s, free, true, func(i int) vector {
		r := free.take()
		s.do(func() { VPANDQ(g.at(g.state, i), epsilon512, r) })
		return r
	}, func(i int, r vector) {
		s.store512(g.at(g.low, i), r)
		free.give(r)
	})
	masks := 0
	mds(&s, free, true, func(i int) vector {
		r := free.take()
		s.do(func() { VPSRLQ(U8(32), g.at(g.state, i), r) })
		return r
	}, func(i int, h vector) {
		l, t, k := free.take(), free.take(), masks512[masks%len(masks512)]
		masks++
		s.load512(l, g.at(g.low, i))
		s.do(func() { VPADDQ_BCST(g.constant(i), l, l) })
		s.join512(l, l, h, t, k)
		s.store512(g.at(g.state, i), l)
		free.give(l, h, t)
	})
	s.emit()
	g.advance(width)
	DECQ(rounds)
	JNZ(LabelRef("fullRound"))
}
