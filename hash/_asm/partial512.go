package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"

	"github.com/zkpor/por/hash"
)

// In the partial rounds only the first element meets an S-box. The others are
// kept as halves, low + high·2^32, on which a dense matrix of small integers does
// two rounds at once: its products keep the ports busy during the latency of
// the two S-boxes.
//
// Let w be the other elements before two rounds, u the first element after the
// S-box of the first round, and v that of the second. The state after both is
//
//	M[·][0]·v + M·E·M·(u, w)
//
// where E erases the first element. The second S-box meets M[0][·]·(u, w), and all
// plus constants. The term with v is late, and added to the other elements when
// they are reduced in the next iteration.

// Registers of the partial rounds.
var (
	sbox512Regs = free512[:7]                      // the first element, constant included, is in the first
	other512    = free512[7:26]                    // for the other elements
	u512        = halves{free512[26], free512[27]} // of u
	v512        = halves{free512[28], free512[29]} // of v
)

// halves are the low and the high half of a vector.
type halves struct{ low, high vector }

// partialRounds emits the partial rounds.
func (g *permuter512) partialRounds() {
	first := sbox512Regs[0]
	Comment("Split the elements but the first into halves.")
	var s stream
	for i := 1; i < width; i++ {
		l, h := free512[2*i], free512[2*i+1]
		s.load512(l, g.at(g.state, i))
		s.shr(h, l, 32)
		s.low512(l, l)
		s.store512(g.at(g.low, i), l)
		s.store512(g.at(g.high, i), h)
	}
	s.load512(first, g.at(g.state, 0))
	for _, v := range []vector{v512.low, v512.high} {
		s.do(func() { VPXORQ(v, v, v) })
	}
	s.emit()

	rounds := GP64()
	MOVL(U32(hash.PartialRounds/2), rounds.As32())
	Label("partialRounds")
	Comment("First S-box, to u. Meanwhile add M[i][0]·v to w[i], reduce it, and sum up M[0][i]·w[i].")
	s = nil
	sum := g.reduceOthers(&s)
	spread(s, g.partialSBox(u512)).emit()
	g.joinFirst(sum, u512)

	Comment("Second S-box, to v. Meanwhile multiply (u, w) by M·E·M: sums below 2^49.")
	s = nil
	sum = g.multiplyOthers(&s)
	spread(s, g.partialSBox(v512)).emit()
	g.joinFirst(sum, v512)
	g.advance(2)
	DECQ(rounds)
	JNZ(LabelRef("partialRounds"))

	Comment("Add M[i][0]·v and the constants of the next round to w[i].")
	VMOVDQU64(first, g.at(g.state, 0))
	free := newPool(free512[1:26])
	var streams []stream
	for i := 1; i < width; i++ {
		var s stream
		w, t := halves{free.take(), free.take()}, free.take()
		s.loadOther(g, i, w)
		s.do(func() { VPADDQ_BCST(g.constant(i-1), w.low, w.low) })
		s.join512(w.low, w.low, w.high, t, masks512[i%4])
		s.store512(g.at(g.state, i), w.low)
		free.give(w.low, w.high, t)
		streams = append(streams, s)
	}
	interleaveBy(4, streams).emit()
	g.advance(width - 1)
}

// partialSBox returns the S-box on the first element, with the halves of its
// result in dst.
func (g *permuter512) partialSBox(dst halves) stream {
	var s stream
	result := s.sbox512(sbox512Regs, masks512[0])
	s.shr(dst.high, result, 32)
	s.low512(dst.low, result)
	return s
}

// joinFirst emits first = sum + M[0][0]·x.
func (g *permuter512) joinFirst(sum, x halves) {
	var s stream
	s.multiplyAdd512(sum.high, x.high, g.entry(g.column, 0))
	s.multiplyAdd512(sum.low, x.low, g.entry(g.column, 0))
	s.join512(sbox512Regs[0], sum.low, sum.high, sbox512Regs[1], masks512[0])
	s.emit()
}

// loadOther appends w = w[i] + M[i][0]·v.
func (s *stream) loadOther(g *permuter512, i int, w halves) {
	s.load512(w.high, g.at(g.high, i))
	s.load512(w.low, g.at(g.low, i))
	s.multiplyAdd512(w.high, v512.high, g.entry(g.column, i))
	s.multiplyAdd512(w.low, v512.low, g.entry(g.column, i))
}

// reduceOthers appends w[i] = w[i] + M[i][0]·v with halves below 2^32, and returns
// the registers of the constant plus the sum of M[0][i]·w[i].
func (g *permuter512) reduceOthers(s *stream) (sum halves) {
	free := newPool(other512)
	sum = halves{free.take(), free.take()}
	s.do(func() { VPBROADCASTQ(g.constant(0), sum.low) })
	s.do(func() { VPXORQ(sum.high, sum.high, sum.high) })
	var streams []stream
	for i := 1; i < width; i++ {
		var s stream
		w, t := halves{free.take(), free.take()}, free.take()
		s.loadOther(g, i, w)
		s.join512(w.low, w.low, w.high, t, masks512[1+i%5])
		s.shr(w.high, w.low, 32)
		s.low512(w.low, w.low)
		s.store512(g.at(g.high, i), w.high)
		s.store512(g.at(g.low, i), w.low)
		s.multiplyAdd512(sum.high, w.high, g.entry(g.row, i-1))
		s.multiplyAdd512(sum.low, w.low, g.entry(g.row, i-1))
		free.give(w.low, w.high, t)
		streams = append(streams, s)
	}
	*s = append(*s, interleaveBy(4, streams)...)
	return sum
}

// multiplyOthers appends w = elements 1 to 11 of M·E·M·(u, w), and returns the
// registers of the constant plus element 0.
func (g *permuter512) multiplyOthers(s *stream) (first halves) {
	free := newPool(other512)
	first.low = g.multiplyHalf(s, free, g.low, u512.low)
	s.do(func() { VPADDQ_BCST(g.constant(1), first.low, first.low) })
	first.high = g.multiplyHalf(s, free, g.high, u512.high)
	return first
}

// multiplyHalf is multiplyOthers for the low or the high halves.
func (g *permuter512) multiplyHalf(s *stream, free *pool, w Mem, u vector) (first vector) {
	const parallel = 6
	in := [width]vector{u}
	for j := 1; j < width; j++ {
		in[j] = free.take()
		s.load512(in[j], g.at(w, j))
	}
	for from := 0; from < width; from += parallel {
		var sums [parallel]vector
		for q := range sums {
			sums[q] = free.take()
		}
		// The late factor u comes last.
		for n := range width {
			j := (n + 1) % width
			for q, sum := range sums {
				m := g.entry(g.dense, (from+q)*width+j)
				if n == 0 {
					s.do(func() { VPMULUDQ_BCST(m, in[j], sum) })
				} else {
					s.multiplyAdd512(sum, in[j], m)
				}
			}
		}
		for q, sum := range sums {
			if from+q == 0 {
				first = sum
				continue
			}
			s.store512(g.at(w, from+q), sum)
			free.give(sum)
		}
	}
	free.give(in[1:]...)
	return first
}

// multiplyAdd512 appends sum += x·m for a word m in memory. The product must be
// below 2^52.
func (s *stream) multiplyAdd512(sum, x vector, m Mem) {
	s.do(func() { VPMADD52LUQ_BCST(m, x, sum) })
}
