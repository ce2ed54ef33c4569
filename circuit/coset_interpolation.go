package circuit

import (
	"fmt"
	"strings"

	"github.com/zkpor/por/field"
)

// CosetInterpolationGate evaluates the polynomial that interpolates values in
// the extension field over a coset shift·H, |H| = 2^SubgroupBits, at a point.
//
// With the elements x_i of H in the order of their exponents, the barycentric
// weights w_i and z = point/shift it runs through
//
//	eval ← eval·(z − x_i) + w_i·value_i·prod,  prod ← prod·(z − x_i)
//
// from eval = 0 and prod = 1, and eval ends as the result. To bound the degree of
// the constraints, eval and prod are wires after the first Degree values and
// then after every Degree − 1 values, the end excepted.
type CosetInterpolationGate struct {
	subgroupBits, degree int
	points, weights      []field.Element
}

// NewCosetInterpolationGate returns the gate over 2^subgroupBits points with
// constraints of the least degree that takes no more wires than maxDegree
// does. It returns an error unless 1 ≤ subgroupBits ≤ [MaxInterpolationBits]
// and maxDegree ≥ 2.
func NewCosetInterpolationGate(generators field.Generators, subgroupBits, maxDegree int) (CosetInterpolationGate, error) {
	if subgroupBits < 1 || subgroupBits > MaxInterpolationBits {
		return CosetInterpolationGate{}, fmt.Errorf("circuit: interpolation over 2^%d points, want 2^1 to 2^%d",
			subgroupBits, MaxInterpolationBits)
	}
	if maxDegree < 2 {
		return CosetInterpolationGate{}, fmt.Errorf("circuit: interpolation with constraints of degree %d, want at least 2", maxDegree)
	}
	n := 1 << subgroupBits
	intermediates := (n - 2) / (maxDegree - 1)
	points := generators.Subgroup(subgroupBits)
	return CosetInterpolationGate{
		subgroupBits: subgroupBits,
		degree:       (n-2)/(intermediates+1) + 2,
		points:       points,
		weights:      barycentricWeights(points),
	}, nil
}

// barycentricWeights returns 1/Π_{j≠i} (x_i − x_j) = x_i/n for the points x_i
// of a multiplicative subgroup of order n.
func barycentricWeights(points []field.Element) []field.Element {
	// The product is the derivative n·x^(n−1) of X^n − 1 at x_i.
	scale := field.New(uint64(len(points))).Inverse()
	weights := make([]field.Element, len(points))
	for i, x := range points {
		weights[i] = x.Mul(scale)
	}
	return weights
}

// SubgroupBits returns log2 of the number of points.
func (g CosetInterpolationGate) SubgroupBits() int { return g.subgroupBits }

// Weights returns a copy of the barycentric weights.
func (g CosetInterpolationGate) Weights() []field.Element {
	return append([]field.Element(nil), g.weights...)
}

// WireShift returns the wire of the coset's shift.
func (g CosetInterpolationGate) WireShift() int { return 0 }

// WireValue returns the first of the two wires of value i, the one at
// shift·x_i.
func (g CosetInterpolationGate) WireValue(i int) int { return 1 + 2*i }

// WirePoint returns the first of the two wires of the point.
func (g CosetInterpolationGate) WirePoint() int { return g.WireValue(len(g.points)) }

// WireOutput returns the first of the two wires of the value at the point.
func (g CosetInterpolationGate) WireOutput() int { return g.WirePoint() + 2 }

// numIntermediates returns the number of pairs of eval and prod that are wires.
func (g CosetInterpolationGate) numIntermediates() int {
	return (len(g.points) - 2) / (g.degree - 1)
}

// wireEval returns the first of the two wires of the i-th intermediate eval.
func (g CosetInterpolationGate) wireEval(i int) int { return g.WireOutput() + 2 + 2*i }

// wireProd returns the first of the two wires of the i-th intermediate prod.
func (g CosetInterpolationGate) wireProd(i int) int { return g.wireEval(g.numIntermediates() + i) }

// wireShiftedPoint returns the first of the two wires of z = point/shift.
func (g CosetInterpolationGate) wireShiftedPoint() int { return g.wireProd(g.numIntermediates()) }

