// Command vec generates the kernels of field/vec.
package main

import (
	. "github.com/mmcloughlin/avo/build"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

func main() {
	ConstraintExpr("!purego")
	for _, k := range kernels {
		k.emit()
	}
	scalePowers()
	addCombination()
	dot("dotAVX512", []string{"b"})
	dot("dotExtAVX512", []string{"b0", "b1"})
	Generate()
}

// kernels work row by row.
var kernels = []kernel{
	{
		name: "addAVX512", doc: "sets dst[i] = a[i] + b[i].", operands: []string{"a", "b"},
		row: func(g *gl.AVX512, s *gl.Stream, in []gl.Vec, _ gl.Factor) { g.Add(s, in[0], in[1]) },
	},
	{
		name: "subAVX512", doc: "sets dst[i] = a[i] − b[i].", operands: []string{"a", "b"},
		row: func(g *gl.AVX512, s *gl.Stream, in []gl.Vec, _ gl.Factor) { g.Sub(s, in[0], in[1]) },
	},
	{
		name: "mulAVX512", doc: "sets dst[i] = a[i]·b[i].", operands: []string{"a", "b"},
		row: func(g *gl.AVX512, s *gl.Stream, in []gl.Vec, _ gl.Factor) { g.Mul(s, in[0], g.Split(s, in[1])) },
	},
	{
		name: "mulAddAVX512", doc: "sets dst[i] = a[i]·b[i] + c[i].", operands: []string{"a", "b", "c"},
		row: func(g *gl.AVX512, s *gl.Stream, in []gl.Vec, _ gl.Factor) {
			g.Mul(s, in[0], g.Split(s, in[1]))
			g.Add(s, in[0], in[2])
		},
	},
	{
		name: "addScalarAVX512", doc: "sets dst[i] = a[i] + k.", operands: []string{"a"}, scalar: true,
		row: func(g *gl.AVX512, s *gl.Stream, in []gl.Vec, k gl.Factor) { g.Add(s, in[0], k.Word.(gl.Vec)) },
	},
	{
		name: "scaleAVX512", doc: "sets dst[i] = k·a[i].", operands: []string{"a"}, scalar: true,
		row: func(g *gl.AVX512, s *gl.Stream, in []gl.Vec, k gl.Factor) { g.Mul(s, in[0], k) },
	},
	{
		name: "scaleAddAVX512", doc: "sets dst[i] = k·a[i] + b[i].", operands: []string{"a", "b"}, scalar: true,
		row: func(g *gl.AVX512, s *gl.Stream, in []gl.Vec, k gl.Factor) {
			g.Mul(s, in[0], k)
			g.Add(s, in[0], in[1])
		},
	},
}
