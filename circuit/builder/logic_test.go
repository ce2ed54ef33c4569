package builder_test

import (
	"testing"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
)

func TestLogic(t *testing.T) {
	g := newGadget(t)
	for _, xv := range []bool{false, true} {
		x := g.NewBool()
		g.wantBool(x, xv)
		g.wantBool(g.Not(x), !xv)
		for _, yv := range []bool{false, true} {
			y := g.NewBool()
			g.wantBool(y, yv)
			g.wantBool(g.And(x, y), xv && yv)
			g.wantBool(g.Or(x, y), xv || yv)
		}
	}
	g.wantBool(g.True(), true)
	g.wantBool(g.False(), false)
	g.wantBool(g.ConstantBool(true), true)
	g.satisfied()
}

func TestAsserts(t *testing.T) {
	for name, c := range map[string]struct {
		good, bad uint64
		assert    func(*gadget, builder.Target)
	}{
		"bool": {1, 2, func(g *gadget, x builder.Target) { g.AssertBool(builder.Bool{Target: x}) }},
		"zero": {0, 1, func(g *gadget, x builder.Target) { g.AssertZero(x) }},
		"one":  {1, 0, func(g *gadget, x builder.Target) { g.AssertOne(x) }},
	} {
		t.Run(name, func(t *testing.T) {
			good, bad := newGadget(t), newGadget(t)
			c.assert(good, good.input(field.New(c.good)))
			good.satisfied()
			c.assert(bad, bad.input(field.New(c.bad)))
			bad.violated(builder.ErrConflict)
		})
	}
}

func TestIsEqual(t *testing.T) {
	g := newGadget(t)
	x, y, z := g.input(field.New(7)), g.input(field.New(7)), g.input(field.New(8))
	g.wantBool(g.IsEqual(x, y), true)
	g.wantBool(g.IsEqual(x, z), false)
	g.satisfied()
}

func TestIsEqualLie(t *testing.T) {
	for name, c := range map[string]struct{ x, y, equal, inverse uint64 }{
		"equal as different":                {7, 7, 0, 0},
		"equal as different, with inverse":  {7, 7, 0, 1},
		"different as equal":                {7, 8, 1, 0},
		"different as equal, with inverse":  {7, 8, 1, 1},
		"different without inverse":         {7, 9, 0, 0},
		"neither equal nor different":       {7, 9, 2, 0},
		"a multiple of what equal would be": {7, 7, 5, 0},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGadget(t)
			g.IsEqual(g.input(field.New(c.x)), g.input(field.New(c.y)))
			g.Lie(0, func(out, _ []field.Element) error {
				out[0], out[1] = field.New(c.equal), field.New(c.inverse)
				return nil
			})
			g.violated(builder.ErrConflict)
		})
	}
}

func TestSelect(t *testing.T) {
	for _, c := range []bool{false, true} {
		g := newGadget(t)
		choose := g.NewBool()
		g.wantBool(choose, c)
		xv, yv := g.randomDigest(), g.randomDigest()
		x, y := g.inputDigest(xv), g.inputDigest(yv)
		want := yv
		if c {
			want = xv
		}
		g.want(g.Select(choose, x[0], y[0]), want[0])
		g.want(g.If(choose, x[0], y[0]), want[0])
		g.wantDigest(g.SelectDigest(choose, x, y), want)
		g.wantExt(
			g.SelectExt(choose, builder.Ext{x[0], x[1]}, builder.Ext{y[0], y[1]}),
			field.Ext{A0: want[0], A1: want[1]})
		g.satisfied()
	}
}

func TestInterpolate(t *testing.T) {
	g := newGadget(t)
	cv, xv, yv := g.randomExt(), g.randomExt(), g.randomExt()
	g.wantExt(g.Interpolate(g.inputExt(cv), g.inputExt(xv), g.inputExt(yv)),
		cv.Mul(xv).Add(field.ExtOne().Sub(cv).Mul(yv)))
	g.satisfied()
}

func TestConnectIf(t *testing.T) {
	connect := map[string]func(g *gadget, c builder.Bool, x, y builder.Digest){
		"target": func(g *gadget, c builder.Bool, x, y builder.Digest) { g.ConnectIf(c, x[1], y[1]) },
		"ext": func(g *gadget, c builder.Bool, x, y builder.Digest) {
			g.ConnectExtIf(c, builder.Ext{x[0], x[1]}, builder.Ext{y[0], y[1]})
		},
		"digest": func(g *gadget, c builder.Bool, x, y builder.Digest) { g.ConnectDigestIf(c, x, y) },
	}
	for name, f := range connect {
		t.Run(name, func(t *testing.T) {
			for _, condition := range []bool{false, true} {
				for _, equal := range []bool{false, true} {
					g := newGadget(t)
					c := g.NewBool()
					g.wantBool(c, condition)
					xv := g.randomDigest()
					yv := xv
					if !equal {
						yv[1] = g.random()
					}
					f(g, c, g.inputDigest(xv), g.inputDigest(yv))
					if condition && !equal {
						g.violated(builder.ErrConflict)
					} else {
						g.satisfied()
					}
				}
			}
		})
	}
}
