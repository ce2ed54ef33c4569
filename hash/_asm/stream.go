package main

import (
	"slices"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// vector is a register of eight or four words, one for each state.
type vector = reg.VecPhysical

// stream is a sequence of instructions yet to be emitted.
type stream []func()

// do appends an instruction.
func (s *stream) do(instruction func()) { *s = append(*s, instruction) }

// add appends dst = a + b.
func (s *stream) add(dst, a, b vector) { s.do(func() { VPADDQ(b, a, dst) }) }

// sub appends dst = a − b.
func (s *stream) sub(dst, a, b vector) { s.do(func() { VPSUBQ(b, a, dst) }) }

// shl appends dst = a << n. The port for shifts is the busiest, so doubling is
// an addition.
func (s *stream) shl(dst, a vector, n int) {
	if n == 1 {
		s.add(dst, a, a)
		return
	}
	s.do(func() { VPSLLQ(U8(n), a, dst) })
}

// shr appends dst = a >> n.
func (s *stream) shr(dst, a vector, n int) { s.do(func() { VPSRLQ(U8(n), a, dst) }) }

// mul appends dst = a·b for the low halves of the words.
func (s *stream) mul(dst, a, b vector) { s.do(func() { VPMULUDQ(b, a, dst) }) }

// emit emits the instructions.
func (s stream) emit() {
	for _, instruction := range s {
		instruction()
	}
}

// interleave returns the instructions of the streams taken in turn.
func interleave(streams ...stream) stream {
	var out stream
	for i, more := 0, true; more; i++ {
		more = false
		for _, s := range streams {
			if i < len(s) {
				out = append(out, s[i])
				more = true
			}
		}
	}
	return out
}

// interleaveBy interleaves the first n streams, then the next n, and so on.
func interleaveBy(n int, streams []stream) stream {
	var out stream
	for group := range slices.Chunk(streams, n) {
		out = append(out, interleave(group...)...)
	}
	return out
}

// spread returns the instructions of a and, evenly between them, those of b.
func spread(a, b stream) stream {
	var out stream
	done := 0
	for i := range a {
		out = append(out, a[i])
		until := (i + 1) * len(b) / len(a)
		out = append(out, b[done:until]...)
		done = until
	}
	return append(out, b[done:]...)
}

// pool holds free registers. It hands out the one that has been free for
// longest, which keeps computations apart.
type pool struct{ free []vector }

func newPool(registers []vector) *pool { return &pool{append([]vector(nil), registers...)} }

func (p *pool) take() vector {
	if len(p.free) == 0 {
		panic("no register is free")
	}
	r := p.free[0]
	p.free = p.free[1:]
	return r
}

func (p *pool) give(registers ...vector) { p.free = append(p.free, registers...) }
