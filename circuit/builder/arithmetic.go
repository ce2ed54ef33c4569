package builder

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

// arithmeticOp identifies k0·x·y + k1·z.
type arithmeticOp struct {
	k0, k1  field.Element
	x, y, z Target
}

// Arithmetic returns k0·x·y + k1·z. It takes no gate if the result follows from
// constants or has been computed before.
func (b *Builder) Arithmetic(k0, k1 field.Element, x, y, z Target) Target {
	if !b.config.UseBaseArithmeticGate {
		return b.ArithmeticExt(k0, k1, b.ToExt(x), b.ToExt(y), b.ToExt(z))[0]
	}
	op := arithmeticOp{k0, k1, x, y, z}
	if t, ok := b.foldArithmetic(op); ok {
		return t
	}
	if t, ok := b.arithmeticResults[op]; ok {
		return t
	}
	g := b.arithmeticGate()
	row, i := b.addSlot(g, []field.Element{k0, k1})
	gate := g.gate.(circuit.ArithmeticGate)
	b.Connect(x, Wire(row, gate.WireMultiplicand0(i)))
	b.Connect(y, Wire(row, gate.WireMultiplicand1(i)))
	b.Connect(z, Wire(row, gate.WireAddend(i)))
	out := Wire(row, gate.WireOutput(i))
	b.arithmeticResults[op] = out
	return out
}

// foldArithmetic returns the result of op if it is a constant or one of the
// operands.
func (b *Builder) foldArithmetic(op arithmeticOp) (Target, bool) {
	zero := b.Zero()
	x, xConst := b.constantValues[op.x]
	y, yConst := b.constantValues[op.y]
	z, zConst := b.constantValues[op.z]
	noProduct := op.k0.IsZero() || op.x == zero || op.y == zero
	noAddend := op.k1.IsZero() || op.z == zero

	if (noProduct || xConst && yConst) && (noAddend || zConst) {
		var sum field.Element
		if !noProduct {
			sum = op.k0.Mul(x).Mul(y)
		}
		if !noAddend {
			sum = sum.Add(op.k1.Mul(z))
		}
		return b.Constant(sum), true
	}
	switch {
	case noProduct && op.k1.IsOne():
		return op.z, true
	case noAddend && xConst && x.Mul(op.k0).IsOne():
		return op.y, true
	case noAddend && yConst && y.Mul(op.k0).IsOne():
		return op.x, true
	}
	return Target{}, false
}

// Add returns x + y.
func (b *Builder) Add(x, y Target) Target {
	one := field.One()
	return b.Arithmetic(one, one, x, b.One(), y)
}

// Sub returns x − y.
func (b *Builder) Sub(x, y Target) Target {
	one := field.One()
	return b.Arithmetic(one, one.Neg(), x, b.One(), y)
}

// Mul returns x·y.
func (b *Builder) Mul(x, y Target) Target {
	return b.Arithmetic(field.One(), field.Zero(), x, y, x)
}

// MulAdd returns x·y + z.
func (b *Builder) MulAdd(x, y, z Target) Target {
	return b.Arithmetic(field.One(), field.One(), x, y, z)
}

// MulSub returns x·y − z.
func (b *Builder) MulSub(x, y, z Target) Target {
	return b.Arithmetic(field.One(), field.One().Neg(), x, y, z)
}

// Neg returns −x.
func (b *Builder) Neg(x Target) Target { return b.Mul(x, b.NegOne()) }

// Square returns x².
func (b *Builder) Square(x Target) Target { return b.Mul(x, x) }

// Cube returns x³.
func (b *Builder) Cube(x Target) Target { return b.MulMany(x, x, x) }

// AddConst returns x + k.
func (b *Builder) AddConst(x Target, k field.Element) Target { return b.Add(x, b.Constant(k)) }

// MulConst returns k·x.
func (b *Builder) MulConst(k field.Element, x Target) Target { return b.Mul(b.Constant(k), x) }

// MulConstAdd returns k·x + y.
func (b *Builder) MulConstAdd(k field.Element, x, y Target) Target {
	return b.MulAdd(b.Constant(k), x, y)
}

// AddMany returns the sum of terms, 0 if there are none.
func (b *Builder) AddMany(terms ...Target) Target {
	sum := b.Zero()
	for _, t := range terms {
		sum = b.Add(sum, t)
	}
	return sum
}

// MulMany returns the product of factors, 1 if there are none.
func (b *Builder) MulMany(factors ...Target) Target {
	product := b.One()
	for _, t := range factors {
		product = b.Mul(product, t)
	}
	return product
}

// Div returns x/y. There is no witness with y = 0.
func (b *Builder) Div(x, y Target) Target { return b.DivExt(b.ToExt(x), b.ToExt(y))[0] }

// Inverse returns 1/x. There is no witness with x = 0.
func (b *Builder) Inverse(x Target) Target { return b.InverseExt(b.ToExt(x))[0] }

// AssertZero constrains x to 0.
func (b *Builder) AssertZero(x Target) { b.Connect(x, b.Zero()) }

// AssertOne constrains x to 1.
func (b *Builder) AssertOne(x Target) { b.Connect(x, b.One()) }
