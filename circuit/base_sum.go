package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// BaseSumGate decomposes a number into limbs of base B, lowest first:
// sum = Σ limb_i·B^i with 0 ≤ limb_i < B.
//
// The decomposition is unique, and the gate a range check, only if B^NumLimbs
// is below the modulus.
type BaseSumGate struct{ Base, NumLimbs int }

// NewBaseSumGate returns the gate with as many limbs as the routed wires allow
// and every value of that many limbs is below the modulus.
func NewBaseSumGate(cfg Config, base int) BaseSumGate {
	limbs := 0
	for rest := field.Modulus - 1; rest >= uint64(base); rest /= uint64(base) {
		limbs++
	}
	return BaseSumGate{Base: base, NumLimbs: min(limbs, cfg.NumRoutedWires-1)}
}

// WireSum returns the wire of the number.
func (g BaseSumGate) WireSum() int { return 0 }

// WireLimb returns the wire of limb i.
func (g BaseSumGate) WireLimb(i int) int { return 1 + i }

// ID implements [Gate].
func (g BaseSumGate) ID() string {
	return fmt.Sprintf("BaseSumGate { num_limbs: %d } + Base: %d", g.NumLimbs, g.Base)
}

// NumWires implements [Gate].
func (g BaseSumGate) NumWires() int { return 1 + g.NumLimbs }

// NumConstants implements [Gate].
func (g BaseSumGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (g BaseSumGate) NumConstraints() int { return 1 + g.NumLimbs }

// Degree implements [Gate].
func (g BaseSumGate) Degree() int { return g.Base }

// Validate reports parameters out of range.
func (g BaseSumGate) Validate() error {
	if g.Base < 2 {
		return fmt.Errorf("base %d is below 2", g.Base)
	}
	return checkParameters(g.Base, g.NumLimbs)
}

// Constrain implements [Gate].
func (g BaseSumGate) Constrain(c *Constraints) {
	limbs := make([]Expr, g.NumLimbs)
	for i := range limbs {
		limbs[i] = c.Wire(g.WireLimb(i))
	}
	c.Equal(c.Reduce(c.Const(field.New(uint64(g.Base))), limbs), c.Wire(g.WireSum()))
	for _, limb := range limbs {
		product := limb // Π (limb − v) over the values v of a limb
		for v := 1; v < g.Base; v++ {
			shifted := c.MulConst(field.New(uint64(v)).Neg(), product)
			product = c.MulAdd(product, limb, shifted)
		}
		c.Zero(product)
	}
}

// Operations implements [Gate].
func (g BaseSumGate) Operations() []Operation {
	return []Operation{{
		Inputs:  []int{g.WireSum()},
		Outputs: columns(g.WireLimb(0), g.NumLimbs),
		Compute: func(out, in, _ []field.Element) error {
			rest, base := in[0].Uint64(), uint64(g.Base)
			for i := range out {
				out[i] = field.New(rest % base)
				rest /= base
			}
			if rest != 0 {
				return fmt.Errorf("circuit: %v does not fit %d limbs of base %d", in[0], g.NumLimbs, g.Base)
			}
			return nil
		},
	}}
}