// segment returns which values [from, to) are folded in between the
// intermediate wires i−1 and i.
func (g CosetInterpolationGate) segment(i int) (from, to int) {
	if i > 0 {
		from = 1 + (g.degree-1)*i
	}
	return from, min(1+(g.degree-1)*(i+1), len(g.points))
}

// ID implements [Gate].
func (g CosetInterpolationGate) ID() string {
	weights := make([]string, len(g.weights))
	for i, w := range g.weights {
		weights[i] = w.String()
	}
	return fmt.Sprintf("CosetInterpolationGate { subgroup_bits: %d, degree: %d, barycentric_weights: [%s], _phantom: %s }<D=2>",
		g.subgroupBits, g.degree, strings.Join(weights, ", "), phantomField)
}

// NumWires implements [Gate].
func (g CosetInterpolationGate) NumWires() int { return g.wireShiftedPoint() + 2 }

// NumConstants implements [Gate].
func (g CosetInterpolationGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (g CosetInterpolationGate) NumConstraints() int { return 4 + 4*g.numIntermediates() }

// Degree implements [Gate].
func (g CosetInterpolationGate) Degree() int { return g.degree }

// Validate reports a gate that was not made by [NewCosetInterpolationGate].
func (g CosetInterpolationGate) Validate() error {
	if len(g.points) == 0 {
		return fmt.Errorf("interpolation without points")
	}
	return nil
}

// Constrain implements [Gate].
func (g CosetInterpolationGate) Constrain(c *Constraints) {
	z := c.WireExt(g.wireShiftedPoint())
	shift, point := c.Wire(g.WireShift()), c.WireExt(g.WirePoint())
	c.ZeroExt(ExtExpr{c.MulSub(shift, z[0], point[0]), c.MulSub(shift, z[1], point[1])})

	eval, prod := c.ConstExt(field.Ext{}), c.ConstExt(field.ExtOne())
	for i := range g.numIntermediates() + 1 {
		from, to := g.segment(i)
		for j := from; j < to; j++ {
			factor := c.AddConstExt(z, g.points[j].Neg())
			weighted := c.MulConstExt(g.weights[j], c.WireExt(g.WireValue(j)))
			eval = c.MulAddExt(eval, factor, c.MulExt(weighted, prod))
			prod = c.MulExt(prod, factor)
		}
		if i < g.numIntermediates() {
			evalWire, prodWire := c.WireExt(g.wireEval(i)), c.WireExt(g.wireProd(i))
			c.EqualExt(evalWire, eval)
			c.EqualExt(prodWire, prod)
			eval, prod = evalWire, prodWire
		}
	}
	c.EqualExt(c.WireExt(g.WireOutput()), eval)
}

// Operations implements [Gate].
func (g CosetInterpolationGate) Operations() []Operation {
	return []Operation{{
		Inputs:  columns(g.WireShift(), g.WireOutput()), // shift, values, point
		Outputs: columns(g.WireOutput(), g.NumWires()-g.WireOutput()),
		Compute: g.compute,
	}}
}

func (g CosetInterpolationGate) compute(out, in, _ []field.Element) error {
	shift := in[g.WireShift()]
	if shift.IsZero() {
		return fmt.Errorf("circuit: interpolation over a coset with shift 0")
	}
	z := extAt(in, g.WirePoint()).MulBase(shift.Inverse())
	set := func(wire int, v field.Ext) { setExt(out, wire-g.WireOutput(), v) }
	set(g.wireShiftedPoint(), z)

	eval, prod := field.Ext{}, field.ExtOne()
	for i := range g.numIntermediates() + 1 {
		from, to := g.segment(i)
		for j := from; j < to; j++ {
			factor := z.SubBase(g.points[j])
			weighted := extAt(in, g.WireValue(j)).MulBase(g.weights[j])
			eval = eval.MulAdd(factor, weighted.Mul(prod))
			prod = prod.Mul(factor)
		}
		if i < g.numIntermediates() {
			set(g.wireEval(i), eval)
			set(g.wireProd(i), prod)
		}
	}
	set(g.WireOutput(), eval)
	return nil
}
