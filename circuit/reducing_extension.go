package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// ReducingExtensionGate is [ReducingGate] with coefficients in the extension
// field.
type ReducingExtensionGate struct{ NumCoeffs int }

// NewReducingExtensionGate returns the gate with as many coefficients as the
// wires allow.
func NewReducingExtensionGate(cfg Config) ReducingExtensionGate {
	return ReducingExtensionGate{min((cfg.NumRoutedWires-6)/2, (cfg.NumWires-4)/4)}
}

// WireOutput returns the first of the two wires of the result.
func (g ReducingExtensionGate) WireOutput() int { return 0 }

// WireAlpha returns the first of the two wires of alpha.
func (g ReducingExtensionGate) WireAlpha() int { return 2 }

// WireOldAcc returns the first of the two wires of the initial accumulator.
func (g ReducingExtensionGate) WireOldAcc() int { return 4 }

// WireCoeff returns the first of the two wires of coefficient i.
func (g ReducingExtensionGate) WireCoeff(i int) int { return 6 + 2*i }

// wireAcc returns the first of the two wires of the accumulator after
// coefficient i. The last one is the output.
func (g ReducingExtensionGate) wireAcc(i int) int {
	if i == g.NumCoeffs-1 {
		return g.WireOutput()
	}
	return 6 + 2*g.NumCoeffs + 2*i
}

// ID implements [Gate].
func (g ReducingExtensionGate) ID() string {
	return fmt.Sprintf("ReducingExtensionGate { num_coeffs: %d }", g.NumCoeffs)
}

// NumWires implements [Gate].
func (g ReducingExtensionGate) NumWires() int { return 4 + 4*g.NumCoeffs }

// NumConstants implements [Gate].
func (g ReducingExtensionGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (g ReducingExtensionGate) NumConstraints() int { return 2 * g.NumCoeffs }

// Degree implements [Gate].
func (g ReducingExtensionGate) Degree() int { return 2 }

// Validate reports parameters out of range.
func (g ReducingExtensionGate) Validate() error { return ReducingGate(g).Validate() }

// Constrain implements [Gate].
func (g ReducingExtensionGate) Constrain(c *Constraints) {
	alpha, acc := c.WireExt(g.WireAlpha()), c.WireExt(g.WireOldAcc())
	for i := range g.NumCoeffs {
		next := c.WireExt(g.wireAcc(i))
		c.ZeroExt(c.MulAddExt(acc, alpha, c.SubExt(c.WireExt(g.WireCoeff(i)), next)))
		acc = next
	}
}

// Operations implements [Gate].
func (g ReducingExtensionGate) Operations() []Operation {
	var accs []int
	for i := range g.NumCoeffs {
		accs = append(accs, columns(g.wireAcc(i), 2)...)
	}
	return []Operation{{
		Inputs:  columns(g.WireAlpha(), 4+2*g.NumCoeffs), // alpha, old, coefficients
		Outputs: accs,
		Compute: func(out, in, _ []field.Element) error {
			alpha, acc := extAt(in, 0), extAt(in, 2)
			for i := 0; i < len(out); i += 2 {
				acc = acc.MulAdd(alpha, extAt(in, 4+i))
				setExt(out, i, acc)
			}
			return nil
		},
	}}
}
