package prover

import (
	"errors"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/internal/par"
)

// errZeroDenominator reports a factor w + β·σ + γ that is zero. It depends on
// the challenges, which other random draws change.
var errZeroDenominator = errors.New("prover: permutation argument divides by zero")

// blockLen is the number of rows that are worked on at a time: a handful of
// columns of this length stays in the first-level cache.
const blockLen = 256

// permutation computes the polynomials Z and the partial products of the
// permutation argument over the rows of a circuit.
//
// With the routed wires w_j cut into chunks C_0 … C_m of as many as the
// quotient degree factor, and
//
//	q_p = Π_{j ∈ C_p} (w_j + β·k_j·x + γ) / (w_j + β·σ_j + γ),
//
// Z starts at 1 and takes the factor q_0·…·q_m from each row to the next; the
// partial product p < m is Z·q_0·…·q_p.
type permutation struct {
	common   *circuit.Common
	sigmas   [][]field.Element
	subgroup []field.Element // 1, ω, ω², …
	workers  int
}

// run computes the columns of one challenge. z and each of the partials have
// one element a row, as have the routed wires. It returns errZeroDenominator,
// or ErrUnsatisfied if Z does not return to 1 after the last row, which means
// that a copy constraint does not hold.
func (p *permutation) run(z []field.Element, partials, wires [][]field.Element, beta, gamma field.Element) error {
	blocks := (len(z) + blockLen - 1) / blockLen
	failed := make([]bool, blocks)
	par.Range(p.workers, blocks, func(from, to int) {
		s := newPermutationScratch(p.common, min(blockLen, len(z)))
		for b := from; b < to; b++ {
			r := rows{b * blockLen, min((b+1)*blockLen, len(z))}
			failed[b] = !p.quotients(r.of(z), r.ofAll(partials), wires, r, beta, gamma, s)
		}
	})
	for _, f := range failed {
		if f {
			return errZeroDenominator
		}
	}
	if total := accumulate(z); !total.IsOne() {
		return unsatisfied("copy constraints: permutation product is %v, want 1", total)
	}
	par.Range(p.workers, len(partials), func(from, to int) {
		for _, partial := range partials[from:to] {
			vec.Mul(partial, partial, z)
		}
	})
	return nil
}

// quotients sets partial p to q_0·…·q_p and z to the product of all q, on some
// rows. It reports whether all denominators are non-zero.
func (p *permutation) quotients(z []field.Element, partials, wires [][]field.Element, r rows, beta, gamma field.Element, s *permutationScratch) bool {
	n := r.to - r.from
	num, den := s.num[:0], s.den[:0]
	for chunk := range len(partials) + 1 {
		num, den = num[:len(num)+n], den[:len(den)+n]
		s.products(num[chunk*n:], den[chunk*n:], chunk, wires, p.sigmas, r, r.of(p.subgroup), beta, gamma)
	}
	for _, d := range den {
		if d.IsZero() {
			return false
		}
	}
	field.BatchInvert(den, den)
	vec.Mul(num, num, den)
	product := num[:n] // of the chunks so far
	for i, partial := range partials {
		copy(partial, product)
		vec.Mul(product, product, num[(i+1)*n:(i+2)*n])
	}
	copy(z, product)
	return true
}

// accumulate replaces the factors of z by the products of the factors before
// each, the first being 1, and returns the product of all.
func accumulate(z []field.Element) field.Element {
	product := field.One()
	for i, factor := range z {
		z[i] = product
		product = product.Mul(factor)
	}
	return product
}

// permutationScratch is the memory of one goroutine that evaluates numerators
// and denominators of the permutation argument.
type permutationScratch struct {
	kis      []field.Element
	chunkLen int

	num, den []field.Element // of all chunks
	gammas   []field.Element
	shifted  []field.Element // w + γ
	factor   []field.Element
}

func newPermutationScratch(c *circuit.Common, n int) *permutationScratch {
	chunks := c.NumPartialProducts + 1
	return &permutationScratch{
		kis:      c.KIs,
		chunkLen: c.QuotientDegreeFactor,
		num:      make([]field.Element, chunks*n),
		den:      make([]field.Element, chunks*n),
		gammas:   make([]field.Element, n),
		shifted:  make([]field.Element, n),
		factor:   make([]field.Element, n),
	}
}

// products sets num and den to the products of w_j + β·k_j·x + γ and of
// w_j + β·σ_j + γ over the wires of a chunk, on some rows of the columns of
// wires and sigmas. x holds the points of these rows.
func (s *permutationScratch) products(num, den []field.Element, chunk int, wires, sigmas [][]field.Element, r rows, x []field.Element, beta, gamma field.Element) {
	n := r.to - r.from
	gammas, shifted, factor := s.gammas[:n], s.shifted[:n], s.factor[:n]
	for i := range gammas {
		gammas[i] = gamma
	}
	from := chunk * s.chunkLen
	to := min(from+s.chunkLen, len(s.kis))
	for j := from; j < to; j++ {
		vec.Add(shifted, r.of(wires[j]), gammas)
		multiply := func(product, values []field.Element, k field.Element) {
			if j == from {
				copy(product, shifted)
				vec.AddScaled(product, values, k)
				return
			}
			copy(factor, shifted)
			vec.AddScaled(factor, values, k)
			vec.Mul(product, product, factor)
		}
		multiply(num, x, beta.Mul(s.kis[j]))
		multiply(den, r.of(sigmas[j]), beta)
	}
}

// rows is the half-open range [from, to) of the rows of some columns.
type rows struct{ from, to int }

// of returns the rows of a column.
func (r rows) of(column []field.Element) []field.Element { return column[r.from:r.to] }

// ofAll returns the rows of each column.
func (r rows) ofAll(columns [][]field.Element) [][]field.Element {
	out := make([][]field.Element, len(columns))
	for i, c := range columns {
		out[i] = r.of(c)
	}
	return out
}
