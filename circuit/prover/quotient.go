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
	x, l0     []field.Element
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
			l0:        make([]field.Element, q.blockLen()),
			zsNext:    newColumns(c.Config.NumChallenges, q.blockLen()),
			dst:       make([][]field.Element, c.Config.NumChallenges),
		})
	}
	return q
}

// blockLen returns the number of points that are evaluated at a time. It
// divides the number of rows, so that blocks fill a coset.
func (q *quotient) blockLen() int { return min(circuit.BlockLen, q.common.Degree()) }

// run sets the columns of dst, of |K| elements each, to the coefficients of the
// quotient polynomials, one per challenge, lowest degree first. extend returns
// the extensions on a coset of the domain, in bit-reversed order, which are in
// use until its next call. run returns [ErrUnsatisfied] if a degree is too high.
func (q *quotient) run(
	dst [][]field.Element, extend func(coset int) *circuit.QuotientColumns, inputsHash hash.Digest, ch *circuit.Challenges,
) error {
	for _, w := range q.workers {
		w.evaluator.Start(inputsHash, ch.Betas, ch.Gammas, ch.Alphas)
	}
	n := q.common.Degree()
	for coset := range q.domain.shifts {
		in := extend(coset)
		par.Each(len(q.workers), len(q.workers), func(i int) {
			for from := i * q.blockLen(); from < n; from += len(q.workers) * q.blockLen() {
				q.evalBlock(q.workers[i], dst, in, coset, from)
			}
		})
	}
	g := q.common.FRI.Dialect.Generators
	domain := ntt.NewDomain(g, q.domain.rowBits+q.domain.cosetBits)
	par.Each(len(q.workers), len(dst), func(i int) {
		domain.CosetInverse(dst[i], g.CosetShift())
	})
	return q.checkDegree(dst)
}

// evalBlock sets dst to the values of the quotients on the block of a coset that
// begins at row from.
func (q *quotient) evalBlock(w *quotientWorker, dst [][]field.Element, in *circuit.QuotientColumns, coset, from int) {
	q.domain.points(w.x, coset, from)
	q.domain.firstRow(w.l0, w.x, coset)
	for i, z := range in.Zs {
		q.domain.gatherNext(w.zsNext[i], z, from)
	}
	at := coset<<q.domain.rowBits + from
	for i := range dst {
		w.dst[i] = dst[i][at : at+q.blockLen()]
	}
	w.evaluator.Eval(w.dst, in, &circuit.QuotientPoints{
		From:      from,
		X:         w.x,
		L0:        w.l0,
		ZsNext:    w.zsNext,
		ZHInverse: q.domain.zhInv[coset],
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
