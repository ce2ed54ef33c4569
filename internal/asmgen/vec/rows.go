package main

import (
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

const (
	wordBytes = 8
	vecBytes  = 64
	lanes     = vecBytes / wordBytes
)

// unroll is how many vectors are worked on at a time.
const unroll = 4

// kernel computes each row of dst from the same row of its operands and one
// scalar. The result of row replaces in[0].
type kernel struct {
	name, doc string
	operands  []string
	scalar    bool
	row       func(g *gl.AVX512, s *gl.Stream, in []gl.Vec, k gl.Factor)
}

func (k kernel) emit() {
	params := append([]string{"dst"}, k.operands...)
	signature := "func(" + strings.Join(params, ", ") + " *uint64, "
	if k.scalar {
		signature += "k uint64, "
	}
	TEXT(k.name, NOSPLIT, signature+"n int)")
	Pragma("noescape")
	Doc(k.name + " " + k.doc + " n is a positive multiple of 8.")

	var pointers []reg.Register
	for _, p := range params {
		pointers = append(pointers, Load(Param(p), GP64()))
	}
	n := Load(Param("n"), GP64())
	g := gl.NewAVX512()
	var scalar gl.Factor
	if k.scalar {
		scalar = broadcastParam("k")
	}
	loop(n, pointers, func(count int) {
		var streams []*gl.Stream
		for i := range count {
			s, in := new(gl.Stream), make([]gl.Vec, len(k.operands))
			for j := range in {
				in[j] = load(s, pointers[j+1], i)
			}
			k.row(g, s, in, scalar)
			store(s, in[0], pointers[0], i)
			streams = append(streams, s)
		}
		gl.Interleave(streams...)
	})
	VZEROUPPER()
	RET()
}

// loop emits body for n rows: for unroll vectors as long as there are as many,
// then for one at a time. It advances the pointers and counts n down.
func loop(n reg.Register, pointers []reg.Register, body func(count int)) {
	advance := func(count int) {
		for _, p := range pointers {
			ADDQ(I32(count*vecBytes), p)
		}
		SUBQ(I32(count*lanes), n)
	}
	CMPQ(n, I32(unroll*lanes))
	JLT(LabelRef("single"))
	Label("unrolled")
	body(unroll)
	advance(unroll)
	CMPQ(n, I32(unroll*lanes))
	JGE(LabelRef("unrolled"))
	TESTQ(n, n)
	JEQ(LabelRef("done"))
	Label("single")
	body(1)
	advance(1)
	JNE(LabelRef("single"))
	Label("done")
}

// load appends the load of vector i after p.
func load(s *gl.Stream, p reg.Register, i int) gl.Vec {
	v := ZMM()
	s.Do(func() { VMOVDQU64(Mem{Base: p, Disp: i * vecBytes}, v) })
	return v
}

// store appends the store of vector i after p.
func store(s *gl.Stream, v gl.Vec, p reg.Register, i int) {
	s.Do(func() { VMOVDQU64(v, Mem{Base: p, Disp: i * vecBytes}) })
}

// broadcastParam returns a parameter as a factor of all lanes.
func broadcastParam(name string) gl.Factor {
	k, v, h := Load(Param(name), GP64()), ZMM(), ZMM()
	VPBROADCASTQ(k, v)
	VMOVSHDUP(v, h)
	return gl.Factor{Word: v, High: h}
}
