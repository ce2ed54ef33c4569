package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// ArithmeticGate computes output = c0·x·y + c1·z in each of its slots, with
// the constants c0 and c1 of the row.
type ArithmeticGate struct{ NumOps int }

// NewArithmeticGate returns the gate with as many slots as the routed wires
// allow.
func NewArithmeticGate(cfg Config) ArithmeticGate {
	return ArithmeticGate{cfg.NumRoutedWires / arithmeticWires}
}

const arithmeticWires = 4 // of a slot

// WireMultiplicand0 returns the wire of x in a slot.
func (g ArithmeticGate) WireMultiplicand0(op int) int { return arithmeticWires * op }

// WireMultiplicand1 returns the wire of y in a slot.
func (g ArithmeticGate) WireMultiplicand1(op int) int { return arithmeticWires*op + 1 }

// WireAddend returns the wire of z in a slot.
func (g ArithmeticGate) WireAddend(op int) int { return arithmeticWires*op + 2 }

// WireOutput returns the wire of the result of a slot.
func (g ArithmeticGate) WireOutput(op int) int { return arithmeticWires*op + 3 }

// ID implements [Gate].
func (g ArithmeticGate) ID() string { return fmt.Sprintf("ArithmeticGate { num_ops: %d }", g.NumOps) }

// NumWires implements [Gate].
func (g ArithmeticGate) NumWires() int { return arithmeticWires * g.NumOps }

// NumConstants implements [Gate].
func (g ArithmeticGate) NumConstants() int { return 2 }

// NumConstraints implements [Gate].
func (g ArithmeticGate) NumConstraints() int { return g.NumOps }

// Degree implements [Gate].
func (g ArithmeticGate) Degree() int { return 3 }

// Validate reports parameters out of range.
func (g ArithmeticGate) Validate() error { return checkParameters(g.NumOps) }

// Constrain implements [Gate].
func (g ArithmeticGate) Constrain(c *Constraints) {
	c0, c1 := c.Constant(0), c.Constant(1)
	for op := range g.NumOps {
		x, y := c.Wire(g.WireMultiplicand0(op)), c.Wire(g.WireMultiplicand1(op))
		z, output := c.Wire(g.WireAddend(op)), c.Wire(g.WireOutput(op))
		c.Zero(c.MulSub(c1, z, c.MulSub(c.Mul(c0, x), y, output)))
	}
}

// Operations implements [Gate].
func (g ArithmeticGate) Operations() []Operation {
	ops := make([]Operation, g.NumOps)
	for op := range ops {
		ops[op] = Operation{
			Inputs:  []int{g.WireMultiplicand0(op), g.WireMultiplicand1(op), g.WireAddend(op)},
			Outputs: []int{g.WireOutput(op)},
			Compute: func(out, in, constants []field.Element) error {
				out[0] = constants[0].Mul(in[0]).MulAdd(in[1], constants[1].Mul(in[2]))
				return nil
			},
		}
	}
	return ops
}
