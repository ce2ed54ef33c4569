package prover

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
)

// quotient computes the quotient polynomials: for each challenge α the
// combination of all terms that vanish on the rows, divided by Z_H.
type quotient struct {
	common  *circuit.Common
	domain  *quotientDomain
	workers []*quotientWorker
}

// quotientWorker is the memory of one goroutine. Its columns hold a block.
type quotientWorker struct {
	evaluator *circuit.QuotientEvaluator
	x         []field.Element
	zsNext    [][]field.Element
	dst       [][]field.Element // views
}

func newQuotient(vanishing *circuit.Vanishing, domain *quotientDomain, workers int) *quotient {
	c := vanishing.Common()
	q := &quotient{common: c, domain: domain}
	for range workers {
		q.workers = append(q.workers, &quotientWorker{
			evaluator: circuit.NewQuotientEvaluator(vanishing),
			x:         make([]field.Element, q.blockLen()),
			zsNext:    newColumns(c.Config.NumChallenges, q.blockLen()),
			dst:       make([][]field.Element, c.Config.NumChallenges),
		})
	}
	return q
}

// blockLen returns the number of points that are evaluated at a time. It
// divides the rows, so that a block lies in one run of the domain.
func (q *quotient) blockLen() int { return min(circuit.BlockLen, q.common.Degree()) }

// run sets the columns of dst, of |K| elements each, to the coefficients of the
// quotient polynomials, one per challenge, lowest degree first. in holds
// extensions in bit-reversed order, of which the first |K| rows count. run
// returns [ErrUnsatisfied] if a degree is too high.
func (q *quotient) run(dst [][]field.Element, in *circuit.QuotientColumns, inputsHash hash.Digest, ch *circuit.Challenges) error {
	blocks := q.domain.size() / q.blockLen()
	par.Each(len(q.workers), len(q.workers), func(i int) {
		w := q.workers[i]
		w.evaluator.Start(inputsHash, ch.Betas, ch.Gammas, ch.Alphas)
		for b := i; b < blocks; b += len(q.workers) {
			q.evalBlock(w, dst, in, b*q.blockLen())
		}
	})
	g := q.common.FRI.Dialect.Generators
	domain := ntt.NewDomain(g, q.domain.rowBits+q.domain.runBits)
	par.Each(len(q.workers), len(dst), func(i int) {
		domain.CosetInverse(dst[i], g.CosetShift())
	})
	return q.checkDegree(dst)
}

// evalBlock sets dst to the values of the quotients on the block of rows that
// begins at from.
func (q *quotient) evalBlock(w *quotientWorker, dst [][]field.Element, in *circuit.QuotientColumns, from int) {
	to := from + q.blockLen()
	run := from >> q.domain.rowBits
	runFrom, runTo := run<<q.domain.rowBits, (run+1)<<q.domain.rowBits

	q.domain.points(w.x, run, from-runFrom)
	for i, z := range in.Zs {
		q.domain.gatherNext(w.zsNext[i], z[runFrom:runTo], from-runFrom)
	}
	for i := range dst {
		w.dst[i] = dst[i][from:to]
	}
	w.evaluator.Eval(w.dst, in, &circuit.QuotientPoints{
		From:      from,
		X:         w.x,
		L0:        q.domain.lagrange[from:to],
		ZsNext:    w.zsNext,
		ZHInverse: q.domain.zhInv[run],
	})
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
