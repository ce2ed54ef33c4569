package field_test

import (
	"math/big"
	"testing"

	"github.com/consensys/gnark-crypto/field/goldilocks"
	"github.com/consensys/gnark-crypto/field/goldilocks/extensions"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

// e2 and fromE2 convert to gnark-crypto's extension, the oracle, and back.
func e2(a field.Ext) extensions.E2 {
	return extensions.E2{A0: goldilocks.Element(a.A0), A1: goldilocks.Element(a.A1)}
}

func fromE2(a extensions.E2) field.Ext {
	return field.Ext{A0: field.Element(a.A0), A1: field.Element(a.A1)}
}

// edgeExts returns all pairs of edges of the Montgomery words.
func edgeExts() []field.Ext {
	var out []field.Ext
	for _, a0 := range edges() {
		for _, a1 := range edges() {
			out = append(out, field.Ext{A0: a0, A1: a1})
		}
	}
	return out
}

func TestExtArithmeticMatchesOracle(t *testing.T) {
	xs := append(edgeExts(), exts(5, 500)...)
	ys := append(exts(6, 40), field.ExtZero(), field.ExtOne(), xs[len(edgeExts())-1])
	for _, a := range xs {
		for _, b := range ys {
			x, y := e2(a), e2(b)
			var sum, difference, product extensions.E2
			sum.Add(&x, &y)
			difference.Sub(&x, &y)
			product.Mul(&x, &y)
			if a.Add(b) != fromE2(sum) || a.Sub(b) != fromE2(difference) || a.Mul(b) != fromE2(product) {
				t.Fatalf("%v, %v: sum %v, difference %v, product %v; want %v, %v, %v", a, b,
					a.Add(b), a.Sub(b), a.Mul(b), fromE2(sum), fromE2(difference), fromE2(product))
			}
		}
	}
}

func TestExtUnaryMatchesOracle(t *testing.T) {
	for _, a := range append(edgeExts(), exts(7, 200)...) {
		x := e2(a)
		var square, inverse, conjugate, power extensions.E2
		square.Square(&x)
		inverse.Inverse(&x)
		conjugate.Conjugate(&x)
		power.Exp(x, big.NewInt(1_000_003))
		require.Equal(t, fromE2(square), a.Square(), "%v²", a)
		require.Equal(t, fromE2(inverse), a.Inverse(), "1/%v", a)
		require.Equal(t, fromE2(conjugate), a.Conjugate(), "conjugate of %v", a)
		require.Equal(t, fromE2(power), a.Exp(1_000_003), "power of %v", a)
	}
}

func TestConjugateIsFrobenius(t *testing.T) {
	for _, a := range exts(8, 50) {
		require.Equal(t, a.Exp(field.Modulus), a.Conjugate(), "%v", a)
		require.True(t, a.Mul(a.Conjugate()).IsBase(), "%v", a)
	}
}

func TestExtIsNotSplit(t *testing.T) {
	x := field.Ext{A1: field.One()}
	assert.Equal(t, field.ExtFrom(field.New(field.NonResidue)), x.Square())
	minusOne := field.One().Neg()
	assert.Equal(t, minusOne, field.New(field.NonResidue).Exp((field.Modulus-1)/2), "7 is a square")
}

func TestMixedOperations(t *testing.T) {
	scalars := elements(9, 50)
	for i, a := range exts(10, 50) {
		s := scalars[i]
		lifted := field.ExtFrom(s)
		require.True(t, lifted.IsBase())
		require.Equal(t, a.Mul(lifted), a.MulBase(s), "%v · %v", a, s)
		require.Equal(t, a.Add(lifted), a.AddBase(s), "%v + %v", a, s)
		require.Equal(t, a.Sub(lifted), a.SubBase(s), "%v − %v", a, s)
	}
	assert.False(t, field.Ext{A1: field.One()}.IsBase())
	assert.Equal(t, "(3, 18446744069414584320)", field.Ext{A0: field.New(3), A1: field.One().Neg()}.String())
}
