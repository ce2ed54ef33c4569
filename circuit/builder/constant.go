package builder

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// Constant returns a target with a fixed value. Equal values share a target.
func (b *Builder) Constant(v field.Element) Target {
	if t, ok := b.constantTargets[v]; ok {
		return t
	}
	t := b.NewTarget()
	b.constantTargets[v] = t
	b.constantValues[t] = v
	return t
}

// Zero returns a target with the value 0.
func (b *Builder) Zero() Target { return b.Constant(field.Zero()) }

// One returns a target with the value 1.
func (b *Builder) One() Target { return b.Constant(field.One()) }

// NegOne returns a target with the value −1.
func (b *Builder) NegOne() Target { return b.Constant(field.One().Neg()) }

// ConstantBool returns a target with a fixed value.
func (b *Builder) ConstantBool(v bool) Bool { return Bool{b.Constant(field.FromBool(v))} }

// False returns a target with the value 0.
func (b *Builder) False() Bool { return Bool{b.Zero()} }

// True returns a target with the value 1.
func (b *Builder) True() Bool { return Bool{b.One()} }

// ConstantExt returns an extension element with a fixed value.
func (b *Builder) ConstantExt(v field.Ext) Ext {
	b.Zero()
	return Ext{b.Constant(v.A0), b.Constant(v.A1)}
}

// ZeroExt returns an extension element with the value 0.
func (b *Builder) ZeroExt() Ext { return b.ConstantExt(field.ExtZero()) }

// OneExt returns an extension element with the value 1.
func (b *Builder) OneExt() Ext { return b.ConstantExt(field.ExtOne()) }

// ToExt embeds a base field element.
func (b *Builder) ToExt(t Target) Ext { return Ext{t, b.Zero()} }

// ConstantDigest returns a digest with a fixed value.
func (b *Builder) ConstantDigest(v hash.Digest) Digest {
	var d Digest
	for i, e := range v {
		d[i] = b.Constant(e)
	}
	return d
}

// ConstantCap returns a cap with a fixed value.
func (b *Builder) ConstantCap(v merkle.Cap) Cap {
	out := make(Cap, len(v))
	for i, d := range v {
		out[i] = b.ConstantDigest(d)
	}
	return out
}

// ConstantValue returns the value of a target that [Builder.Constant] returned.
func (b *Builder) ConstantValue(t Target) (field.Element, bool) {
	v, ok := b.constantValues[t]
	return v, ok
}

// ConstantValueExt returns the value of an element whose coefficients are both
// constants.
func (b *Builder) ConstantValueExt(t Ext) (field.Ext, bool) {
	a0, ok0 := b.constantValues[t[0]]
	a1, ok1 := b.constantValues[t[1]]
	if !ok0 || !ok1 {
		return field.Ext{}, false
	}
	return field.Ext{A0: a0, A1: a1}, true
}
