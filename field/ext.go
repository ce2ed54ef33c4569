package field

import (
	"io"
	"math/bits"
)

// Degree is the degree of the extension over the base field.
const Degree = 2

// NonResidue is W of the extension F_p[x]/(x² − W).
const NonResidue uint64 = 7

// Ext is A0 + A1·x in F_p[x]/(x² − 7). Its zero value is zero, and ==
// compares field elements.
type Ext struct{ A0, A1 Element }

// ExtFrom embeds a base field element.
func ExtFrom(a Element) Ext { return Ext{A0: a} }

// ExtZero returns the additive identity.
func ExtZero() Ext { return Ext{} }

// ExtOne returns the multiplicative identity.
func ExtOne() Ext { return Ext{A0: One()} }

// RandomExt returns an element with both coefficients drawn by [Random].
func RandomExt(r io.Reader) (Ext, error) {
	a0, err := Random(r)
	if err != nil {
		return Ext{}, err
	}
	a1, err := Random(r)
	if err != nil {
		return Ext{}, err
	}
	return Ext{a0, a1}, nil
}

// Add returns a + b.
func (a Ext) Add(b Ext) Ext { return Ext{a.A0.Add(b.A0), a.A1.Add(b.A1)} }

// Sub returns a − b.
func (a Ext) Sub(b Ext) Ext { return Ext{a.A0.Sub(b.A0), a.A1.Sub(b.A1)} }

// Neg returns −a.
func (a Ext) Neg() Ext { return Ext{a.A0.Neg(), a.A1.Neg()} }

// Double returns 2a.
func (a Ext) Double() Ext { return Ext{a.A0.Double(), a.A1.Double()} }

// Mul returns a·b = (a0·b0 + 7·a1·b1) + (a0·b1 + a1·b0)·x.
func (a Ext) Mul(b Ext) Ext {
	return Ext{
		mulPairs(a.A0, b.A0, mulBy7(a.A1), b.A1),
		mulPairs(a.A0, b.A1, a.A1, b.A0),
	}
}

// Square returns a².
func (a Ext) Square() Ext {
	return Ext{mulPairs(a.A0, a.A0, mulBy7(a.A1), a.A1), a.A0.Mul(a.A1).Double()}
}

// MulBase returns s·a for s in the base field.
func (a Ext) MulBase(s Element) Ext { return Ext{a.A0.Mul(s), a.A1.Mul(s)} }

// AddBase returns a + s for s in the base field.
func (a Ext) AddBase(s Element) Ext { return Ext{a.A0.Add(s), a.A1} }

// SubBase returns a − s for s in the base field.
func (a Ext) SubBase(s Element) Ext { return Ext{a.A0.Sub(s), a.A1} }

// MulAdd returns a·b + c.
func (a Ext) MulAdd(b, c Ext) Ext { return a.Mul(b).Add(c) }

// Conjugate returns a^p = a0 − a1·x, the Frobenius image of a.
func (a Ext) Conjugate() Ext { return Ext{a.A0, a.A1.Neg()} }

// Inverse returns 1/a, and 0 for a = 0.
func (a Ext) Inverse() Ext {
	return a.Conjugate().MulBase(a.norm().Inverse())
}

// norm returns a·a^p = a0² − 7·a1², which lies in the base field and is zero
// only for a = 0.
func (a Ext) norm() Element { return mulPairs(a.A0, a.A0, mulBy7(a.A1).Neg(), a.A1) }

// Exp returns a^e, with 0^0 = 1.
func (a Ext) Exp(e uint64) Ext {
	r := ExtOne()
	for i := bits.Len64(e) - 1; i >= 0; i-- {
		r = r.Square()
		if e>>i&1 == 1 {
			r = r.Mul(a)
		}
	}
	return r
}

// ExpPowerOf2 returns a^(2^k).
func (a Ext) ExpPowerOf2(k int) Ext {
	for range k {
		a = a.Square()
	}
	return a
}

// IsZero reports whether a = 0.
func (a Ext) IsZero() bool { return a == Ext{} }

// IsBase reports whether a lies in the base field.
func (a Ext) IsBase() bool { return a.A1.IsZero() }

// String returns a as "(a0, a1)" in decimal.
func (a Ext) String() string { return "(" + a.A0.String() + ", " + a.A1.String() + ")" }

// mulPairs returns a·b + c·d with a single reduction.
func mulPairs(a, b, c, d Element) Element {
	hi0, lo0 := bits.Mul64(a[0], b[0])
	hi1, lo1 := bits.Mul64(c[0], d[0])
	lo, carry := bits.Add64(lo0, lo1, 0)
	// A product of reduced factors is at most (p−1)², so its high word is at
	// most p − 2 and hi0 + carry < p: the sum of the high words modulo p is
	// the high word of an equal residue that montgomeryReduce accepts.
	hi := Element{hi0 + carry}.Add(Element{hi1})
	return montgomeryReduce(hi[0], lo)
}

// mulBy7 returns 7a.
func mulBy7(a Element) Element {
	return a.Double().Double().Double().Sub(a)
}
