package ntt

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/internal/cpu"
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
	for coset := range 1 << rateBits {
		d.ldeCoset(dst[coset*n:(coset+1)*n], coeffs, rateBits, shift, coset)
	}
}

// LDEColumns is [Domain.LDE] from each column of coeffs into the column of dst
// with the same index, on at most workers goroutines. For many columns it makes a
// table of n elements.
func (d *Domain) LDEColumns(dst, coeffs [][]field.Element, rateBits int, shift field.Element, workers int) {
	if len(dst) != len(coeffs) {
		panic(fmt.Sprintf("ntt: extension of %d columns into %d", len(coeffs), len(dst)))
	}
	for i := range coeffs {
		d.checkLDE(dst[i], coeffs[i], rateBits)
	}
	n := d.Size()
	if len(coeffs) <= workers {
		// Not enough columns to share a coset's table, or to keep all workers busy.
		par.Each(workers, len(coeffs)<<rateBits, func(i int) {
			column, coset := i>>rateBits, i&(1<<rateBits-1)
			d.ldeCoset(dst[column][coset*n:(coset+1)*n], coeffs[column], rateBits, shift, coset)
		})
		return
	}
	c := NewCoset(d, shift)
	for coset := range 1 << rateBits {
		c.Move(d.LDEShift(rateBits, shift, coset))
		par.Each(workers, len(coeffs), func(i int) {
			c.Forward(dst[i][coset*n:(coset+1)*n], coeffs[i])
		})
	}
}

// LDEShift returns the shift of coset number coset in an extension by
// [Domain.LDE] with the given rate and shift: its rows from coset·n on are the
// values on that coset of H, in bit-reversed order.
func (d *Domain) LDEShift(rateBits int, shift field.Element, coset int) field.Element {
	root := d.generators.RootOfUnity(d.bits + rateBits)
	return shift.Mul(root.Exp(uint64(ReverseBits(coset, rateBits))))
}

// ldeCoset computes the n rows of an extension that lie in one coset of H.
func (d *Domain) ldeCoset(dst, coeffs []field.Element, rateBits int, shift field.Element, coset int) {
	vec.ScalePowers(dst, coeffs, field.One(), d.LDEShift(rateBits, shift, coset))
	forward(cpu.Best(), dst, d.twiddles(), 0)
}

func (d *Domain) checkLDE(dst, coeffs []field.Element, rateBits int) {
	d.checkLen(coeffs)
	if len(dst) != len(coeffs)<<rateBits {
		panic(fmt.Sprintf("ntt: extension into %d rows, want %d", len(dst), len(coeffs)<<rateBits))
	}
}
