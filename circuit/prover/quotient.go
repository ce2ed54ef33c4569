package prover

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
)

// quotient computes the quotient polynomials: for each challenge α the
// combination Σ α^i·t_i of all terms t_i that vanish on the rows, divided by
// Z_H. The terms are, in this order and over all challenges,
//
//	L_0·(Z − 1)                             per challenge
//	partial products                        per challenge, per chunk
//	gate constraints, filtered              once
type quotient struct {
	common  *circuit.Common
	domain  *quotientDomain
	workers int
}

// quotientInput is what the terms are made of. Columns are values on the
// evaluation coset in bit-reversed order, of which the first |K| count.
type quotientInput struct {
	constants, sigmas, wires [][]field.Element
	zs, partials             [][]field.Element // partials challenge by challenge
	publicInputsHash         hash.Digest

	betas, gammas, alphas []field.Element
}

// run sets the columns of dst, of |K| elements each, to the coefficients of the
// quotient polynomials, one per challenge, lowest degree first. It returns
// ErrUnsatisfied if their degree is too high.
func (q *quotient) run(dst [][]field.Element, in *quotientInput) error {
	powers := q.alphaPowers(in.alphas)
	n := 1 << q.domain.rowBits
	length := min(blockLen, n)
	par.Range(q.workers, q.domain.size()/length, func(from, to int) {
		e := newQuotientEvaluator(q, in, powers, length)
		for b := from; b < to; b++ {
			r := rows{b * length, (b + 1) * length}
			e.eval(r.ofAll(dst), r)
		}
	})
	domain := ntt.NewDomain(q.common.FRI.Dialect.Generators, q.domain.rowBits+q.domain.runBits)
	par.Each(q.workers, len(dst), func(i int) {
		domain.CosetInverse(dst[i], q.common.FRI.Dialect.Generators.CosetShift())
	})
	return q.checkDegree(dst)
}

// checkDegree checks that the coefficients that are zero for a valid witness
// are zero. With n rows and degree factor d, terms have degree at most
// (d + 1)·(n − 1), so quotients have (d + 1)·(n − 1) − n + 1 = d·(n − 1)
// coefficients.
func (q *quotient) checkDegree(coeffs [][]field.Element) error {
	most := q.common.QuotientDegreeFactor * (q.common.Degree() - 1)
	for i, c := range coeffs {
		for j := most; j < len(c); j++ {
			if !c[j].IsZero() {
				return unsatisfied("quotient %d has degree %d or more, want below %d", i, j, most)
			}
		}
	}
	return nil
}

// alphaPowers returns, per challenge, a power of α for every term.
func (q *quotient) alphaPowers(alphas []field.Element) [][]field.Element {
	terms := len(alphas)*(q.common.NumPartialProducts+2) + q.common.NumGateConstraints
	powers := make([][]field.Element, len(alphas))
	for i, a := range alphas {
		powers[i] = field.Powers(a, terms)
	}
	return powers
}

// quotientEvaluator evaluates blocks of rows on one goroutine.
type quotientEvaluator struct {
	*quotient
	*quotientInput
	powers [][]field.Element
	term   int // number of the next term

	permutation *permutationScratch
	x           []field.Element
	next, value []field.Element
	previous    []field.Element
}

func newQuotientEvaluator(q *quotient, in *quotientInput, powers [][]field.Element, length int) *quotientEvaluator {
	column := newColumns(4, length)
	return &quotientEvaluator{
		quotient:      q,
		quotientInput: in,
		powers:        powers,
		permutation:   newPermutationScratch(q.common, length),
		x:             column[0],
		next:          column[1],
		value:         column[2],
		previous:      column[3],
	}
}

// eval sets sums, a column per challenge, to the values of the quotients on
// rows of one run.
func (e *quotientEvaluator) eval(sums [][]field.Element, r rows) {
	for _, sum := range sums {
		clear(sum)
	}
	run := r.from >> e.domain.rowBits
	e.domain.points(e.x, run, r.from-run<<e.domain.rowBits)

	e.term = 0
	for i := range e.zs {
		e.firstRow(sums, r, i)
	}
	for i := range e.zs {
		e.products(sums, r, run, i)
	}
	e.gates(sums, r)
	for _, sum := range sums {
		vec.Scale(sum, sum, e.domain.zhInv[run])
	}
}

// add adds the values of the next term to the sums.
func (e *quotientEvaluator) add(sums [][]field.Element, values []field.Element) {
	for i, sum := range sums {
		vec.AddScaled(sum, values, e.powers[i][e.term])
	}
	e.term++
}

// firstRow adds the term L_0·(Z − 1): Z is 1 on the first row.
func (e *quotientEvaluator) firstRow(sums [][]field.Element, r rows, challenge int) {
	for i, z := range r.of(e.zs[challenge]) {
		e.value[i] = z.Sub(field.One())
	}
	vec.Mul(e.value, e.value, r.of(e.domain.lagrange))
	e.add(sums, e.value)
}

// products adds the terms of the partial products: each accumulator, from Z
// to Z(ωX), follows from the one before by the factors of a chunk,
//
//	previous·Π (w_j + β·k_j·x + γ) − next·Π (w_j + β·σ_j + γ).
func (e *quotientEvaluator) products(sums [][]field.Element, r rows, run, challenge int) {
	n := r.to - r.from
	m := e.common.NumPartialProducts
	partials := e.partials[challenge*m : (challenge+1)*m]
	z := e.zs[challenge]
	num, den := e.permutation.num[:n], e.permutation.den[:n]

	rowBits := e.domain.rowBits
	start := run << rowBits
	e.domain.gatherNext(e.next, z[start:start+1<<rowBits], r.from-start)
	previous := r.of(z)
	for chunk := range m + 1 {
		next := e.next
		if chunk < m {
			next = r.of(partials[chunk])
		}
		e.permutation.products(num, den, chunk, e.wires, e.sigmas, r, e.x, e.betas[challenge], e.gammas[challenge])
		vec.Mul(num, num, previous)
		vec.Mul(den, den, next)
		vec.Sub(e.value, num, den)
		e.add(sums, e.value)
		previous = next
	}
}
