package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// LowDegreeInterpolationGate is an [InterpolationGate] with constraints of
// degree 2: beside the coefficients c_i of the polynomial, the powers of the
// shift and of the point are wires. It constrains the powers, then
//
//	value_j = Σ_i (c_i·shift^i)·ω^(ij) for each j,  output = Σ_i c_i·point^i.
//
// It is a gate of OKX's fork.
type LowDegreeInterpolationGate struct{ cosetInterpolant }

// NewLowDegreeInterpolationGate returns the gate over 2^subgroupBits points. It
// returns an error unless 2 ≤ subgroupBits ≤ [MaxInterpolationBits].
func NewLowDegreeInterpolationGate(generators field.Generators, subgroupBits int) (LowDegreeInterpolationGate, error) {
	g, err := newCosetInterpolant(generators, subgroupBits, 2)
	return LowDegreeInterpolationGate{g}, err
}

// wireShiftPower returns the wire of shift^i, i ≥ 1.
func (g LowDegreeInterpolationGate) wireShiftPower(i int) int {
	if i == 1 {
		return g.WireShift()
	}
	return g.endCoeffs() + i - 2
}

// wirePointPower returns the first of the two wires of point^i, i ≥ 1.
func (g LowDegreeInterpolationGate) wirePointPower(i int) int {
	if i == 1 {
		return g.WirePoint()
	}
	return g.wireShiftPower(len(g.points)) + 2*(i-2)
}

// ID implements [Gate].
func (g LowDegreeInterpolationGate) ID() string {
	return fmt.Sprintf("LowDegreeInterpolationGate { subgroup_bits: %d, _phantom: %s }<D=2>", g.subgroupBits, phantomField)
}

// NumWires implements [Gate].
func (g LowDegreeInterpolationGate) NumWires() int { return g.wirePointPower(len(g.points)) }

// NumConstraints implements [Gate].
func (g LowDegreeInterpolationGate) NumConstraints() int {
	n := len(g.points)
	return 3*(n-2) + 2*n + 2
}

// Degree implements [Gate].
func (g LowDegreeInterpolationGate) Degree() int { return 2 }

// Constrain implements [Gate].
func (g LowDegreeInterpolationGate) Constrain(c *Constraints) {
	n := len(g.points)
	shift := c.Wire(g.WireShift())
	for i := 2; i < n; i++ {
		c.Equal(c.Mul(c.Wire(g.wireShiftPower(i-1)), shift), c.Wire(g.wireShiftPower(i)))
	}

	// Coefficients of the polynomial that takes the values on the subgroup.
	var scaled [2][]Expr
	for i := range n {
		coeff := c.WireExt(g.wireCoeff(i))
		if i > 0 {
			coeff = c.ScaleExt(c.Wire(g.wireShiftPower(i)), coeff)
		}
		scaled[0], scaled[1] = append(scaled[0], coeff[0]), append(scaled[1], coeff[1])
	}
	for j, x := range g.points {
		root := c.Const(x)
		c.EqualExt(c.WireExt(g.WireValue(j)), ExtExpr{c.Reduce(root, scaled[0]), c.Reduce(root, scaled[1])})
	}

	point := c.WireExt(g.WirePoint())
	for i := 2; i < n; i++ {
		c.EqualExt(c.MulExt(c.WireExt(g.wirePointPower(i-1)), point), c.WireExt(g.wirePointPower(i)))
	}
	value := c.WireExt(g.wireCoeff(0))
	for i := 1; i < n; i++ {
		value = c.MulAddExt(c.WireExt(g.wirePointPower(i)), c.WireExt(g.wireCoeff(i)), value)
	}
	c.EqualExt(c.WireExt(g.WireOutput()), value)
}

// Operations implements [Gate].
func (g LowDegreeInterpolationGate) Operations() []Operation {
	return []Operation{{
		Inputs:  columns(g.WireShift(), g.WireOutput()), // shift, values, point
		Outputs: columns(g.WireOutput(), g.NumWires()-g.WireOutput()),
		Compute: g.computeAll,
	}}
}

func (g LowDegreeInterpolationGate) computeAll(out, in, _ []field.Element) error {
	if err := g.compute(out, in); err != nil {
		return err
	}
	shift, point := in[g.WireShift()], extAt(in, g.WirePoint())
	shiftPower, pointPower := shift, point
	for i := 2; i < len(g.points); i++ {
		shiftPower, pointPower = shiftPower.Mul(shift), pointPower.Mul(point)
		out[g.wireShiftPower(i)-g.WireOutput()] = shiftPower
		setExt(out, g.wirePointPower(i)-g.WireOutput(), pointPower)
	}
	return nil
}
