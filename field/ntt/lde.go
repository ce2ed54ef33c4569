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
	for coset := range 1 << rateBits {
		d.ldeCoset(dst, coeffs, rateBits, shift, coset)
	}
}

// LDEColumns is [Domain.LDE] from each column of coeffs into the column of dst
// with the same index, on at most workers goroutines.
func (d *Domain) LDEColumns(dst, coeffs [][]field.Element, rateBits int, shift field.Element, workers int) {
	if len(dst) != len(coeffs) {
		panic(fmt.Sprintf("ntt: extension of %d columns into %d", len(coeffs), len(dst)))
	}
	for i := range coeffs {
		d.checkLDE(dst[i], coeffs[i], rateBits)
	}
	par.Each(workers, len(coeffs)<<rateBits, func(i int) {
		column, coset := i>>rateBits, i&(1<<rateBits-1)
		d.ldeCoset(dst[column], coeffs[column], rateBits, shift, coset)
	})
}

// ldeCoset computes the n rows of an extension that lie in one coset of H.
func (d *Domain) ldeCoset(dst, coeffs []field.Element, rateBits int, shift field.Element, coset int) {
	n := d.Size()
	rows := dst[coset*n : (coset+1)*n]
	root := d.generators.RootOfUnity(d.bits + rateBits)
	shift = shift.Mul(root.Exp(uint64(ReverseBits(coset, rateBits))))
	vec.ScalePowers(rows, coeffs, field.One(), shift)
	forward(rows, d.twiddles(), 0)
}

func (d *Domain) checkLDE(dst, coeffs []field.Element, rateBits int) {
	d.checkLen(coeffs)
	if len(dst) != len(coeffs)<<rateBits {
		panic(fmt.Sprintf("ntt: extension into %d rows, want %d", len(dst), len(coeffs)<<rateBits))
	}
}
