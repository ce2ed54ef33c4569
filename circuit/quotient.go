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

// QuotientPoints describes the points of one evaluation. Its slices have one
// entry per point; they belong to the rows [From, From+len(X)) of the columns.
type QuotientPoints struct {
	From   int
	X      []field.Element
	L0     []field.Element   // L_0(x)
	ZsNext [][]field.Element // Z(g·x), one per challenge

	// ZHInverse is 1/Z_H(x), the same for all points.
	ZHInverse field.Element
}

// QuotientEvaluator evaluates the quotients of the vanishing polynomials by Z_H
// at points of the base field. It owns scratch memory and serves one goroutine.
type QuotientEvaluator struct {
	v *Vanishing

	hash   hash.Digest
	betas  []field.Element
	gammas []field.Element
	alphas [][]field.Element // powers of each alpha, one per term

	registers                           BlockRegisters
	numerator, denominator, term, betaX []field.Element
	filter                              []field.Element
	gate                                [][]field.Element // Σ alpha^j·constraint_j of one gate, per challenge
}

// NewQuotientEvaluator returns an evaluator for the circuit of v.
func NewQuotientEvaluator(v *Vanishing) *QuotientEvaluator {
	newBlock := func() []field.Element { return make([]field.Element, BlockLen) }
	e := &QuotientEvaluator{
		v:         v,
		numerator: newBlock(), denominator: newBlock(), term: newBlock(), betaX: newBlock(), filter: newBlock(),
		gate: make([][]field.Element, v.common.Config.NumChallenges),
	}
	for i := range e.gate {
		e.gate[i] = newBlock()
	}
	return e
}

// Start fixes the challenges and the hash of the public inputs of a proof. It
// takes one element per challenge and retains the slices.
func (e *QuotientEvaluator) Start(publicInputsHash hash.Digest, betas, gammas, alphas []field.Element) {
	e.hash, e.betas, e.gammas = publicInputsHash, betas, gammas
	e.alphas = e.alphas[:0]
	for _, alpha := range alphas {
		e.alphas = append(e.alphas, field.Powers(alpha, e.v.numTerms()))
	}
}

// Eval sets dst[c][i] to the quotient for challenge c at point i.
func (e *QuotientEvaluator) Eval(dst [][]field.Element, columns *QuotientColumns, points *QuotientPoints) {
	selectors := len(e.v.common.Selectors.Groups)
	gateColumns := Columns{
		Wires:            columns.Wires,
		Constants:        columns.Constants[selectors:],
		PublicInputsHash: e.hash,
	}
	for start := 0; start < len(points.X); start += BlockLen {
		b := quotientBlock{e, columns, points, start, min(BlockLen, len(points.X)-start), make([][]field.Element, len(dst))}
		for c := range dst {
			b.acc[c] = dst[c][start : start+b.n]
			clear(b.acc[c])
		}
		b.permutation()
		b.gates(&gateColumns)
		for _, acc := range b.acc {
			vec.Scale(acc, acc, points.ZHInverse)
		}
	}
}

// quotientBlock is the evaluation at up to BlockLen points.
type quotientBlock struct {
	e       *QuotientEvaluator
	columns *QuotientColumns
	points  *QuotientPoints
	start   int // index of the first point
	n       int
	acc     [][]field.Element // Σ alpha^t·term_t, per challenge
}

// row returns the block's part of a column.
func (b *quotientBlock) row(column []field.Element) []field.Element {
	from := b.points.From + b.start
	return column[from : from+b.n]
}

// add accumulates term t.
func (b *quotientBlock) add(t int, values []field.Element) {
	for c, acc := range b.acc {
		vec.AddScaled(acc, values, b.e.alphas[c][t])
	}
}

// permutation accumulates the terms of the permutation argument.
func (b *quotientBlock) permutation() {
	e, common := b.e, b.e.v.common
	term, l0 := e.term[:b.n], b.points.L0[b.start:b.start+b.n]
	for c := range e.betas {
		z := b.row(b.columns.Zs[c])
		for i := range term {
			term[i] = l0[i].Mul(z[i].Sub(field.One()))
		}
		b.add(c, term)

		betaX := e.betaX[:b.n]
		vec.Scale(betaX, b.points.X[b.start:b.start+b.n], e.betas[c])
		partials := PartialProductsOf(common, b.columns.PartialProducts, c)
		for chunk := range common.NumChunks() {
			numerator, denominator := e.numerator[:b.n], e.denominator[:b.n]
			copy(numerator, z)
			if chunk > 0 {
				copy(numerator, b.row(partials[chunk-1]))
			}
			if chunk < len(partials) {
				copy(denominator, b.row(partials[chunk]))
			} else {
				copy(denominator, b.points.ZsNext[c][b.start:b.start+b.n])
			}
			from, to := common.ChunkWires(chunk)
			for j := from; j < to; j++ {
				wire := b.row(b.columns.Wires[j])
				mulByFactor(numerator, wire, common.KIs[j], betaX, e.gammas[c])
				mulByFactor(denominator, wire, e.betas[c], b.row(b.columns.Sigmas[j]), e.gammas[c])
			}
			vec.Sub(numerator, numerator, denominator)
			b.add(e.v.chunkTerm(c, chunk), numerator)
		}
	}
}

// mulByFactor multiplies dst[i] by wire[i] + k·id[i] + gamma.
func mulByFactor(dst, wire []field.Element, k field.Element, id []field.Element, gamma field.Element) {
	wire, id = wire[:len(dst)], id[:len(dst)]
	for i := range dst {
		dst[i] = dst[i].Mul(id[i].MulAdd(k, wire[i]).Add(gamma))
	}
}

// gates accumulates the constraints of the gates.
func (b *quotientBlock) gates(columns *Columns) {
	e := b.e
	from := b.points.From + b.start
	filter := e.filter[:b.n]
	for g, program := range e.v.programs {
		if program.NumConstraints == 0 {
			continue
		}
		for _, sum := range e.gate {
			clear(sum[:b.n])
		}
		program.EvalBlock(&e.registers, columns, from, b.n, func(i int, values []field.Element) {
			for c, sum := range e.gate {
				vec.AddScaled(sum[:b.n], values, e.alphas[c][e.v.gateTerm(i)])
			}
		})
		selectors := &e.v.common.Selectors
		selectors.filterBlock(filter, g, b.row(b.columns.Constants[selectors.Indices[g]]))
		for c, acc := range b.acc {
			vec.MulAdd(acc, filter, e.gate[c][:b.n], acc)
		}
	}
}
