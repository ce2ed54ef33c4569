// Command vec generates the kernels of field/vec.
package main

import (
	. "github.com/mmcloughlin/avo/build"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

func main() {
	ConstraintExpr("!purego")
	wide, narrow := gl.NewAVX512(), gl.NewAVX2()
	for _, g := range []gl.Machine{wide, narrow} {
		for _, k := range kernels {
			k.emit(g)
		}
		scalePowers(g)
	}
	addCombination(wide)
	lazyDot(wide, "dot", []string{"b"})
	lazyDot(wide, "dotExt", []string{"b0", "b1"})
	dot(narrow)
	Generate()
}

// kernels work row by row.
var kernels = []kernel{
	{
		name: "add", doc: "sets dst[i] = a[i] + b[i].", operands: []string{"a", "b"},
		row: func(g gl.Machine, s *gl.Stream, in []gl.Vec, _ gl.Factor) { g.Add(s, in[0], in[1]) },
	},
	{
		name: "sub", doc: "sets dst[i] = a[i] − b[i].", operands: []string{"a", "b"},
		row: func(g gl.Machine, s *gl.Stream, in []gl.Vec, _ gl.Factor) { g.Sub(s, in[0], in[1]) },
	},
	{
		name: "mul", doc: "sets dst[i] = a[i]·b[i].", operands: []string{"a", "b"},
		row: func(g gl.Machine, s *gl.Stream, in []gl.Vec, _ gl.Factor) { g.Mul(s, in[0], g.Split(s, in[1])) },
	},
	{
		name: "mulAdd", doc: "sets dst[i] = a[i]·b[i] + c[i].", operands: []string{"a", "b", "c"},
		row: func(g gl.Machine, s *gl.Stream, in []gl.Vec, _ gl.Factor) {
			g.Mul(s, in[0], g.Split(s, in[1]))
			g.Add(s, in[0], in[2])
		},
	},
	{
		name: "addScalar", doc: "sets dst[i] = a[i] + k.", operands: []string{"a"}, scalar: true,
		row: func(g gl.Machine, s *gl.Stream, in []gl.Vec, k gl.Factor) { g.Add(s, in[0], k.Word) },
	},
	{
		name: "scale", doc: "sets dst[i] = k·a[i].", operands: []string{"a"}, scalar: true,
		row: func(g gl.Machine, s *gl.Stream, in []gl.Vec, k gl.Factor) { g.Mul(s, in[0], k) },
	},
	{
		name: "scaleAdd", doc: "sets dst[i] = k·a[i] + b[i].", operands: []string{"a", "b"}, scalar: true,
		row: func(g gl.Machine, s *gl.Stream, in []gl.Vec, k gl.Factor) {
			g.Mul(s, in[0], k)
			g.Add(s, in[0], in[1])
		},
	},
}
