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
func combine(params *fri.Params, instance *fri.Instance, commitments []*Commitment, alpha field.Ext, workers int) vec.Ext {
	n := 1 << params.DegreeBits
	sum := vec.NewExt(n)
	for _, batch := range instance.Batches {
		powers := field.ExtPowers(alpha, len(batch.Polynomials)+1)
		quotient := reduce(batch.Polynomials, commitments, powers[:len(batch.Polynomials)], n, workers)
		divideByLinear(quotient, batch.Point)

		shift := powers[len(batch.Polynomials)]
		par.Range(workers, n, func(from, to int) {
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

// reduce returns Σ_j powers[j]·f_j as n coefficients.
func reduce(polys []fri.Polynomial, commitments []*Commitment, powers []field.Ext, n, workers int) vec.Ext {
	// Rows at a time, so that the sum stays in the first-level cache while all
	// columns are added to it.
	const block = 1 << 10

	sum := vec.NewExt(n)
	par.Each(workers, (n+block-1)/block, func(i int) {
		from, to := i*block, min((i+1)*block, n)
		cols := make([][]field.Element, len(polys))
		for j, p := range polys {
			cols[j] = commitments[p.Oracle].coeffs[p.Index][from:to]
		}
		vec.AddCombination(sum.Slice(from, to), cols, powers)
	})
	return sum
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

// extPowers returns 1, z, z², …, z^(n−1) as a column.
func extPowers(z field.Ext, n int) vec.Ext {
	powers := vec.NewExt(n)
	x := field.ExtOne()
	for i := range n {
		powers.Set(i, x)
		x = x.Mul(z)
	}
	return powers
}
