package ntt

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/internal/par"
)

// LDE sets dst to the values of f on shift·K in bit-reversed order, where K is
// the subgroup of order N = n·2^rateBits: dst[i] = f(shift·ω_N^rev(i)). coeffs
// holds the n coefficients of f and is not changed; dst has N rows and must not
// overlap it.
//
// Row c·n + i, for i < n, holds f(shift·ω_N^rev(c)·ω_n^rev(i)), where the
// first rev reverses rateBits bits: each n rows are a transform of size n over
// a coset of H, and no zero padding is ever transformed.
func (d *Domain) LDE(dst, coeffs []field.Element, rateBits int, shift field.Element) {
	d.checkLDE(dst, coeffs, rateBits)
	n := d.Size()
	root := d.generators.RootOfUnity(d.bits + rateBits)
	for c := range 1 << rateBits {
		block := dst[c*n : (c+1)*n]
		vec.ScalePowers(block, coeffs, field.One(), shift.Mul(root.Exp(uint64(ReverseBits(c, rateBits)))))
		forward(block, d.twiddles(), 0)
	}
}

// LDEColumns is [Domain.LDE] from each column of coeffs into the column of dst
// with the same index, on at most workers goroutines.
func (d *Domain) LDEColumns(dst, coeffs [][]field.Element, rateBits int, shift field.Element, workers int) {
	if len(dst) != len(coeffs) {
		panic(fmt.Sprintf("ntt: extension of %d columns into %d", len(coeffs), len(dst)))
	}
	par.Each(workers, len(coeffs), func(i int) {
		d.LDE(dst[i], coeffs[i], rateBits, shift)
	})
}

func (d *Domain) checkLDE(dst, coeffs []field.Element, rateBits int) {
	d.checkLen(coeffs)
	if rateBits < 0 || d.bits+rateBits > field.TwoAdicity {
		panic(fmt.Sprintf("ntt: no subgroup of order 2^(%d + %d)", d.bits, rateBits))
	}
	if len(dst) != len(coeffs)<<rateBits {
		panic(fmt.Sprintf("ntt: extension into %d rows, want %d", len(dst), len(coeffs)<<rateBits))
	}
}
