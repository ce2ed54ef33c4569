package vec_test

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/internal/testutil"
)

// lengths are what kernels are tested on: every remainder of an unrolled loop,
// several times over.
func lengths() []int {
	out := []int{100, 1023}
	for n := range 34 {
		out = append(out, n)
	}
	return out
}

// column returns n elements, random ones and edges, by their words.
func column(seed uint64, n int) []field.Element {
	out := make([]field.Element, n)
	for i, w := range testutil.Words(seed, n) {
		out[i] = field.Element{w}
	}
	return out
}

func extColumn(seed uint64, n int) vec.Ext {
	return vec.Ext{A0: column(seed, n), A1: column(seed+1000, n)}
}

// scalars are the constants that kernels with a constant are tested with.
func scalars() []field.Element { return append(column(100, 4), field.Element{}, field.One()) }

func extScalars() []field.Ext {
	var out []field.Ext
	for i, a0 := range scalars() {
		out = append(out, field.Ext{A0: a0, A1: scalars()[(i+1)%len(scalars())]})
	}
	return out
}
