package field

import "fmt"

// Generators fixes which subgroups and cosets a protocol works on. It is a
// value that is passed down to whatever needs a domain, because
// implementations of the same protocol differ in it.
type Generators struct {
	// Group generates the multiplicative group. It is also the shift g of the
	// cosets g·H on which committed polynomials are evaluated.
	Group Element

	// TwoAdic has order 2^32.
	TwoAdic Element
}

// Plonky2Generators returns the generators of plonky2 1.1.0:
// 14293326489335486720 and its power 7277203076849721926.
func Plonky2Generators() Generators {
	return Generators{
		Group:   New(14293326489335486720),
		TwoAdic: New(7277203076849721926),
	}
}

// RootOfUnity returns the primitive 2^bits-th root of unity
// TwoAdic^(2^(32−bits)). It panics unless 0 ≤ bits ≤ 32.
func (g Generators) RootOfUnity(bits int) Element {
	if bits < 0 || bits > TwoAdicity {
		panic(fmt.Sprintf("field: no root of unity of order 2^%d", bits))
	}
	return g.TwoAdic.ExpPowerOf2(TwoAdicity - bits)
}

// CosetShift returns the shift of the evaluation cosets, which is g.Group.
func (g Generators) CosetShift() Element { return g.Group }

// Subgroup returns the elements 1, ω, ω², … of the subgroup of order 2^bits,
// with ω = RootOfUnity(bits).
func (g Generators) Subgroup(bits int) []Element {
	return Powers(g.RootOfUnity(bits), 1<<bits)
}

// Powers returns 1, a, a², …, a^(n−1).
func Powers(a Element, n int) []Element { return powers(One(), a, n) }

// ExtPowers returns 1, a, a², …, a^(n−1).
func ExtPowers(a Ext, n int) []Ext { return powers(ExtOne(), a, n) }

func powers[T interface{ Mul(T) T }](one, a T, n int) []T {
	out := make([]T, n)
	x := one
	for i := range out {
		out[i] = x
		x = x.Mul(a)
	}
	return out
}
