package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// InterpolationGate is a gate that evaluates, at a point of the extension, the
// polynomial that takes given values in the extension on a coset shift·H,
// |H| = 2^SubgroupBits. Each value, the point and the result are on two
// adjacent wires, of which the methods return the first.
type InterpolationGate interface {
	Gate
	SubgroupBits() int
	WireShift() int
	WireValue(i int) int // the value at shift·ω^i
	WirePoint() int
	WireOutput() int
}

// MaxInterpolationBits bounds the size of the subgroup of an
// [InterpolationGate].
const MaxInterpolationBits = 8

// NewInterpolationGate returns the gate over 2^subgroupBits points that circuits
// of a dialect use where gates may have the given degree: for coefficients, the
// [HighDegreeInterpolationGate] if it has at most that degree and else the
// [LowDegreeInterpolationGate].
func NewInterpolationGate(d fri.Dialect, subgroupBits, maxDegree int) (InterpolationGate, error) {
	switch {
	case d.Interpolation == fri.BarycentricInterpolation:
		return NewCosetInterpolationGate(d.Generators, subgroupBits, maxDegree)
	case subgroupBits <= MaxInterpolationBits && 1<<max(subgroupBits, 0) > maxDegree:
		return NewLowDegreeInterpolationGate(d.Generators, subgroupBits)
	}
	return NewHighDegreeInterpolationGate(d.Generators, subgroupBits)
}

// cosetInterpolant is what the gates have in common that hold the coefficients
// of the interpolating polynomial on wires. In order: the shift, the values, the
// point, the result, the coefficients from the constant one.
type cosetInterpolant struct {
	subgroupBits int
	points       []field.Element // of the subgroup
}

func newCosetInterpolant(generators field.Generators, subgroupBits, minBits int) (cosetInterpolant, error) {
	if subgroupBits < minBits || subgroupBits > MaxInterpolationBits {
		return cosetInterpolant{}, fmt.Errorf("circuit: interpolation over 2^%d points, want 2^%d to 2^%d",
			subgroupBits, minBits, MaxInterpolationBits)
	}
	return cosetInterpolant{subgroupBits, generators.Subgroup(subgroupBits)}, nil
}

// SubgroupBits returns log2 of the number of points.
func (g cosetInterpolant) SubgroupBits() int { return g.subgroupBits }

// Subgroup returns a copy of the points, before they are shifted.
func (g cosetInterpolant) Subgroup() []field.Element {
	return append([]field.Element(nil), g.points...)
}

// WireShift returns the wire of the coset's shift.
func (g cosetInterpolant) WireShift() int { return 0 }

// WireValue returns the first of the two wires of value i, the one at
// shift·ω^i.
func (g cosetInterpolant) WireValue(i int) int { return 1 + 2*i }

// WirePoint returns the first of the two wires of the point.
func (g cosetInterpolant) WirePoint() int { return g.WireValue(len(g.points)) }

// WireOutput returns the first of the two wires of the value at the point.
func (g cosetInterpolant) WireOutput() int { return g.WirePoint() + 2 }

// wireCoeff returns the first of the two wires of coefficient i.
func (g cosetInterpolant) wireCoeff(i int) int { return g.WireOutput() + 2 + 2*i }

// endCoeffs returns the first wire behind the coefficients.
func (g cosetInterpolant) endCoeffs() int { return g.wireCoeff(len(g.points)) }

// NumConstants implements [Gate].
func (g cosetInterpolant) NumConstants() int { return 0 }

// Validate reports a gate that no constructor has made.
func (g cosetInterpolant) Validate() error {
	if len(g.points) == 0 {
		return fmt.Errorf("interpolation without points")
	}
	return nil
}

// compute sets the result and the coefficients, where out starts at the wire of
// the result and in at that of the shift.
func (g cosetInterpolant) compute(out, in []field.Element) error {
	shift := in[g.WireShift()]
	if shift.IsZero() {
		return fmt.Errorf("circuit: interpolation over a coset with shift 0")
	}
	// Coefficient i is shift^−i/n·Σ_j ω^(−ij)·value_j.
	n := len(g.points)
	shiftInverse := shift.Inverse()
	scale := field.New(uint64(n)).Inverse()
	coeffs := make([]field.Ext, n)
	for i := range coeffs {
		for j := range n {
			root := g.points[(n-i)*j%n]
			coeffs[i] = coeffs[i].Add(extAt(in, g.WireValue(j)).MulBase(root))
		}
		coeffs[i] = coeffs[i].MulBase(scale)
		setExt(out, g.wireCoeff(i)-g.WireOutput(), coeffs[i])
		scale = scale.Mul(shiftInverse)
	}
	point, value := extAt(in, g.WirePoint()), field.Ext{}
	for i := n - 1; i >= 0; i-- {
		value = value.MulAdd(point, coeffs[i])
	}
	setExt(out, 0, value)
	return nil
}
