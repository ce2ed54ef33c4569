package main

import (
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

const wordBytes = 8

// multiple is what the lengths of columns are multiples of, on any machine.
const multiple = 8

// kernel computes each row of dst from the same row of its operands and one
// scalar. The result of row replaces in[0].
type kernel struct {
	name, doc string
	operands  []string
	scalar    bool
	row       func(g gl.Machine, s *gl.Stream, in []gl.Vec, k gl.Factor)
}

func (k kernel) emit(g gl.Machine) {
	params := append([]string{"dst"}, k.operands...)
	signature := "func(" + strings.Join(params, ", ") + " *uint64, "
	if k.scalar {
		signature += "k uint64, "
	}
	name := k.name + g.Suffix()
	TEXT(name, NOSPLIT, signature+"n int)")
	Pragma("noescape")
	Doc(name + " " + k.doc + " n is a positive multiple of 8.")

	var pointers []reg.Register
	for _, p := range params {
		pointers = append(pointers, Load(Param(p), GP64()))
	}
	n := Load(Param("n"), GP64())
	g.Start()
	var scalar gl.Factor
	if k.scalar {
		scalar = g.Broadcast(Load(Param("k"), GP64()))
	}
	loop(g, n, pointers, func(count int) {
		var streams []*gl.Stream
		for i := range count {
			s, in := new(gl.Stream), make([]gl.Vec, len(k.operands))
			for j := range in {
				in[j] = load(g, s, pointers[j+1], i)
			}
			k.row(g, s, in, scalar)
			store(g, s, in[0], pointers[0], i)
			streams = append(streams, s)
		}
		gl.Interleave(streams...)
	})
	VZEROUPPER()
	RET()
}

// loop emits body for n rows: for several vectors as long as there are as many,
// then for one at a time. It advances the pointers and counts n down.
func loop(g gl.Machine, n reg.Register, pointers []reg.Register, body func(count int)) {
	advance := func(count int) {
		for _, p := range pointers {
			ADDQ(I32(count*g.Lanes()*wordBytes), p)
		}
		SUBQ(I32(count*g.Lanes()), n)
	}
	unrolled := g.Unroll() * g.Lanes()
	if unrolled == multiple {
		Label("unrolled")
		body(g.Unroll())
		advance(g.Unroll())
		JNE(LabelRef("unrolled"))
		return
	}
	CMPQ(n, I32(unrolled))
	JLT(LabelRef("single"))
	Label("unrolled")
	body(g.Unroll())
	advance(g.Unroll())
	CMPQ(n, I32(unrolled))
	JGE(LabelRef("unrolled"))
	TESTQ(n, n)
	JEQ(LabelRef("done"))
	Label("single")
	body(1)
	advance(1)
	JNE(LabelRef("single"))
	Label("done")
}

// at returns the memory of vector i after p.
func at(g gl.Machine, p reg.Register, i int) Mem {
	return Mem{Base: p, Disp: i * g.Lanes() * wordBytes}
}

// load appends the load of vector i after p.
func load(g gl.Machine, s *gl.Stream, p reg.Register, i int) gl.Vec {
	v := g.Vec()
	g.Load(s, at(g, p, i), v)
	return v
}

// store appends the store of vector i after p.
func store(g gl.Machine, s *gl.Stream, v gl.Vec, p reg.Register, i int) {
	g.Store(s, v, at(g, p, i))
}
