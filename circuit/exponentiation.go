package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// ExponentiationGate raises a base to a power that is given by its bits:
// output = base^Σ bit_i·2^i. It does not constrain the bits to be 0 or 1.
type ExponentiationGate struct{ NumPowerBits int }

// NewExponentiationGate returns the gate with as many bits as the wires allow.
func NewExponentiationGate(cfg Config) ExponentiationGate {
	return ExponentiationGate{min(cfg.NumRoutedWires-2, (cfg.NumWires-2)/2)}
}

// WireBase returns the wire of the base.
func (g ExponentiationGate) WireBase() int { return 0 }

// WirePowerBit returns the wire of bit i of the exponent, lowest first.
func (g ExponentiationGate) WirePowerBit(i int) int { return 1 + i }

// WireOutput returns the wire of the power.
func (g ExponentiationGate) WireOutput() int { return 1 + g.NumPowerBits }

// wireIntermediate returns the wire of base raised to the i+1 highest bits of
// the exponent.
func (g ExponentiationGate) wireIntermediate(i int) int { return 2 + g.NumPowerBits + i }

// ID implements [Gate].
func (g ExponentiationGate) ID() string {
	return fmt.Sprintf("ExponentiationGate { num_power_bits: %d, _phantom: %s }<D=2>", g.NumPowerBits, phantomField)
}

// NumWires implements [Gate].
func (g ExponentiationGate) NumWires() int { return 2 + 2*g.NumPowerBits }

// NumConstants implements [Gate].
func (g ExponentiationGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (g ExponentiationGate) NumConstraints() int { return g.NumPowerBits + 1 }

// Degree implements [Gate].
func (g ExponentiationGate) Degree() int { return 4 }

// Validate reports parameters out of range.
func (g ExponentiationGate) Validate() error {
	if g.NumPowerBits < 1 {
		return fmt.Errorf("%d power bits, want at least 1", g.NumPowerBits)
	}
	return checkParameters(g.NumPowerBits)
}

// Constrain implements [Gate].
func (g ExponentiationGate) Constrain(c *Constraints) {
	baseMinus1 := c.AddConst(c.Wire(g.WireBase()), field.One().Neg())
	square := c.Const(field.One())
	for i := range g.NumPowerBits {
		bit := c.Wire(g.WirePowerBit(g.NumPowerBits - 1 - i))
		next := c.Wire(g.wireIntermediate(i))
		c.Equal(c.MulAdd(c.Mul(square, bit), baseMinus1, square), next)
		square = c.Mul(next, next)
	}
	c.Equal(c.Wire(g.WireOutput()), c.Wire(g.wireIntermediate(g.NumPowerBits-1)))
}

// Operations implements [Gate].
func (g ExponentiationGate) Operations() []Operation {
	return []Operation{{
		Inputs:  columns(g.WireBase(), 1+g.NumPowerBits),   // base, then the bits
		Outputs: columns(g.WireOutput(), 1+g.NumPowerBits), // output, then the intermediate values
		Compute: func(out, in, _ []field.Element) error {
			base, bits, intermediate := in[0], in[1:], out[1:]
			x := field.One()
			for i := range intermediate {
				bit := bits[len(bits)-1-i]
				x = x.Square()
				x = x.Mul(field.One().Add(bit.Mul(base.Sub(field.One()))))
				intermediate[i] = x
			}
			out[0] = x
			return nil
		},
	}}
}
