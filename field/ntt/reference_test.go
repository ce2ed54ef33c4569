package ntt_test

import (
	"math/rand/v2"
	"slices"

	"github.com/zkpor/por/field"
)

// horner evaluates a polynomial with base coefficients from the definition.
func horner(coeffs []field.Element, x field.Element) field.Element {
	var sum field.Element
	for _, c := range slices.Backward(coeffs) {
		sum = sum.Mul(x).Add(c)
	}
	return sum
}

// hornerExt is horner at a point of the extension.
func hornerExt(coeffs []field.Element, x field.Ext) field.Ext {
	var sum field.Ext
	for _, c := range slices.Backward(coeffs) {
		sum = sum.Mul(x).AddBase(c)
	}
	return sum
}

// naiveValues returns f(shift·ω^i) for i < n in natural order, where ω has
// order n = 2^bits and may be larger than the number of coefficients.
func naiveValues(g field.Generators, coeffs []field.Element, bits int, shift field.Element) []field.Element {
	values := make([]field.Element, 1<<bits)
	for i := range values {
		values[i] = horner(coeffs, shift.Mul(g.RootOfUnity(bits).Exp(uint64(i))))
	}
	return values
}

// naiveReverse returns the rows in bit-reversed order, from the definition.
func naiveReverse(col []field.Element) []field.Element {
	out := make([]field.Element, len(col))
	for i, v := range col {
		j := 0
		for n, k := len(col), i; n > 1; n, k = n/2, k/2 {
			j = 2*j + k%2
		}
		out[j] = v
	}
	return out
}

// randomColumn returns a column that depends on its seed and length only.
func randomColumn(seed uint64, n int) []field.Element {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	col := make([]field.Element, n)
	for i := range col {
		col[i] = field.New(r.Uint64())
	}
	return col
}

// forkGenerators returns the generators of OKX's fork of plonky2, which are
// also those of gnark-crypto and of earlier versions of plonky2.
func forkGenerators() field.Generators {
	return field.Generators{Group: field.New(7), TwoAdic: field.New(1753635133440165772)}
}

// dialects are the generators that tests run on.
func dialects() map[string]field.Generators {
	return map[string]field.Generators{
		"plonky2":  field.Plonky2Generators(),
		"okx_fork": forkGenerators(),
	}
}
