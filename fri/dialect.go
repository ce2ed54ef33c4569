package fri

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// Dialect is what distinguishes implementations of the protocol that are alike
// in everything else. Two dialects are the same if they are equal.
type Dialect struct {
	Generators field.Generators

	// ObserveParams starts the transcript with the FRI configuration and
	// parameters.
	ObserveParams bool

	// CombineTimesX multiplies the combined opening quotient by X.
	CombineTimesX bool

	// Interpolation is how circuits that verify proofs interpolate in a
	// folding step.
	Interpolation Interpolation
}

// Interpolation is a way to evaluate, in a circuit, the polynomial through
// given values on a coset.
type Interpolation uint8

const (
	// BarycentricInterpolation runs through the barycentric formula.
	BarycentricInterpolation Interpolation = iota
	// CoefficientInterpolation has the coefficients of the polynomial on wires.
	CoefficientInterpolation

	numInterpolations
)

// Plonky2 is the dialect of plonky2 1.1.0, the one this library speaks.
func Plonky2() Dialect {
	return Dialect{Generators: field.Plonky2Generators(), ObserveParams: true}
}

// OKX is the dialect of OKX's fork of plonky2 at revision 8a00c2bc, the one of
// the files of their proof-of-reserves-v2.
func OKX() Dialect {
	return Dialect{
		Generators: field.Generators{
			Group:   field.New(7),
			TwoAdic: field.New(1753635133440165772),
		},
		CombineTimesX: true,
		Interpolation: CoefficientInterpolation,
	}
}

// validate checks that the generators generate: TwoAdic a subgroup H of order
// 2^32, and Group a coset that differs from H.
func (d Dialect) validate() error {
	const k = field.TwoAdicity
	if minusOne := field.One().Neg(); d.Generators.TwoAdic.ExpPowerOf2(k-1) != minusOne {
		return fmt.Errorf("%w: two-adic generator %v does not have order 2^%d", ErrParams, d.Generators.TwoAdic, k)
	}
	if g := d.Generators.Group; g.IsZero() || g.ExpPowerOf2(k).IsOne() {
		return fmt.Errorf("%w: coset shift %v is zero or in the subgroup of order 2^%d", ErrParams, g, k)
	}
	if d.Interpolation >= numInterpolations {
		return fmt.Errorf("%w: unknown interpolation %d", ErrParams, d.Interpolation)
	}
	return nil
}
