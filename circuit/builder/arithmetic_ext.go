package builder

import (
	"math/bits"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

// arithmeticExtOp identifies k0·x·y + k1·z in the extension.
type arithmeticExtOp struct {
	k0, k1  field.Element
	x, y, z Ext
}

// ArithmeticExt returns k0·x·y + k1·z. It takes no gate if the result follows
// from constants or has been computed before.
func (b *Builder) ArithmeticExt(k0, k1 field.Element, x, y, z Ext) Ext {
	op := arithmeticExtOp{k0, k1, x, y, z}
	if t, ok := b.foldArithmeticExt(op); ok {
		return t
	}
	if t, ok := b.arithmeticExtResults[op]; ok {
		return t
	}
	var out Ext
	if z == b.ZeroExt() {
		out = b.mulExtRow(op)
	} else {
		out = b.arithmeticExtRow(op)
	}
	b.arithmeticExtResults[op] = out
	return out
}

func (b *Builder) mulExtRow(op arithmeticExtOp) Ext {
	g := b.mulExtGate()
	row, i := b.addSlot(g, []field.Element{op.k0})
	gate := g.gate.(circuit.MulExtensionGate)
	b.ConnectExt(op.x, wireExt(row, gate.WireMultiplicand0(i)))
	b.ConnectExt(op.y, wireExt(row, gate.WireMultiplicand1(i)))
	return wireExt(row, gate.WireOutput(i))
}

func (b *Builder) arithmeticExtRow(op arithmeticExtOp) Ext {
	g := b.arithmeticExtGate()
	row, i := b.addSlot(g, []field.Element{op.k0, op.k1})
	gate := g.gate.(circuit.ArithmeticExtensionGate)
	b.ConnectExt(op.x, wireExt(row, gate.WireMultiplicand0(i)))
	b.ConnectExt(op.y, wireExt(row, gate.WireMultiplicand1(i)))
	b.ConnectExt(op.z, wireExt(row, gate.WireAddend(i)))
	return wireExt(row, gate.WireOutput(i))
}

// foldArithmeticExt returns the result of op if it is a constant or one of the
// operands.
func (b *Builder) foldArithmeticExt(op arithmeticExtOp) (Ext, bool) {
	zero := b.ZeroExt()
	x, xConst := b.ConstantValueExt(op.x)
	y, yConst := b.ConstantValueExt(op.y)
	z, zConst := b.ConstantValueExt(op.z)
	noProduct := op.k0.IsZero() || op.x == zero || op.y == zero
	noAddend := op.k1.IsZero() || op.z == zero

	if (noProduct || xConst && yConst) && (noAddend || zConst) {
		var sum field.Ext
		if !noProduct {
			sum = x.Mul(y).MulBase(op.k0)
		}
		if !noAddend {
			sum = sum.Add(z.MulBase(op.k1))
		}
		return b.ConstantExt(sum), true
	}
	switch {
	case noProduct && op.k1.IsOne():
		return op.z, true
	case noAddend && xConst && x.MulBase(op.k0) == field.ExtOne():
		return op.y, true
	case noAddend && yConst && y.MulBase(op.k0) == field.ExtOne():
		return op.x, true
	}
	return Ext{}, false
}

// AddExt returns x + y.
func (b *Builder) AddExt(x, y Ext) Ext {
	one := field.One()
	return b.ArithmeticExt(one, one, b.OneExt(), x, y)
}

// SubExt returns x − y.
func (b *Builder) SubExt(x, y Ext) Ext {
	one := field.One()
	return b.ArithmeticExt(one, one.Neg(), b.OneExt(), x, y)
}

// MulExt returns x·y.
func (b *Builder) MulExt(x, y Ext) Ext { return b.ScaledMulExt(field.One(), x, y) }

// ScaledMulExt returns k·x·y.
func (b *Builder) ScaledMulExt(k field.Element, x, y Ext) Ext {
	return b.ArithmeticExt(k, field.Zero(), x, y, b.ZeroExt())
}

// MulAddExt returns x·y + z.
func (b *Builder) MulAddExt(x, y, z Ext) Ext {
	return b.ArithmeticExt(field.One(), field.One(), x, y, z)
}

// MulSubExt returns x·y − z.
func (b *Builder) MulSubExt(x, y, z Ext) Ext {
	return b.ArithmeticExt(field.One(), field.One().Neg(), x, y, z)
}

// NegExt returns −x.
func (b *Builder) NegExt(x Ext) Ext {
	return b.ScaledMulExt(field.One().Neg(), b.OneExt(), x)
}

// SquareExt returns x².
func (b *Builder) SquareExt(x Ext) Ext { return b.MulExt(x, x) }

// CubeExt returns x³.
func (b *Builder) CubeExt(x Ext) Ext { return b.MulManyExt(x, x, x) }

// AddConstExt returns x + k.
func (b *Builder) AddConstExt(x Ext, k field.Ext) Ext { return b.AddExt(x, b.ConstantExt(k)) }

// MulConstExt returns k·x.
func (b *Builder) MulConstExt(k field.Element, x Ext) Ext {
	return b.MulExt(b.ConstantExt(field.ExtFrom(k)), x)
}

// MulConstAddExt returns k·x + y.
func (b *Builder) MulConstAddExt(k field.Element, x, y Ext) Ext {
	return b.MulAddExt(b.ConstantExt(field.ExtFrom(k)), x, y)
}

// ScaleExt returns s·x for s in the base field.
func (b *Builder) ScaleExt(s Target, x Ext) Ext { return b.MulExt(b.ToExt(s), x) }

// ScaleAddExt returns s·x + y for s in the base field.
func (b *Builder) ScaleAddExt(s Target, x, y Ext) Ext { return b.MulAddExt(b.ToExt(s), x, y) }

// ScaleSubExt returns s·x − y for s in the base field.
func (b *Builder) ScaleSubExt(s Target, x, y Ext) Ext { return b.MulSubExt(b.ToExt(s), x, y) }

// AddManyExt returns the sum of terms, 0 if there are none.
func (b *Builder) AddManyExt(terms ...Ext) Ext {
	sum := b.ZeroExt()
	for _, t := range terms {
		sum = b.AddExt(sum, t)
	}
	return sum
}

// MulManyExt returns the product of factors, 1 if there are none.
func (b *Builder) MulManyExt(factors ...Ext) Ext {
	product := b.OneExt()
	for _, t := range factors {
		product = b.MulExt(product, t)
	}
	return product
}

// DivExt returns x/y. There is no witness with y = 0.
func (b *Builder) DivExt(x, y Ext) Ext { return b.DivAddExt(x, y, b.ZeroExt()) }

// DivAddExt returns x/y + z. There is no witness with y = 0.
func (b *Builder) DivAddExt(x, y, z Ext) Ext {
	inverse := b.NewExt()
	one := b.OneExt()
	b.Hint(inverse[:], y[:], invertHint)
	b.ConnectExt(b.MulExt(y, inverse), one)
	return b.MulAddExt(x, inverse, z)
}

// InverseExt returns 1/x. There is no witness with x = 0.
func (b *Builder) InverseExt(x Ext) Ext { return b.DivExt(b.OneExt(), x) }

// invertHint inverts an extension element.
func invertHint(out, in []field.Element) error {
	y := field.Ext{A0: in[0], A1: in[1]}
	if y.IsZero() {
		return errDivisionByZero
	}
	inverse := y.Inverse()
	out[0], out[1] = inverse.A0, inverse.A1
	return nil
}

// ExpExt returns x^e.
func (b *Builder) ExpExt(x Ext, e uint64) Ext {
	switch e {
	case 0:
		return b.OneExt()
	case 1:
		return x
	case 2:
		return b.SquareExt(x)
	case 3:
		return b.CubeExt(x)
	}
	power, product := x, b.OneExt()
	for i := range bits.Len64(e) {
		if i > 0 {
			power = b.SquareExt(power)
		}
		if e>>i&1 == 1 {
			product = b.MulExt(product, power)
		}
	}
	return product
}

// ExpPowerOf2Ext returns x^(2^k).
func (b *Builder) ExpPowerOf2Ext(x Ext, k int) Ext {
	for range k {
		x = b.SquareExt(x)
	}
	return x
}

// ExpBitsExt returns x^e for an exponent given by its bits, lowest first.
func (b *Builder) ExpBitsExt(x Ext, exponent []Bool) Ext {
	product := b.OneExt()
	for _, bit := range exponent {
		product = b.SelectExt(bit, b.MulExt(product, x), product)
		x = b.MulExt(x, x)
	}
	return product
}
