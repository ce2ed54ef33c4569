//go:build !purego

package vec

import (
	"math/bits"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

func dot(tier cpu.Tier, a, b []field.Element) field.Element {
	var sum field.Element
	for len(a) >= lanes && tier != cpu.Generic {
		n := callLen(len(a))
		if tier == cpu.AVX512 {
			var sums laneSums
			dotAVX512(&sums[0][0], &a[0][0], &b[0][0], n)
			sum = sum.Add(sums.reduce())
		} else {
			var sums [lanes]field.Element
			dotAVX2(&sums[0][0], &a[0][0], &b[0][0], n)
			for _, s := range sums {
				sum = sum.Add(s)
			}
		}
		a, b = a[n:], b[n:]
	}
	return sum.Add(dotGeneric(a, b))
}

func dotExt(tier cpu.Tier, a []field.Element, b Ext) field.Ext {
	if tier == cpu.AVX2 {
		return field.Ext{A0: dot(tier, a, b.A0), A1: dot(tier, a, b.A1)}
	}
	var sum field.Ext
	for len(a) >= lanes && tier == cpu.AVX512 {
		n := callLen(len(a))
		var sums [field.Degree]laneSums
		dotExtAVX512(&sums[0][0][0], &a[0][0], &b.A0[0][0], &b.A1[0][0], n)
		sum = sum.Add(field.Ext{A0: sums[0].reduce(), A1: sums[1].reduce()})
		a, b = a[n:], b.Slice(n, b.Len())
	}
	return sum.Add(dotExtGeneric(a, b))
}

// laneSums is a sum of unreduced products of Montgomery words: the sum over all
// lanes l of s[0][l] + s[1][l]·2^32 + s[2][l]·2^52 + s[3][l]·2^84.
type laneSums [4][lanes]uint64

// reduce returns the sum divided by R = 2^64, the Montgomery word of the sum of
// products.
func (s *laneSums) reduce() field.Element {
	// 2^84 = 2^20·(2^32 − 1).
	weights := [len(s)]field.Element{{1}, {1 << 32}, {1 << 52}, {1<<52 - 1<<20}}
	var sum field.Element
	for i, words := range s {
		var hi, lo, carry uint64
		for _, w := range words {
			lo, carry = bits.Add64(lo, w, 0)
			hi += carry
		}
		// Mul divides by R, so the high word keeps its weight without it.
		sum = sum.Add(field.Element{lo}.Mul(weights[i])).
			Add(field.New(hi).Mul(weights[i]))
	}
	return sum
}
