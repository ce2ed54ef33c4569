package builder

import (
	"fmt"
	"math/bits"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

// Exp returns x^e.
func (b *Builder) Exp(x Target, e uint64) Target {
	exponent := make([]Bool, bits.Len64(e))
	for i := range exponent {
		exponent[i] = b.ConstantBool(e>>i&1 == 1)
	}
	return b.ExpBits(x, exponent)
}

// ExpPowerOf2 returns x^(2^k). It panics if k > 63.
func (b *Builder) ExpPowerOf2(x Target, k int) Target {
	if k > 63 {
		panic(fmt.Sprintf("builder: power 2^%d exceeds 64 bits", k))
	}
	if k > b.arithmeticOpsPerRow() {
		return b.Exp(x, 1<<k)
	}
	for range k {
		x = b.Square(x)
	}
	return x
}

// ExpTarget returns x^e for an exponent below 2^n. It splits e into n bits.
func (b *Builder) ExpTarget(x, e Target, n int) Target { return b.ExpBits(x, b.SplitLE(e, n)) }

// ExpBits returns x^e for an exponent given by its bits, lowest first, in one
// exponentiation gate. It panics if there are more bits than the gate takes.
func (b *Builder) ExpBits(x Target, exponent []Bool) Target {
	gate := circuit.NewExponentiationGate(b.config)
	if len(exponent) > gate.NumPowerBits {
		panic(fmt.Sprintf("builder: exponent of %d bits, the gate takes %d", len(exponent), gate.NumPowerBits))
	}
	no := b.False()
	row := b.AddGate(gate)
	b.Connect(x, Wire(row, gate.WireBase()))
	for i := range gate.NumPowerBits {
		b.Connect(termOr(exponent, i, no).Target, Wire(row, gate.WirePowerBit(i)))
	}
	return Wire(row, gate.WireOutput())
}

// ExpBitsConst is [Builder.ExpBits] for a constant base.
func (b *Builder) ExpBitsConst(base field.Element, exponent []Bool) Target {
	x := b.Constant(base)
	if len(exponent) > b.arithmeticOpsPerRow() {
		return b.ExpBits(x, exponent)
	}
	product := b.One()
	for _, bit := range exponent {
		// bit selects a factor of base^(2^i): product·(1 + bit·(base^(2^i) − 1)).
		product = b.Arithmetic(base.Sub(field.One()), field.One(), product, bit.Target, product)
		base = base.Square()
	}
	return product
}
