package builder_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
)

func TestArithmetic(t *testing.T) {
	extOnly := circuit.StandardConfig()
	extOnly.UseBaseArithmeticGate = false
	for name, cfg := range map[string]circuit.Config{"base gate": circuit.StandardConfig(), "extension gate": extOnly} {
		t.Run(name, func(t *testing.T) {
			g := newGadgetWith(t, cfg)
			xv, yv, zv, k0, k1 := g.random(), g.random(), g.random(), g.random(), g.random()
			x, y, z := g.input(xv), g.input(yv), g.input(zv)

			g.want(g.Arithmetic(k0, k1, x, y, z), k0.Mul(xv).Mul(yv).Add(k1.Mul(zv)))
			g.want(g.Add(x, y), xv.Add(yv))
			g.want(g.Sub(x, y), xv.Sub(yv))
			g.want(g.Mul(x, y), xv.Mul(yv))
			g.want(g.MulAdd(x, y, z), xv.MulAdd(yv, zv))
			g.want(g.MulSub(x, y, z), xv.Mul(yv).Sub(zv))
			g.want(g.Neg(x), xv.Neg())
			g.want(g.Square(x), xv.Square())
			g.want(g.Cube(x), xv.Cube())
			g.want(g.AddConst(x, k0), xv.Add(k0))
			g.want(g.MulConst(k0, x), xv.Mul(k0))
			g.want(g.MulConstAdd(k0, x, y), k0.MulAdd(xv, yv))
			g.want(g.AddMany(x, y, z), xv.Add(yv).Add(zv))
			g.want(g.AddMany(), field.Zero())
			g.want(g.MulMany(x, y, z), xv.Mul(yv).Mul(zv))
			g.want(g.MulMany(), field.One())
			g.want(g.Div(x, y), xv.Mul(yv.Inverse()))
			g.want(g.Inverse(x), xv.Inverse())
			g.satisfied()
		})
	}
}

func TestArithmeticExt(t *testing.T) {
	g := newGadget(t)
	xv, yv, zv := g.randomExt(), g.randomExt(), g.randomExt()
	k0, k1, sv := g.random(), g.random(), g.random()
	x, y, z, s := g.inputExt(xv), g.inputExt(yv), g.inputExt(zv), g.input(sv)

	g.wantExt(g.ArithmeticExt(k0, k1, x, y, z), xv.Mul(yv).MulBase(k0).Add(zv.MulBase(k1)))
	g.wantExt(g.AddExt(x, y), xv.Add(yv))
	g.wantExt(g.SubExt(x, y), xv.Sub(yv))
	g.wantExt(g.MulExt(x, y), xv.Mul(yv))
	g.wantExt(g.ScaledMulExt(k0, x, y), xv.Mul(yv).MulBase(k0))
	g.wantExt(g.MulAddExt(x, y, z), xv.MulAdd(yv, zv))
	g.wantExt(g.MulSubExt(x, y, z), xv.Mul(yv).Sub(zv))
	g.wantExt(g.NegExt(x), xv.Neg())
	g.wantExt(g.SquareExt(x), xv.Square())
	g.wantExt(g.CubeExt(x), xv.Square().Mul(xv))
	g.wantExt(g.AddConstExt(x, yv), xv.Add(yv))
	g.wantExt(g.MulConstExt(k0, x), xv.MulBase(k0))
	g.wantExt(g.MulConstAddExt(k0, x, y), xv.MulBase(k0).Add(yv))
	g.wantExt(g.ScaleExt(s, x), xv.MulBase(sv))
	g.wantExt(g.ScaleAddExt(s, x, y), xv.MulBase(sv).Add(yv))
	g.wantExt(g.ScaleSubExt(s, x, y), xv.MulBase(sv).Sub(yv))
	g.wantExt(g.AddManyExt(x, y, z), xv.Add(yv).Add(zv))
	g.wantExt(g.MulManyExt(x, y, z), xv.Mul(yv).Mul(zv))
	g.wantExt(g.DivExt(x, y), xv.Mul(yv.Inverse()))
	g.wantExt(g.DivAddExt(x, y, z), xv.Mul(yv.Inverse()).Add(zv))
	g.wantExt(g.InverseExt(x), xv.Inverse())
	g.satisfied()
}

func TestDivisionByZero(t *testing.T) {
	g := newGadget(t)
	g.Div(g.input(field.One()), g.input(field.Zero()))
	assert.ErrorContains(t, g.run(), "division by zero")
}

// TestDivisionLie shows that a wrong inverse is found out.
func TestDivisionLie(t *testing.T) {
	g := newGadget(t)
	g.Inverse(g.input(field.New(3)))
	g.Lie(0, func(out, _ []field.Element) error {
		out[0], out[1] = field.New(7), field.Zero()
		return nil
	})
	g.violated(builder.ErrConflict)
}

