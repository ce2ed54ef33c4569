package main

import (
	"fmt"
	"math/bits"
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

// The passes at the ends of transforms run on blocks as long as a vector, as many
// at a time. A transposition puts one element of each block into each vector.

// ends are the shuffles of those passes.
type ends interface {
	// start emits what a function begins with.
	start()

	// transpose emits the transposition of a square.
	transpose(rows legs) legs

	// deal emits the split of the words of a and b, one after the other, into
	// those at even and at odd places. It overwrites a and b.
	deal(a, b gl.Vec) (even, odd gl.Vec)
}

func splitLast(g gl.Machine, e ends) {
	name := "splitLast" + g.Suffix()
	TEXT(name, NOSPLIT, "func(x, "+factorParams(g)+" *uint64, groups int)")
	Pragma("noescape")
	Doc(
		fmt.Sprintf("%s splits blocks of length %d down to single elements, which it reduces. A", name, g.Lanes()),
		fmt.Sprintf("group is %d blocks. Block k has the factor f0[k], its halves f1[2k] and f1[2k+1], and so on.", g.Lanes()),
	)
	endPass(g, e, func(x legs, factors func(depth int) []gl.Vec) {
		for depth := range depths(g) {
			level(g, split, x, g.Lanes()>>(depth+1), factors(depth))
		}
		Comment("Reduce below p.")
		s := new(gl.Stream)
		for _, v := range x {
			g.Canonical(s, v)
		}
		gl.Interleave(s)
	})
}

func joinFirst(g gl.Machine, e ends) {
	name := "joinFirst" + g.Suffix()
	TEXT(name, NOSPLIT, "func(x, "+factorParams(g)+" *uint64, groups int)")
	Pragma("noescape")
	Doc(
		fmt.Sprintf("%s undoes splitLast%s up to a factor of %d, for canonical elements and", name, g.Suffix(), g.Lanes()),
		"the inverses of the factors.",
	)
	endPass(g, e, func(x legs, factors func(depth int) []gl.Vec) {
		for depth := depths(g) - 1; depth >= 0; depth-- {
			level(g, join, x, g.Lanes()>>(depth+1), factors(depth))
		}
	})
}

// depths returns how many depths a pass has.
func depths(g gl.Machine) int { return bits.Len(uint(g.Lanes())) - 1 }

func factorParams(g gl.Machine) string {
	names := make([]string, depths(g))
	for i := range names {
		names[i] = fmt.Sprintf("f%d", i)
	}
	return strings.Join(names, ", ")
}

// level emits the butterflies of all pairs of legs at the given distance. The
// pairs of block k have factor c[k].
func level(g gl.Machine, b butterfly, x legs, distance int, c []gl.Vec) {
	Comment(fmt.Sprintf("Pairs of legs %d apart.", distance))
	var parts []func(s *gl.Stream)
	for k := range c {
		s := new(gl.Stream)
		f := g.Split(s, c[k])
		gl.Interleave(s)
		for i := range distance {
			from := 2*distance*k + i
			parts = append(parts, b(g, x, from, from+distance, f))
		}
	}
	// More at a time have no registers.
	atATime := 1
	if g.Lanes() == 8 {
		atATime = 2
	}
	for i := 0; i < len(parts); i += atATime {
		gl.Interleave(stage(parts[i : i+atATime]...))
	}
}

// endPass runs body on the transposed groups. The lanes of factors are those of
// the blocks; a depth has one vector for each part of a block.
func endPass(g gl.Machine, e ends, body func(x legs, factors func(depth int) []gl.Vec)) {
	x := Load(Param("x"), GP64())
	pointers := make([]reg.Register, depths(g))
	for i := range pointers {
		pointers[i] = Load(Param(fmt.Sprintf("f%d", i)), GP64())
	}
	groups := Load(Param("groups"), GP64())
	g.Start()
	e.start()

	Label("loop")
	Comment("Element i of each block into vector i.")
	rows := newLegs(g, g.Lanes())
	load(g, rows, vectors(g, x, len(rows)))
	rows = e.transpose(rows)
	body(rows, func(depth int) []gl.Vec {
		Comment(fmt.Sprintf("Factors of depth %d, those of one part of all blocks in a vector.", depth))
		words := newLegs(g, 1<<depth)
		load(g, words, vectors(g, pointers[depth], len(words)))
		return dealt(e, words)
	})
	Comment("Block i into vector i.")
	rows = e.transpose(rows)
	store(g, rows, vectors(g, x, len(rows)))
	ADDQ(I32(g.Lanes()*g.Lanes()*wordBytes), x)
	for i, p := range pointers {
		ADDQ(I32(g.Lanes()*wordBytes<<i), p)
	}
	DECQ(groups)
	JNE(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

// vectors returns the memory of n vectors from p on.
func vectors(g gl.Machine, p reg.Register, n int) []Mem {
	m := make([]Mem, n)
	for i := range m {
		m[i] = Mem{Base: p, Disp: i * g.Lanes() * wordBytes}
	}
	return m
}

// dealt emits the split of the words of n vectors, one after the other, by their
// places modulo n, a power of two. It overwrites v.
func dealt(e ends, v []gl.Vec) []gl.Vec {
	if len(v) == 1 {
		return v
	}
	half := len(v) / 2
	low, high := dealt(e, v[:half]), dealt(e, v[half:])
	out := make([]gl.Vec, len(v))
	for i := range half {
		out[i], out[i+half] = e.deal(low[i], high[i])
	}
	return out
}
