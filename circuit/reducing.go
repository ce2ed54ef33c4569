package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// ReducingGate folds base field coefficients into an accumulator in the
// extension field: acc ← acc·alpha + coeff for each coefficient in turn,
// starting from old and ending in output.
type ReducingGate struct{ NumCoeffs int }

// NewReducingGate returns the gate with as many coefficients as the wires
// allow.
func NewReducingGate(cfg Config) ReducingGate {
	return ReducingGate{min(cfg.NumRoutedWires-6, (cfg.NumWires-4)/3)}
}

// WireOutput returns the first of the two wires of the result.
func (g ReducingGate) WireOutput() int { return 0 }

// WireAlpha returns the first of the two wires of alpha.
func (g ReducingGate) WireAlpha() int { return 2 }

// WireOldAcc returns the first of the two wires of the initial accumulator.
func (g ReducingGate) WireOldAcc() int { return 4 }

// WireCoeff returns the wire of coefficient i.
func (g ReducingGate) WireCoeff(i int) int { return 6 + i }

// wireAcc returns the first of the two wires of the accumulator after
// coefficient i. The last one is the output.
func (g ReducingGate) wireAcc(i int) int {
	if i == g.NumCoeffs-1 {
		return g.WireOutput()
	}
	return 6 + g.NumCoeffs + 2*i
}

// ID implements [Gate].
func (g ReducingGate) ID() string { return fmt.Sprintf("ReducingGate { num_coeffs: %d }", g.NumCoeffs) }

// NumWires implements [Gate].
func (g ReducingGate) NumWires() int { return 4 + 3*g.NumCoeffs }

// NumConstants implements [Gate].
func (g ReducingGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (g ReducingGate) NumConstraints() int { return 2 * g.NumCoeffs }

// Degree implements [Gate].
func (g ReducingGate) Degree() int { return 2 }

// Validate reports parameters out of range.
func (g ReducingGate) Validate() error {
	if g.NumCoeffs < 1 {
		return fmt.Errorf("%d coefficients, want at least 1", g.NumCoeffs)
	}
	return checkParameters(g.NumCoeffs)
}

// Constrain implements [Gate].
func (g ReducingGate) Constrain(c *Constraints) {
	alpha, acc := c.WireExt(g.WireAlpha()), c.WireExt(g.WireOldAcc())
	for i := range g.NumCoeffs {
		next := c.WireExt(g.wireAcc(i))
		coeff := c.Wire(g.WireCoeff(i))
		rest := ExtExpr{c.Sub(coeff, next[0]), c.MulConst(field.One().Neg(), next[1])}
		c.ZeroExt(c.MulAddExt(acc, alpha, rest))
		acc = next
	}
}

// Operations implements [Gate].
func (g ReducingGate) Operations() []Operation {
	var accs []int
	for i := range g.NumCoeffs {
		accs = append(accs, columns(g.wireAcc(i), 2)...)
	}
	return []Operation{{
		Inputs:  columns(g.WireAlpha(), 4+g.NumCoeffs), // alpha, old, coefficients
		Outputs: accs,
		Compute: func(out, in, _ []field.Element) error {
			alpha, acc := extAt(in, 0), extAt(in, 2)
			for i, coeff := range in[4:] {
				acc = acc.Mul(alpha).AddBase(coeff)
				setExt(out, 2*i, acc)
			}
			return nil
		},
	}}
}
