package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// HighDegreeInterpolationGate is an [InterpolationGate] with few wires and
// constraints of degree 2^SubgroupBits. With the coefficients c_i of the
// polynomial on wires it constrains, both by Horner's rule,
//
//	value_j = Σ_i c_i·(shift·ω^j)^i for each j,  output = Σ_i c_i·point^i.
//
// It is a gate of OKX's fork.
type HighDegreeInterpolationGate struct{ cosetInterpolant }

// NewHighDegreeInterpolationGate returns the gate over 2^subgroupBits points. It
// returns an error unless 1 ≤ subgroupBits ≤ [MaxInterpolationBits].
func NewHighDegreeInterpolationGate(generators field.Generators, subgroupBits int) (HighDegreeInterpolationGate, error) {
	g, err := newCosetInterpolant(generators, subgroupBits, 1)
	return HighDegreeInterpolationGate{g}, err
}

// ID implements [Gate].
func (g HighDegreeInterpolationGate) ID() string {
	return fmt.Sprintf("HighDegreeInterpolationGate { subgroup_bits: %d, _phantom: %s }<D=2>", g.subgroupBits, phantomField)
}

// NumWires implements [Gate].
func (g HighDegreeInterpolationGate) NumWires() int { return g.endCoeffs() }

// NumConstraints implements [Gate].
func (g HighDegreeInterpolationGate) NumConstraints() int { return 2*len(g.points) + 2 }

// Degree implements [Gate].
func (g HighDegreeInterpolationGate) Degree() int { return len(g.points) }

// Constrain implements [Gate].
func (g HighDegreeInterpolationGate) Constrain(c *Constraints) {
	last := len(g.points) - 1
	coeffs := make([]ExtExpr, len(g.points))
	for i := range coeffs {
		coeffs[i] = c.WireExt(g.wireCoeff(i))
	}
	shift := c.Wire(g.WireShift())
	for j, root := range g.points {
		x, value := c.MulConst(root, shift), coeffs[last]
		for i := last - 1; i >= 0; i-- {
			value = c.AddExt(c.ScaleExt(x, value), coeffs[i])
		}
		c.EqualExt(c.WireExt(g.WireValue(j)), value)
	}
	point, value := c.WireExt(g.WirePoint()), coeffs[last]
	for i := last - 1; i >= 0; i-- {
		value = c.MulAddExt(value, point, coeffs[i])
	}
	c.EqualExt(c.WireExt(g.WireOutput()), value)
}

// Operations implements [Gate].
func (g HighDegreeInterpolationGate) Operations() []Operation {
	return []Operation{{
		Inputs:  columns(g.WireShift(), g.WireOutput()), // shift, values, point
		Outputs: columns(g.WireOutput(), g.NumWires()-g.WireOutput()),
		Compute: func(out, in, _ []field.Element) error { return g.compute(out, in) },
	}}
}
