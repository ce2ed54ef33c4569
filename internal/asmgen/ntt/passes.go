package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

const wordBytes = 8

// legs are vectors at the same place of the parts of a block.
type legs []gl.Vec

func newLegs(g gl.Machine, n int) legs {
	v := make(legs, n)
	for i := range v {
		v[i] = g.Vec()
	}
	return v
}

// load and store emit the moves of legs from and to memory.
func load(g gl.Machine, x legs, from []Mem) {
	s := new(gl.Stream)
	for i, m := range from {
		g.Load(s, m, x[i])
	}
	gl.Interleave(s)
}

func store(g gl.Machine, x legs, to []Mem) {
	s := new(gl.Stream)
	for i, m := range to {
		g.Store(s, x[i], m)
	}
	gl.Interleave(s)
}

// stage returns the instructions of butterflies that do not depend on each other.
func stage(parts ...func(s *gl.Stream)) *gl.Stream {
	streams := make([]*gl.Stream, len(parts))
	for i, part := range parts {
		streams[i] = new(gl.Stream)
		part(streams[i])
	}
	return gl.Merge(streams...)
}

// A butterfly appends to a stream what takes the legs i and j of x to others,
// with the factor c.
type butterfly func(g gl.Machine, x legs, i, j int, c gl.Factor) func(s *gl.Stream)

// split is x, y → x + c·y, x − c·y. All are lazy.
func split(g gl.Machine, x legs, i, j int, c gl.Factor) func(s *gl.Stream) {
	return func(s *gl.Stream) {
		g.Mul(s, x[j], c)
		x[j] = g.Butterfly(s, x[i], x[j])
	}
}

// join is x, y → x + y, c·(x − y). All are canonical.
func join(g gl.Machine, x legs, i, j int, c gl.Factor) func(s *gl.Stream) {
	return func(s *gl.Stream) {
		x[j] = g.CanonicalButterfly(s, x[i], x[j])
		g.Mul(s, x[j], c)
	}
}

func split2(g gl.Machine) {
	name := "split2" + g.Suffix()
	TEXT(name, NOSPLIT, "func(x, c *uint64, stride, n int)")
	Pragma("noescape")
	Doc(
		name+" splits a block with the factor at c: it takes the n elements u at x and the n",
		"elements v that are stride further on to u + c·v and u − c·v. They need not be reduced. n is",
		fmt.Sprintf("a positive multiple of %d.", g.Lanes()),
	)
	pass2(g, split)
}

func join2(g gl.Machine) {
	name := "join2" + g.Suffix()
	TEXT(name, NOSPLIT, "func(x, c *uint64, stride, n int)")
	Pragma("noescape")
	Doc(
		name+" undoes split2"+g.Suffix()+" up to a factor of 2, for canonical elements and the",
		"inverse of c: it takes u and v to u + v and c·(u − v).",
	)
	pass2(g, join)
}

func pass2(g gl.Machine, b butterfly) {
	p, c := Load(Param("x"), GP64()), Load(Param("c"), GP64())
	stride, n := Load(Param("stride"), GP64()), Load(Param("n"), GP64())
	g.Start()
	factor := g.LoadFactor(Mem{Base: c})
	Label("loop")
	x := newLegs(g, 2)
	lo, hi := Mem{Base: p}, Mem{Base: p, Index: stride, Scale: wordBytes}
	load(g, x, []Mem{lo, hi})
	gl.Interleave(stage(b(g, x, 0, 1, factor)))
	store(g, x, []Mem{lo, hi})
	ADDQ(I32(g.Lanes()*wordBytes), p)
	SUBQ(I32(g.Lanes()), n)
	JNE(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

func split4(g gl.Machine) {
	name := "split4" + g.Suffix()
	TEXT(name, NOSPLIT, "func(dst, src, parents, children *uint64, stride, n, blocks int)")
	Pragma("noescape")
	Doc(
		name+" splits blocks of four parts and then their halves, n elements of each part",
		"that begin at src, into blocks at dst. Parts are stride elements apart. Block k has the",
		"factor parents[k], and its halves children[2k] and children[2k+1]. Elements need not be",
		fmt.Sprintf("reduced. n is a positive multiple of %d, and equal to stride if there is more than one block.", g.Lanes()),
	)
	pass4(g, func(x legs, c []gl.Factor) *gl.Stream {
		s := stage(split(g, x, 0, 2, c[0]), split(g, x, 1, 3, c[0]))
		s.Then(stage(split(g, x, 0, 1, c[1]), split(g, x, 2, 3, c[2])))
		return s
	})
}

func join4(g gl.Machine) {
	name := "join4" + g.Suffix()
	TEXT(name, NOSPLIT, "func(dst, src, parents, children *uint64, stride, n, blocks int)")
	Pragma("noescape")
	Doc(
		name+" undoes split4"+g.Suffix()+" up to a factor of 4, for canonical elements and the",
		"inverses of the factors.",
	)
	pass4(g, func(x legs, c []gl.Factor) *gl.Stream {
		s := stage(join(g, x, 0, 1, c[1]), join(g, x, 2, 3, c[2]))
		s.Then(stage(join(g, x, 0, 2, c[0]), join(g, x, 1, 3, c[0])))
		return s
	})
}

// pass4 runs over blocks of four legs, whose factors are the next parent and the
// next two children.
func pass4(g gl.Machine, body func(x legs, c []gl.Factor) *gl.Stream) {
	dst, src := Load(Param("dst"), GP64()), Load(Param("src"), GP64())
	parents, children := Load(Param("parents"), GP64()), Load(Param("children"), GP64())
	stride, n, blocks := Load(Param("stride"), GP64()), Load(Param("n"), GP64()), Load(Param("blocks"), GP64())
	g.Start()
	SHLQ(U8(3), stride)
	stride3, left := GP64(), GP64()
	LEAQ(Mem{Base: stride, Index: stride, Scale: 2}, stride3)
	at := func(p reg.Register) []Mem {
		return []Mem{{Base: p}, {Base: p, Index: stride, Scale: 1}, {Base: p, Index: stride, Scale: 2}, {Base: p, Index: stride3, Scale: 1}}
	}

	Label("block")
	Comment("Factors of the block and of its halves.")
	c := []gl.Factor{g.LoadFactor(Mem{Base: parents}), g.LoadFactor(Mem{Base: children}), g.LoadFactor(Mem{Base: children, Disp: wordBytes})}
	MOVQ(n, left)

	Label("loop")
	x := newLegs(g, 4)
	Comment("The block, then its halves, or the reverse.")
	load(g, x, at(src))
	gl.Interleave(body(x, c))
	store(g, x, at(dst))
	ADDQ(I32(g.Lanes()*wordBytes), src)
	ADDQ(I32(g.Lanes()*wordBytes), dst)
	SUBQ(I32(g.Lanes()), left)
	JNE(LabelRef("loop"))

	ADDQ(I32(wordBytes), parents)
	ADDQ(I32(2*wordBytes), children)
	ADDQ(stride3, src)
	ADDQ(stride3, dst)
	DECQ(blocks)
	JNE(LabelRef("block"))
	VZEROUPPER()
	RET()
}
