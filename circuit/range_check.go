package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// rangeCheckBase is the base of the limbs of a [RangeCheckGate], two bits each.
const rangeCheckBase = 4

// RangeCheckGate checks several values a row to be below 2^Bits, by limbs of
// two bits on wires that need not be routed. plonky2 has no such gate, so it is
// for circuits whose proofs this library verifies, natively or in a circuit.
type RangeCheckGate struct {
	NumValues int
	Bits      int // even, at most 62
}

// NewRangeCheckGate returns the gate with as many values of the given number of
// bits as the wires hold. An odd number of bits has no such gate.
func NewRangeCheckGate(cfg Config, bits int) RangeCheckGate {
	n := cfg.NumWires / (1 + bits/2)
	return RangeCheckGate{NumValues: min(n, cfg.NumRoutedWires), Bits: bits}
}

// numLimbs returns the number of limbs of a value.
func (g RangeCheckGate) numLimbs() int { return g.Bits / 2 }

// WireValue returns the wire of value i.
func (g RangeCheckGate) WireValue(i int) int { return i }

// wireLimb returns the wire of limb j of value i, limb 0 being the lowest.
func (g RangeCheckGate) wireLimb(i, j int) int { return g.NumValues + i*g.numLimbs() + j }

// ID implements [Gate].
func (g RangeCheckGate) ID() string {
	return fmt.Sprintf("RangeCheckGate { num_values: %d, bits: %d }", g.NumValues, g.Bits)
}

// NumWires implements [Gate].
func (g RangeCheckGate) NumWires() int { return g.NumValues * (1 + g.numLimbs()) }

// NumConstants implements [Gate].
func (g RangeCheckGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (g RangeCheckGate) NumConstraints() int { return g.NumWires() }

// Degree implements [Gate].
func (g RangeCheckGate) Degree() int { return rangeCheckBase }

// Validate reports parameters out of range. From 2^64 on limbs would not be
// unique.
func (g RangeCheckGate) Validate() error {
	if g.Bits < 2 || g.Bits > 62 || g.Bits%2 != 0 {
		return fmt.Errorf("range of %d bits is not even and from 2 to 62", g.Bits)
	}
	if g.NumValues < 1 {
		return fmt.Errorf("%d values of %d bits a row, want at least 1", g.NumValues, g.Bits)
	}
	return checkParameters(g.NumValues)
}

// Constrain implements [Gate].
func (g RangeCheckGate) Constrain(c *Constraints) {
	base := c.Const(field.New(rangeCheckBase))
	three, two := field.New(3), field.New(2)
	for i := range g.NumValues {
		limbs := make([]Expr, g.numLimbs())
		for j := range limbs {
			limbs[j] = c.Wire(g.wireLimb(i, j))
		}
		c.Equal(c.Reduce(base, limbs), c.Wire(g.WireValue(i)))
		for _, l := range limbs {
			// l·(l − 1)·(l − 2)·(l − 3) = y·(y + 2) with y = l·(l − 3).
			y := c.Mul(l, c.AddConst(l, three.Neg()))
			c.Zero(c.Mul(y, c.AddConst(y, two)))
		}
	}
}

// Operations implements [Gate].
func (g RangeCheckGate) Operations() []Operation {
	ops := make([]Operation, g.NumValues)
	for i := range ops {
		ops[i] = Operation{
			Inputs:  []int{g.WireValue(i)},
			Outputs: columns(g.wireLimb(i, 0), g.numLimbs()),
			Compute: func(out, in, _ []field.Element) error {
				rest := in[0].Uint64()
				for j := range out {
					out[j] = field.New(rest % rangeCheckBase)
					rest /= rangeCheckBase
				}
				if rest != 0 {
					return fmt.Errorf("circuit: %v is not below 2^%d", in[0], g.Bits)
				}
				return nil
			},
		}
	}
	return ops
}
