package vec

import (
	"math/bits"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// Dot returns Σ a[i]·b[i].
func Dot(a, b []field.Element) field.Element {
	checkLen("Dot", len(a), len(b))
	return dot(cpu.Best(), a, b)
}

func dotGeneric(a, b []field.Element) field.Element {
	b = b[:len(a)]
	var s wideSum
	for i := range a {
		s.addProduct(a[i], b[i])
	}
	return s.reduce()
}

// DotExt returns Σ a[i]·b[i] for a base column and an extension column.
func DotExt(a []field.Element, b Ext) field.Ext {
	checkLen("DotExt", len(a), len(b.A0), len(b.A1))
	return dotExt(cpu.Best(), a, b)
}

func dotExtGeneric(a []field.Element, b Ext) field.Ext {
	b0, b1 := b.A0[:len(a)], b.A1[:len(a)]
	var s0, s1 wideSum
	for i := range a {
		s0.addProduct(a[i], b0[i])
		s1.addProduct(a[i], b1[i])
	}
	return field.Ext{A0: s0.reduce(), A1: s1.reduce()}
}

// wideSum is a sum of unreduced products of Montgomery words,
// w2·2^128 + w1·2^64 + w0. It holds 2^64 products.
type wideSum struct{ w0, w1, w2 uint64 }

func (s *wideSum) addProduct(a, b field.Element) {
	hi, lo := bits.Mul64(a[0], b[0])
	var carry uint64
	s.w0, carry = bits.Add64(s.w0, lo, 0)
	s.w1, carry = bits.Add64(s.w1, hi, carry)
	s.w2 += carry
}

// reduce returns the sum divided by R = 2^64, the Montgomery word of the sum of
// products: w2·R + w1 + w0/R. Mul accepts a word that is not reduced if the
// other one is, so it reduces w1 and w0.
func (s *wideSum) reduce() field.Element {
	one, inverseR := field.One(), field.Element{1}
	return field.New(s.w2).Add(field.Element{s.w1}.Mul(one)).Add(field.Element{s.w0}.Mul(inverseR))
}
