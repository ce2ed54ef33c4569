package circuit

import "github.com/zkpor/por/field"

// ExtExpr is an element a0 + a1·x of the algebra R[x]/(x² − 7) over the ring R
// of expressions. A gate that holds elements of the extension field keeps them
// in two adjacent wires.
type ExtExpr [2]Expr

// WireExt returns the element in columns i and i+1 of the row.
func (c *Constraints) WireExt(i int) ExtExpr { return ExtExpr{c.Wire(i), c.Wire(i + 1)} }

// ConstExt returns a fixed element.
func (c *Constraints) ConstExt(v field.Ext) ExtExpr { return ExtExpr{c.Const(v.A0), c.Const(v.A1)} }

// AddExt returns a + b.
func (c *Constraints) AddExt(a, b ExtExpr) ExtExpr {
	return ExtExpr{c.Add(a[0], b[0]), c.Add(a[1], b[1])}
}

// SubExt returns a − b.
func (c *Constraints) SubExt(a, b ExtExpr) ExtExpr {
	return ExtExpr{c.Sub(a[0], b[0]), c.Sub(a[1], b[1])}
}

// MulExt returns a·b.
func (c *Constraints) MulExt(a, b ExtExpr) ExtExpr {
	zero := c.Const(field.Zero())
	return c.MulAddExt(a, b, ExtExpr{zero, zero})
}

// MulAddExt returns a·b + d.
func (c *Constraints) MulAddExt(a, b, d ExtExpr) ExtExpr {
	b7 := c.MulConst(field.New(7), b[1])
	return ExtExpr{
		c.MulAdd(a[1], b7, c.MulAdd(a[0], b[0], d[0])),
		c.MulAdd(a[1], b[0], c.MulAdd(a[0], b[1], d[1])),
	}
}

// MulSubExt returns d − a·b.
func (c *Constraints) MulSubExt(a, b, d ExtExpr) ExtExpr {
	b7 := c.MulConst(field.New(7), b[1])
	return ExtExpr{
		c.MulSub(a[1], b7, c.MulSub(a[0], b[0], d[0])),
		c.MulSub(a[1], b[0], c.MulSub(a[0], b[1], d[1])),
	}
}

// ScaleExt returns s·a for a ring element s.
func (c *Constraints) ScaleExt(s Expr, a ExtExpr) ExtExpr {
	return ExtExpr{c.Mul(s, a[0]), c.Mul(s, a[1])}
}

// MulConstExt returns k·a.
func (c *Constraints) MulConstExt(k field.Element, a ExtExpr) ExtExpr {
	return ExtExpr{c.MulConst(k, a[0]), c.MulConst(k, a[1])}
}

// AddConstExt returns a + k for k in the base field.
func (c *Constraints) AddConstExt(a ExtExpr, k field.Element) ExtExpr {
	return ExtExpr{c.AddConst(a[0], k), a[1]}
}

// ZeroExt adds the constraints that both coordinates of a are 0.
func (c *Constraints) ZeroExt(a ExtExpr) {
	c.Zero(a[0])
	c.Zero(a[1])
}

// EqualExt adds the constraints a − b = 0.
func (c *Constraints) EqualExt(a, b ExtExpr) { c.ZeroExt(c.SubExt(a, b)) }
