package circuit

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/hash"
)

// QuotientColumns are the low-degree extensions of all committed polynomials,
// whole columns in one common order of the points.
type QuotientColumns struct {
	Constants       [][]field.Element // selectors first
	Sigmas          [][]field.Element
	Wires           [][]field.Element
	Zs              [][]field.Element // one per challenge
	PartialProducts [][]field.Element // challenge by challenge
}

// QuotientPoints are the points of one evaluation, any number of them. Its
// slices have one entry per point; point i belongs to row From+i of the columns.
type QuotientPoints struct {
	From   int
	X      []field.Element
	L0     []field.Element   // L_0(x)
	ZsNext [][]field.Element // Z(g·x), one per challenge

	// ZHInverse is 1/Z_H(x), the same for all points.
	ZHInverse field.Element
}

// QuotientEvaluator evaluates the quotients of the vanishing polynomials by Z_H
// at points of the base field. It owns its scratch memory and serves one
// goroutine.
type QuotientEvaluator struct {
	v *Vanishing

	// Of the proof.
	betas, gammas []field.Element
	alphas        [][]field.Element // powers of each alpha, one per term
	gateColumns   Columns

	// Of the block: up to BlockLen points from row on, which is point start.
	columns       *QuotientColumns
	points        *QuotientPoints
	start, row, n int
	sums          [][]field.Element // Σ alpha^t·term_t, per challenge

	registers              BlockRegisters
	term, filter           []field.Element
	numerator, denominator []field.Element
	betaX, wire, factor    []field.Element   // wire plus gamma
	gateSums               [][]field.Element // Σ alpha^j·constraint_j of one gate, per challenge
}

// NewQuotientEvaluator returns an evaluator for the circuit of v.
func NewQuotientEvaluator(v *Vanishing) *QuotientEvaluator {
	block := func() []field.Element { return make([]field.Element, BlockLen) }
	e := &QuotientEvaluator{
		v:           v,
		sums:        make([][]field.Element, v.common.Config.NumChallenges),
		term:        block(),
		filter:      block(),
		numerator:   block(),
		denominator: block(),
		betaX:       block(),
		wire:        block(),
		factor:      block(),
	}
	for range e.sums {
		e.gateSums = append(e.gateSums, block())
	}
	return e
}

// Start fixes the hash of the public inputs and the challenges of a proof, one
// of each kind per repetition. It retains the slices.
func (e *QuotientEvaluator) Start(publicInputsHash hash.Digest, betas, gammas, alphas []field.Element) {
	e.gateColumns.PublicInputsHash = publicInputsHash
	e.betas, e.gammas = betas, gammas
	e.alphas = e.alphas[:0]
	for _, alpha := range alphas {
		e.alphas = append(e.alphas, field.Powers(alpha, e.v.numTerms()))
	}
}

// Eval sets dst[c][i] to the quotient for challenge c at point i.
func (e *QuotientEvaluator) Eval(dst [][]field.Element, columns *QuotientColumns, points *QuotientPoints) {
	e.columns, e.points = columns, points
	e.gateColumns.Wires = columns.Wires
	e.gateColumns.Constants = columns.Constants[len(e.v.common.Selectors.Groups):]
	for e.start = 0; e.start < len(points.X); e.start += BlockLen {
		e.row, e.n = points.From+e.start, min(BlockLen, len(points.X)-e.start)
		for c := range e.sums {
			e.sums[c] = e.ofPoints(dst[c])
			clear(e.sums[c])
		}
		for c := range e.sums {
			e.firstRow(c)
			e.chunks(c)
		}
		for g := range e.v.programs {
			e.gate(g)
		}
		for _, sum := range e.sums {
			vec.Scale(sum, sum, points.ZHInverse)
		}
	}
	e.columns, e.points = nil, nil
}

// ofRows returns the block's part of a column.
func (e *QuotientEvaluator) ofRows(column []field.Element) []field.Element {
	return column[e.row : e.row+e.n]
}

// ofPoints returns the block's part of a slice with one entry per point.
func (e *QuotientEvaluator) ofPoints(values []field.Element) []field.Element {
	return values[e.start : e.start+e.n]
}

// add adds the values of term t to the sums.
func (e *QuotientEvaluator) add(t int, values []field.Element) {
	for c, sum := range e.sums {
		vec.AddScaled(sum, values, e.alphas[c][t])
	}
}

// firstRow adds the term L_0·(Z − 1).
func (e *QuotientEvaluator) firstRow(c int) {
	term := e.term[:e.n]
	affine(term, field.One(), e.ofRows(e.columns.Zs[c]), field.One().Neg())
	vec.Mul(term, term, e.ofPoints(e.points.L0))
	e.add(c, term)
}

// chunks adds the terms of the permutation argument.
func (e *QuotientEvaluator) chunks(c int) {
	common := e.v.common
	beta, gamma := e.betas[c], e.gammas[c]
	numerator, denominator := e.numerator[:e.n], e.denominator[:e.n]
	betaX, wire, factor := e.betaX[:e.n], e.wire[:e.n], e.factor[:e.n]
	vec.Scale(betaX, e.ofPoints(e.points.X), beta)

	// Each chunk multiplies the running product from previous to next.
	previous := e.ofRows(e.columns.Zs[c])
	partials := PartialProductsOf(common, e.columns.PartialProducts, c)
	for chunk := range common.NumChunks() {
		next := e.ofPoints(e.points.ZsNext[c])
		if chunk < len(partials) {
			next = e.ofRows(partials[chunk])
		}
		copy(numerator, previous)
		copy(denominator, next)
		from, to := common.ChunkWires(chunk)
		for j := from; j < to; j++ {
			vec.AddScalar(wire, e.ofRows(e.columns.Wires[j]), gamma)
			mulByFactor(numerator, factor, wire, common.KIs[j], betaX)
			mulByFactor(denominator, factor, wire, beta, e.ofRows(e.columns.Sigmas[j]))
		}
		vec.Sub(numerator, numerator, denominator)
		e.add(e.v.chunkTerm(c, chunk), numerator)
		previous = next
	}
}

// mulByFactor multiplies dst[i] by wire[i] + k·id[i], which it leaves in factor.
func mulByFactor(dst, factor, wire []field.Element, k field.Element, id []field.Element) {
	vec.ScaleAdd(factor, id, wire, k)
	vec.Mul(dst, dst, factor)
}

// gate adds the constraints of gate g. They share a filter, so it multiplies
// their combination once.
func (e *QuotientEvaluator) gate(g int) {
	program := e.v.programs[g]
	if program.NumConstraints == 0 {
		return
	}
	for _, sum := range e.gateSums {
		clear(sum[:e.n])
	}
	program.EvalBlock(&e.registers, &e.gateColumns, e.row, e.n, e.constraint)

	filter := e.filter[:e.n]
	selector := e.columns.Constants[e.v.common.Selectors.Indices[g]]
	filterBlock(filter, e.v.roots[g], e.ofRows(selector))
	for c, sum := range e.sums {
		vec.MulAdd(sum, filter, e.gateSums[c][:e.n], sum)
	}
}

// constraint adds the values of constraint j of a gate to the gate's sums.
func (e *QuotientEvaluator) constraint(j int, values []field.Element) {
	for c, sum := range e.gateSums {
		vec.AddScaled(sum[:e.n], values, e.alphas[c][e.v.gateTerm(j)])
	}
}