// TestFolding shows which results take no gate.
func TestFolding(t *testing.T) {
	g := newGadget(t)
	one, two, three := g.One(), g.Constant(field.New(2)), g.Constant(field.New(3))
	x, zero := g.input(field.New(5)), g.Zero()
	xe := g.inputExt(field.Ext{A0: field.New(5), A1: field.New(6)})

	assert.Equal(t, g.Constant(field.New(5)), g.Add(two, three))
	assert.Equal(t, g.Constant(field.New(9)), g.MulAdd(two, three, three))
	assert.Equal(t, zero, g.Mul(x, zero))
	assert.Equal(t, zero, g.Mul(zero, x))
	assert.Equal(t, x, g.Mul(x, one))
	assert.Equal(t, x, g.Mul(one, x))
	assert.Equal(t, x, g.Add(zero, x))
	assert.Equal(t, x, g.Add(x, zero))
	assert.Equal(t, x, g.Arithmetic(field.New(2).Inverse(), field.One(), two, x, zero))
	assert.Equal(t, xe, g.MulExt(xe, g.OneExt()))
	assert.Equal(t, xe, g.MulExt(g.OneExt(), xe))
	assert.Equal(t, xe, g.AddExt(xe, g.ZeroExt()))
	assert.Equal(t, xe, g.AddExt(g.ZeroExt(), xe))
	assert.Equal(t, g.ZeroExt(), g.MulExt(xe, g.ZeroExt()))
	assert.Equal(t,
		g.ConstantExt(field.Ext{A0: field.New(7), A1: field.New(2)}),
		g.MulExt(g.ConstantExt(field.Ext{A1: field.One()}), g.ConstantExt(field.Ext{A0: field.New(2), A1: field.One()})))
	assert.Zero(t, g.NumRows())

	assert.Equal(t, g.Mul(x, two), g.Mul(x, two))
	assert.NotEqual(t, g.Mul(x, two), g.Mul(two, x))
	assert.Equal(t, g.MulExt(xe, xe), g.SquareExt(xe))
	assert.Equal(t, 2, g.NumRows(), "a row for each kind of arithmetic")
	g.satisfied()
}

// TestPacking shows that operations share a row if their constants are equal,
// whatever happens in between.
func TestPacking(t *testing.T) {
	g := newGadget(t)
	x := g.input(field.New(5))
	ops := circuit.NewArithmeticGate(g.Config()).NumOps
	for i := range ops {
		k := g.Constant(field.New(uint64(i + 2)))
		g.Mul(x, k)
		g.Add(x, k)
	}
	assert.Equal(t, 2, g.NumRows())
	g.Mul(x, x)
	assert.Equal(t, 3, g.NumRows())
	g.satisfied()
}

func TestExp(t *testing.T) {
	g := newGadget(t)
	xv, ev := g.random(), g.randomExt()
	x, e := g.input(xv), g.inputExt(ev)
	for _, k := range []uint64{0, 1, 2, 3, 4, 37, 1<<63 + 5} {
		g.want(g.Exp(x, k), xv.Exp(k))
		g.wantExt(g.ExpExt(e, k), ev.Exp(k))
	}
	for _, k := range []int{0, 1, 20, 21, 63} {
		g.want(g.ExpPowerOf2(x, k), xv.ExpPowerOf2(k))
		g.wantExt(g.ExpPowerOf2Ext(e, k), ev.ExpPowerOf2(k))
	}
	exponent := g.inputBools(0x12345678, 30)
	g.want(g.ExpBits(x, exponent), xv.Exp(0x12345678))
	g.wantExt(g.ExpBitsExt(e, exponent), ev.Exp(0x12345678))
	g.want(g.ExpTarget(x, g.input(field.New(1000)), 10), xv.Exp(1000))
	g.want(g.ExpBitsConst(xv, exponent), xv.Exp(0x12345678))
	g.want(g.ExpBitsConst(xv, exponent[:20]), xv.Exp(0x12345678&(1<<20-1)))
	assert.Panics(t, func() { g.ExpBits(x, make([]builder.Bool, 67)) })
	assert.Panics(t, func() { g.ExpPowerOf2(x, 64) })
	g.satisfied()
}

func TestReduce(t *testing.T) {
	for _, n := range []int{0, 1, 11, 12, 43, 44, 100} {
		g := newGadget(t)
		base := g.randomExt()
		values, extValues := g.randoms(n), make([]field.Ext, n)
		var want, wantExt field.Ext
		for i := n - 1; i >= 0; i-- {
			extValues[i] = g.randomExt()
			want = want.Mul(base).AddBase(values[i])
			wantExt = wantExt.Mul(base).Add(extValues[i])
		}
		terms := g.inputs(values)
		extTerms := make([]builder.Ext, n)
		for i, v := range extValues {
			extTerms[i] = g.inputExt(v)
		}
		x := g.inputExt(base)
		g.wantExt(g.Reduce(x, terms), want)
		g.wantExt(g.ReduceExt(x, extTerms), wantExt)

		r := g.NewReducer(x)
		r.Reduce(terms)
		r.ReduceExt(extTerms)
		g.wantExt(r.Shift(x), base.Mul(base.Exp(uint64(2*n))))
		g.wantExt(r.Shift(x), base)
		assert.Equal(t, g.ZeroExt(), r.Shift(g.ZeroExt()))
		g.satisfied()
	}
}
