package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// ArithmeticExtensionGate computes output = c0·x·y + c1·z over the extension
// field in each of its slots, with the constants c0 and c1 of the row.
type ArithmeticExtensionGate struct{ NumOps int }

// NewArithmeticExtensionGate returns the gate with as many slots as the routed
// wires allow.
func NewArithmeticExtensionGate(cfg Config) ArithmeticExtensionGate {
	return ArithmeticExtensionGate{cfg.NumRoutedWires / arithmeticExtensionWires}
}

const arithmeticExtensionWires = 8 // of a slot

// WireMultiplicand0 returns the first of the two wires of x in a slot.
func (g ArithmeticExtensionGate) WireMultiplicand0(op int) int { return arithmeticExtensionWires * op }

// WireMultiplicand1 returns the first of the two wires of y in a slot.
func (g ArithmeticExtensionGate) WireMultiplicand1(op int) int {
	return arithmeticExtensionWires*op + 2
}

// WireAddend returns the first of the two wires of z in a slot.
func (g ArithmeticExtensionGate) WireAddend(op int) int { return arithmeticExtensionWires*op + 4 }

// WireOutput returns the first of the two wires of the result of a slot.
func (g ArithmeticExtensionGate) WireOutput(op int) int { return arithmeticExtensionWires*op + 6 }

// ID implements [Gate].
func (g ArithmeticExtensionGate) ID() string {
	return fmt.Sprintf("ArithmeticExtensionGate { num_ops: %d }", g.NumOps)
}

// NumWires implements [Gate].
func (g ArithmeticExtensionGate) NumWires() int { return arithmeticExtensionWires * g.NumOps }

// NumConstants implements [Gate].
func (g ArithmeticExtensionGate) NumConstants() int { return 2 }

// NumConstraints implements [Gate].
func (g ArithmeticExtensionGate) NumConstraints() int { return 2 * g.NumOps }

// Degree implements [Gate].
func (g ArithmeticExtensionGate) Degree() int { return 3 }

// Validate reports parameters out of range.
func (g ArithmeticExtensionGate) Validate() error { return checkParameters(g.NumOps) }

// Constrain implements [Gate].
func (g ArithmeticExtensionGate) Constrain(c *Constraints) {
	c0, c1 := c.Constant(0), c.Constant(1)
	for op := range g.NumOps {
		x, y := c.WireExt(g.WireMultiplicand0(op)), c.WireExt(g.WireMultiplicand1(op))
		z, output := c.WireExt(g.WireAddend(op)), c.WireExt(g.WireOutput(op))
		rest := c.MulSubExt(c.ScaleExt(c0, x), y, output)
		c.Zero(c.MulSub(c1, z[0], rest[0]))
		c.Zero(c.MulSub(c1, z[1], rest[1]))
	}
}

// Operations implements [Gate].
func (g ArithmeticExtensionGate) Operations() []Operation {
	ops := make([]Operation, g.NumOps)
	for op := range ops {
		ops[op] = Operation{
			Inputs:  columns(g.WireMultiplicand0(op), 6), // x, y and z
			Outputs: columns(g.WireOutput(op), 2),
			Compute: func(out, in, constants []field.Element) error {
				x, y, z := extAt(in, 0), extAt(in, 2), extAt(in, 4)
				setExt(out, 0, x.Mul(y).MulBase(constants[0]).Add(z.MulBase(constants[1])))
				return nil
			},
		}
	}
	return ops
}
