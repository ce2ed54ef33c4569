package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"github.com/zkpor/por/hash"
)

// vectorBytes256 is the size of a register of four words.
const vectorBytes256 = 32

// permuter256 generates the permutation of two times four states. There is no
// multiplication that adds, and too few registers for a matrix, so that the
// partial rounds, too, multiply by the circulant part of the MDS matrix and a
// column, and reduce every second round.
type permuter256 struct {
	state, low, high Mem // 12 vectors each, on the stack and aligned
	spilled          Mem // for mdsProduct
	result           Mem // halves of the first element after the last S-box

	poseidonTable
	table     reg.Register // its address
	constants reg.Register // the address of the next round constants
}

func permute256(tbl poseidonTable) {
	TEXT("permuteAVX2", 0, "func(states *lanes)")
	Doc("permuteAVX2 is permuteGeneric.")
	Pragma("noescape")

	g := &permuter256{poseidonTable: tbl, table: GP64(), constants: GP64()}
	states := Mem{Base: Load(Param("states"), GP64())}
	groups := GP64()
	MOVL(U32(hash.Lanes*word/vectorBytes256), groups.As32())
	LEAQ(tbl.mem, g.table)
	g.allocate()
	loadField256()

	Label("group")
	Comment("Add the constants of round 0.")
	LEAQ(tbl.mem.Offset(tbl.first), g.constants)
	var s stream
	for i := range width {
		x, sum, t := free256[i%4*3], free256[i%4*3+1], free256[i%4*3+2]
		s.do(func() { VMOVDQU(states.Offset(i*vectorBytes), x) })
		s.flip256(x)
		s.do(func() { VPBROADCASTQ(g.constant(i), t) })
		s.add(sum, x, t)
		s.fold256(sum, sum, x, t)
		s.flip256(sum)
		s.store256(g.at(g.state, i), sum)
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
	Comment("Reduce: w ≥ p if and only if w + (2^32 − 1) carries.")
	s = nil
	for i := range width {
		w, sum, t := free256[i%4*3], free256[i%4*3+1], free256[i%4*3+2]
		s.load256(w, g.at(g.state, i))
		s.flip256(w)
		s.add(sum, w, epsilon256)
		s.do(func() { VPCMPGTQ(sum, w, t) })
		s.do(func() { VBLENDVPD(t, sum, w, w) })
		s.flip256(w)
		s.do(func() { VMOVDQU(w, states.Offset(i*vectorBytes)) })
	}
	s.emit()
	ADDQ(U32(vectorBytes256), states.Base)
	DECQ(groups)
	JNZ(LabelRef("group"))
	VZEROUPPER()
	RET()
}

func (g *permuter256) allocate() {
	const vectors = 3*width + spillSlots + 2
	local := AllocLocal(vectors*vectorBytes256 + vectorBytes)
	base := GP64()
	LEAQ(local.Offset(vectorBytes-1), base)
	ANDQ(I8(-vectorBytes), base)
	m := Mem{Base: base}
	g.state, g.low, g.high = m, g.at(m, width), g.at(m, 2*width)
	g.result, g.spilled = g.at(m, 3*width), g.at(m, 3*width+2)
}

func (g *permuter256) at(m Mem, i int) Mem { return m.Offset(i * vectorBytes256) }

func (g *permuter256) constant(i int) Mem { return Mem{Base: g.constants}.Offset(i * word) }

func (g *permuter256) advance(n int) { ADDQ(U32(n*word), g.constants) }

// fullRounds emits four full rounds on the state.
func (g *permuter256) fullRounds() {
	rounds := GP64()
	MOVL(U32(half), rounds.As32())
	Label("fullRound")
	const parallel = 2
	Comment("S-boxes, two at a time, with results in halves below 2^34.")
	var streams []stream
	for i := range width {
		var s stream
		r := free256[i%parallel*7:][:7]
		s.load256(r[0], g.at(g.state, i))
		result := s.sboxHalves256(r, g.lazyZero())
		s.store256(g.at(g.high, i), result.high)
		s.store256(g.at(g.low, i), result.low)
		streams = append(streams, s)
	}
	interleaveBy(parallel, streams).emit()

	Comment("MDS matrix on the low halves, then on the high halves: sums below 264·2^34.")
	var s stream
	free := newPool(free256)
	for _, w := range []Mem{g.low, g.high} {
		m := g.mds(&s, free, w)
		m.load = func(i int) vector {
			r := free.take()
			s.load256(r, g.at(w, i))
			return r
		}
		first := m.store
		m.store = func(i int, r vector) {
			if i == 0 {
				t := free.take()
				s.load256(t, g.at(w, 0))
				s.shl(t, t, diagonalBits)
				s.add(r, r, t)
				free.give(t)
			}
			first(i, r)
		}
		m.build()
	}
	s.emit()
	Comment("Join the halves and add the constants of the next round.")
	streams = nil
	for i := range width {
		var s stream
		l, h, t := free256[i%4*3], free256[i%4*3+1], free256[i%4*3+2]
		s.load256(l, g.at(g.low, i))
		s.load256(h, g.at(g.high, i))
		s.addConstant256(l, g.constant(i), t)
		s.join256(l, l, h, t)
		s.store256(g.at(g.state, i), l)
		streams = append(streams, s)
	}
	interleaveBy(4, streams).emit()
	g.advance(width)
	DECQ(rounds)
	JNZ(LabelRef("fullRound"))
}

// mds returns the product by the circulant with its output in w.
func (g *permuter256) mds(s *stream, free *pool, w Mem) *mdsProduct {
	return &mdsProduct{
		s: s, free: free,
		store: func(i int, r vector) {
			s.store256(g.at(w, i), r)
			free.give(r)
		},
		spill: func(slot int) Mem {
			if slot >= spillSlots {
				panic("too few spill slots")
			}
			return g.at(g.spilled, slot)
		},
	}
}

// spillSlots is the number of values that mdsProduct keeps in memory.
const spillSlots = 24

// partialRounds emits the partial rounds, two per iteration. As in those of
// permuter512, what the S-box's result adds to the other elements is added when
// they are next read, and they are reduced every second round.
func (g *permuter256) partialRounds() {
	first := sbox256Regs[0]
	Comment("Split the elements but the first into halves.")
	var s stream
	for i := 1; i < width; i++ {
		l, h := free256[i%4*2+1], free256[i%4*2+2]
		s.load256(l, g.at(g.state, i))
		s.shr(h, l, 32)
		s.low256(l, l)
		s.store256(g.at(g.low, i), l)
		s.store256(g.at(g.high, i), h)
	}
	s.load256(first, g.at(g.state, 0))
	zero := free256[1]
	s.do(func() { VPXOR(zero, zero, zero) })
	s.store256(g.at(g.result, 0), zero)
	s.store256(g.at(g.result, 1), zero)
	s.emit()

	rounds := GP64()
	MOVL(U32(hash.PartialRounds/2), rounds.As32())
	Label("partialRounds")
	Comment("First S-box. Meanwhile reduce the other elements and multiply them by the circulant.")
	s = g.completeOthers(2, newPool(other256), func(s *stream, i int, w halves, t vector) {
		s.carry256(w.low, w.high, t, g.lazyZero())
		s.store256(g.at(g.high, i), w.high)
		s.store256(g.at(g.low, i), w.low)
	})
	g.multiplyOthers(&s, false)
	g.firstSBox(s, 0)

	Comment("Second S-box. Meanwhile multiply the other elements: sums below 2^51.")
	s = nil
	g.multiplyOthers(&s, true)
	g.firstSBox(s, 1)
	g.advance(2)
	DECQ(rounds)
	JNZ(LabelRef("partialRounds"))

	Comment("Add the constants of the next round.")
	VMOVDQA(first, g.at(g.state, 0))
	g.completeOthers(4, newPool(free256[1:]), func(s *stream, i int, w halves, t vector) {
		s.addConstant256(w.low, g.constant(i-1), t)
		s.join256(w.low, w.low, w.high, t)
		s.store256(g.at(g.state, i), w.low)
	}).emit()
	g.advance(width - 1)
}

// Registers of the partial rounds.
var (
	sbox256Regs = free256[:7] // the first element, constant included, is in the first
	other256    = free256[7:] // for the other elements
)

// completeOthers returns the instructions that add M[i][0] times the result of the
// last S-box to the other elements, and those of then, on several elements at
// a time.
func (g *permuter256) completeOthers(parallel int, free *pool, then func(s *stream, i int, w halves, t vector)) stream {
	var streams []stream
	for i := 1; i < width; i++ {
		var s stream
		w, t := halves{free.take(), free.take()}, free.take()
		s.do(func() { VPBROADCASTQ(g.columnEntry(i), t) })
		s.do(func() { VPMULUDQ(g.at(g.result, 0), t, w.low) })
		s.do(func() { VPMULUDQ(g.at(g.result, 1), t, w.high) })
		s.do(func() { VPADDQ(g.at(g.low, i), w.low, w.low) })
		s.do(func() { VPADDQ(g.at(g.high, i), w.high, w.high) })
		then(&s, i, w, t)
		free.give(w.low, w.high, t)
		streams = append(streams, s)
	}
	return interleaveBy(parallel, streams)
}

// lazyZero is the table of that name.
func (g *permuter256) lazyZero() Mem { return Mem{Base: g.table}.Offset(g.zero) }

// columnEntry is M[i][0].
func (g *permuter256) columnEntry(i int) Mem { return Mem{Base: g.table}.Offset(g.column + i*word) }

// multiplyOthers appends the product of the other elements with the circulant, after
// the addition of M[i][0] times the result of the last S-box if complete.
func (g *permuter256) multiplyOthers(s *stream, complete bool) {
	free := newPool(other256)
	for part, w := range []Mem{g.low, g.high} {
		m := g.mds(s, free, w)
		m.withoutFirst = true
		m.load = func(i int) vector {
			r := free.take()
			if !complete {
				s.load256(r, g.at(w, i))
				return r
			}
			s.do(func() { VPBROADCASTQ(g.columnEntry(i), r) })
			s.do(func() { VPMULUDQ(g.at(g.result, part), r, r) })
			s.do(func() { VPADDQ(g.at(w, i), r, r) })
			return r
		}
		m.build()
	}
}

// firstSBox emits the S-box on the first element, between instructions that
// leave the rest of the first element after the round in memory, and its sum with
// the constant, so many words ahead, of the next round.
func (g *permuter256) firstSBox(others stream, constant int) {
	var sbox stream
	r := sbox256Regs
	result := sbox.sbox256(r)
	spread(others, sbox).emit()

	var s stream
	u := halves{r[2], r[3]}
	sum, t := halves{r[4], r[5]}, r[1]
	s.shr(u.high, result, 32)
	s.low256(u.low, result)
	s.do(func() { VPBROADCASTQ(g.columnEntry(0), t) })
	s.mul(sum.high, u.high, t)
	s.mul(sum.low, u.low, t)
	s.store256(g.at(g.result, 0), u.low)
	s.store256(g.at(g.result, 1), u.high)
	s.do(func() { VPADDQ(g.at(g.low, 0), sum.low, sum.low) })
	s.do(func() { VPADDQ(g.at(g.high, 0), sum.high, sum.high) })
	s.addConstant256(sum.low, g.constant(constant), t)
	s.join256(r[0], sum.low, sum.high, t)
	s.emit()
}
