package builder

import "github.com/zkpor/por/field"

// AssertBool constrains x to 0 or 1.
func (b *Builder) AssertBool(x Bool) {
	z := b.MulSub(x.Target, x.Target, x.Target)
	b.Connect(z, b.Zero())
}

// Not returns ¬x.
func (b *Builder) Not(x Bool) Bool { return Bool{b.Sub(b.One(), x.Target)} }

// And returns x ∧ y.
func (b *Builder) And(x, y Bool) Bool { return Bool{b.Mul(x.Target, y.Target)} }

// Or returns x ∨ y.
func (b *Builder) Or(x, y Bool) Bool {
	one := field.One()
	t := b.Arithmetic(one.Neg(), one, x.Target, y.Target, x.Target)
	return Bool{b.Add(t, y.Target)}
}

// IsEqual returns whether x = y.
func (b *Builder) IsEqual(x, y Target) Bool {
	zero := b.Zero()
	equal := Bool{b.NewTarget()}
	notEqual := b.Not(equal)
	inverse := b.NewTarget()
	b.Hint([]Target{equal.Target, inverse}, []Target{x, y}, equalityHint)

	// equal·(x − y) = 0 and (x − y)·inverse = 1 − equal: if x = y the second
	// forces equal = 1, otherwise the first forces equal = 0.
	diff := b.Sub(x, y)
	product := b.Mul(equal.Target, diff)
	check := b.Sub(b.Mul(diff, inverse), notEqual.Target)
	b.Connect(product, zero)
	b.Connect(check, zero)
	return equal
}

// equalityHint compares two values and inverts their difference, if any.
func equalityHint(out, in []field.Element) error {
	out[0] = field.FromBool(in[0] == in[1])
	out[1] = in[0].Sub(in[1]).Inverse()
	return nil
}

// Select returns x if c is true and y otherwise.
func (b *Builder) Select(c Bool, x, y Target) Target {
	return b.MulSub(c.Target, x, b.MulSub(c.Target, y, y))
}

// SelectExt returns x if c is true and y otherwise.
func (b *Builder) SelectExt(c Bool, x, y Ext) Ext { return b.Interpolate(b.ToExt(c.Target), x, y) }

// Interpolate returns c·x + (1−c)·y.
func (b *Builder) Interpolate(c, x, y Ext) Ext { return b.MulSubExt(c, x, b.MulSubExt(c, y, y)) }

// SelectDigest returns x if c is true and y otherwise.
func (b *Builder) SelectDigest(c Bool, x, y Digest) Digest {
	var out Digest
	for i := range out {
		out[i] = b.Select(c, x[i], y[i])
	}
	return out
}

// If returns x if c is true and y otherwise, like [Builder.Select] but by the
// formula c·x + (1−c)·y, which shares 1 − c among calls with the same c.
func (b *Builder) If(c Bool, x, y Target) Target {
	not := b.Not(c)
	return b.MulAdd(not.Target, y, b.Mul(c.Target, x))
}

// ConnectIf constrains x and y to be equal if c is true.
func (b *Builder) ConnectIf(c Bool, x, y Target) {
	zero := b.Zero()
	b.Connect(b.Mul(c.Target, b.Sub(x, y)), zero)
}

// ConnectExtIf constrains x and y to be equal if c is true.
func (b *Builder) ConnectExtIf(c Bool, x, y Ext) {
	for i := range x {
		b.ConnectIf(c, x[i], y[i])
	}
}

// ConnectDigestIf constrains x and y to be equal if c is true.
func (b *Builder) ConnectDigestIf(c Bool, x, y Digest) {
	for i := range x {
		b.ConnectIf(c, x[i], y[i])
	}
}
