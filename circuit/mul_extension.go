package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// MulExtensionGate computes output = c0·x·y over the extension field in each
// of its slots, with the constant c0 of the row.
type MulExtensionGate struct{ NumOps int }

// NewMulExtensionGate returns the gate with as many slots as the routed wires
// allow.
func NewMulExtensionGate(cfg Config) MulExtensionGate {
	return MulExtensionGate{cfg.NumRoutedWires / mulExtensionWires}
}

const mulExtensionWires = 6 // of a slot

// WireMultiplicand0 returns the first of the two wires of x in a slot.
func (g MulExtensionGate) WireMultiplicand0(op int) int { return mulExtensionWires * op }

// WireMultiplicand1 returns the first of the two wires of y in a slot.
func (g MulExtensionGate) WireMultiplicand1(op int) int { return mulExtensionWires*op + 2 }

// WireOutput returns the first of the two wires of the result of a slot.
func (g MulExtensionGate) WireOutput(op int) int { return mulExtensionWires*op + 4 }

// ID implements [Gate].
func (g MulExtensionGate) ID() string {
	return fmt.Sprintf("MulExtensionGate { num_ops: %d }", g.NumOps)
}

// NumWires implements [Gate].
func (g MulExtensionGate) NumWires() int { return mulExtensionWires * g.NumOps }

// NumConstants implements [Gate].
func (g MulExtensionGate) NumConstants() int { return 1 }

// NumConstraints implements [Gate].
func (g MulExtensionGate) NumConstraints() int { return 2 * g.NumOps }

// Degree implements [Gate].
func (g MulExtensionGate) Degree() int { return 3 }

// Validate reports parameters out of range.
func (g MulExtensionGate) Validate() error { return checkParameters(g.NumOps) }

// Constrain implements [Gate].
func (g MulExtensionGate) Constrain(c *Constraints) {
	c0 := c.Constant(0)
	for op := range g.NumOps {
		x, y := c.WireExt(g.WireMultiplicand0(op)), c.WireExt(g.WireMultiplicand1(op))
		c.ZeroExt(c.MulSubExt(c.ScaleExt(c0, x), y, c.WireExt(g.WireOutput(op))))
	}
}

// Operations implements [Gate].
func (g MulExtensionGate) Operations() []Operation {
	ops := make([]Operation, g.NumOps)
	for op := range ops {
		ops[op] = Operation{
			Inputs:  columns(g.WireMultiplicand0(op), 4), // x and y
			Outputs: columns(g.WireOutput(op), 2),
			Compute: func(out, in, constants []field.Element) error {
				setExt(out, 0, extAt(in, 0).Mul(extAt(in, 2)).MulBase(constants[0]))
				return nil
			},
		}
	}
	return ops
}
