package prover

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/par"
)

// combine returns the coefficients of the combined opening quotient
//
//	Σ_b α^(k_b) · (F_b(X) − F_b(z_b)) / (X − z_b),  F_b = Σ_j α^j·f_bj,
//
// where k_b is the number of openings in the batches after b, so that each
// power of α occurs once. In the dialect that wants it, it is multiplied by X.
func combine(params *fri.Params, instance *fri.Instance, commitments []*Commitment, alpha field.Ext, w *Workspace) vec.Ext {
	n := 1 << params.DegreeBits
	sum, quotient := w.ext(n), w.ext(n)
	clear(sum.A0)
	clear(sum.A1)
	for _, batch := range instance.Batches {
		powers := field.ExtPowers(alpha, len(batch.Polynomials)+1)
		reduce(quotient, batch.Polynomials, commitments, powers[:len(batch.Polynomials)], w.workers)
		divideByLinear(quotient, batch.Point)

		shift := powers[len(batch.Polynomials)]
		par.Range(w.workers, n, func(from, to int) {
			s, q := sum.Slice(from, to), quotient.Slice(from, to)
			vec.ScaleExt(s, s, shift)
			vec.Add(s.A0, s.A0, q.A0)
			vec.Add(s.A1, s.A1, q.A1)
		})
	}
	if params.Dialect.CombineTimesX {
		// Quotients have degree at most n − 2: the last coefficient is zero.
		mulX(sum.A0)
		mulX(sum.A1)
	}
	return sum
}

// reduce sets the coefficients of dst to those of Σ_j powers[j]·f_j.
func reduce(dst vec.Ext, polys []fri.Polynomial, commitments []*Commitment, powers []field.Ext, workers int) {
	// Rows at a time, so that the sum stays in the first-level cache while all
	// columns are added to it.
	const block = 1 << 10

	par.Range(workers, (dst.Len()+block-1)/block, func(first, end int) {
		cols := make([][]field.Element, len(polys))
		for i := first; i < end; i++ {
			from, to := i*block, min((i+1)*block, dst.Len())
			for j, p := range polys {
				cols[j] = commitments[p.Oracle].coeffs[p.Index][from:to]
			}
			sum := dst.Slice(from, to)
			clear(sum.A0)
			clear(sum.A1)
			vec.AddCombination(sum, cols, powers)
		}
	})
}

// divideByLinear replaces the coefficients of f by those of the quotient of f
// by X − z, dropping the remainder f(z).
func divideByLinear(f vec.Ext, z field.Ext) {
	var acc field.Ext
	for i := f.Len() - 1; i >= 0; i-- {
		c := f.At(i)
		f.Set(i, acc)
		acc = acc.MulAdd(z, c)
	}
}

// mulX multiplies a polynomial without term of highest degree by X.
func mulX(coeffs []field.Element) {
	copy(coeffs[1:], coeffs)
	coeffs[0] = field.Zero()
}
