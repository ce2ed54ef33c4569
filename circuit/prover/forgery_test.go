package prover

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// forger makes proofs of openings, and may cheat in one place. What follows the
// cheat is consistent with it: the transcript goes on from what was cheated
// with. It is written for clarity, apart from the prover of package fri, and
// works from the values on the whole domain, so that it also goes on from a
// function that is no polynomial of low degree.
type forger struct {
	*session
	params *fri.Params

	combined  func(coeffs vec.Ext)           // changes the combined polynomial
	layer     func(step int, coeffs vec.Ext) // changes what a step commits to
	layerCap  func(step int, cap merkle.Cap) // changes a cap
	finalPoly func(coeffs []field.Ext)       // changes the final polynomial
	badNonce  bool                           // sends a nonce without enough work
}

// newForger returns an honest forger for a session whose openings are known.
func newForger(s *session) *forger {
	return &forger{
		session:   s,
		params:    &s.common.FRI,
		combined:  func(vec.Ext) {},
		layer:     func(int, vec.Ext) {},
		layerCap:  func(int, merkle.Cap) {},
		finalPoly: func([]field.Ext) {},
	}
}

// forge returns the proof of the openings in the session's proof.
func (f *forger) forge(t testing.TB) fri.Proof {
	t.Helper()
	var proof fri.Proof
	challenger := f.replay()

	// 1. Combined polynomial
	coeffs := f.combine(challenger.ExtChallenge())
	f.combined(coeffs)

	// 2. Folding steps
	g := f.params.Dialect.Generators
	shift := g.CosetShift()
	layers := make([]vec.Ext, len(f.params.ArityBits)) // values in bit-reversed order
	trees := make([]*merkle.Tree, len(f.params.ArityBits))
	for i, arityBits := range f.params.ArityBits {
		f.layer(i, coeffs)
		layers[i] = evaluateOn(g, coeffs, shift)
		trees[i] = layerTree(t, layers[i], arityBits, f.params.CapHeight)
		cap := trees[i].Cap()
		f.layerCap(i, cap)
		proof.CommitPhaseCaps = append(proof.CommitPhaseCaps, cap)
		challenger.ObserveDigests(cap)

		coeffs = foldOnce(coeffs, arityBits, challenger.ExtChallenge())
		shift = shift.ExpPowerOf2(arityBits)
	}

	// 3. Final polynomial, without the terms that are zero for an honest prover
	for i := range f.params.FinalPolyLen() {
		proof.FinalPoly = append(proof.FinalPoly, coeffs.At(i))
	}
	f.finalPoly(proof.FinalPoly)
	challenger.ObserveExt(proof.FinalPoly...)

	// 4. Grinding
	proof.PowWitness = f.grind(challenger)
	challenger.Observe(proof.PowWitness)
	challenger.Challenge()

	// 5. Queries
	for _, index := range f.params.QueryIndices(challenger) {
		var round fri.QueryRound
		for _, c := range f.commitments {
			round.Initial = append(round.Initial, c.Open([]int{index}, f.workspace)...)
		}
		for i, arityBits := range f.params.ArityBits {
			index >>= arityBits
			step := fri.QueryStep{Path: trees[i].Path(index)}
			for j := range 1 << arityBits {
				step.Evals = append(step.Evals, layers[i].At(index<<arityBits+j))
			}
			round.Steps = append(round.Steps, step)
		}
		proof.QueryRounds = append(proof.QueryRounds, round)
	}
	return proof
}

// replay returns the transcript from after the openings.
func (f *forger) replay() *hash.Challenger {
	p := &f.proof
	transcript := circuit.NewTranscript(f.common, &f.circuit.Key, hash.NoPad(p.PublicInputs))
	transcript.Wires(p.WiresCap)
	transcript.ZsPartialProducts(p.ZsPartialProductsCap)
	transcript.Quotient(p.QuotientCap)
	return transcript.Openings(&p.Openings)
}

// combine returns the coefficients of the function that the verifier computes
// from the committed rows and the claimed openings y,
//
//	Σ_b α^(k_b) · Σ_j α^j·(f_bj(x) − y_bj) / (x − z_b),
//
// k_b being the number of openings in the batches after b. It has as many
// coefficients as the domain has points; for true openings the terms of degree
// 2^DegreeBits − 1 and above are zero.
func (f *forger) combine(alpha field.Ext) vec.Ext {
	g := f.params.Dialect.Generators
	instance := f.common.FRIInstance(f.challenges.Zeta)
	openings := f.proof.Openings.FRIOpenings()
	values := vec.NewExt(1 << f.params.LDEBits())
	root := g.RootOfUnity(f.params.LDEBits())
	rows := f.allRows()
	for i := range values.Len() {
		x := field.ExtFrom(g.CosetShift().Mul(root.Exp(uint64(ntt.ReverseBits(i, f.params.LDEBits())))))
		var sum field.Ext
		for b, batch := range instance.Batches {
			var reduced field.Ext
			power := field.ExtOne()
			for j, poly := range batch.Polynomials {
				y := field.ExtFrom(rows[poly.Oracle][i].Values[poly.Index])
				reduced = reduced.Add(power.Mul(y.Sub(openings[b][j])))
				power = power.Mul(alpha)
			}
			sum = sum.Mul(power).Add(reduced.Mul(x.Sub(batch.Point).Inverse()))
		}
		values.Set(i, sum)
	}
	domain := ntt.NewDomain(g, f.params.LDEBits())
	domain.CosetInverse(values.A0, g.CosetShift())
	domain.CosetInverse(values.A1, g.CosetShift())
	return values
}

// grind returns the smallest nonce with, or for a bad nonce without, enough
// work.
func (f *forger) grind(challenger *hash.Challenger) field.Element {
	for nonce := uint64(0); ; nonce++ {
		c := challenger.Clone()
		c.Observe(field.New(nonce))
		if f.params.PowOK(c.Challenge()) != f.badNonce {
			return field.New(nonce)
		}
	}
}

// allRows returns the rows of each oracle.
func (f *forger) allRows() [][]fri.InitialOpening {
	indices := make([]int, 1<<f.params.LDEBits())
	for i := range indices {
		indices[i] = i
	}
	var rows [][]fri.InitialOpening
	for _, c := range f.commitments {
		rows = append(rows, c.Open(indices, f.workspace))
	}
	return rows
}

// evaluateOn returns the values of a polynomial on a coset with as many points
// as it has coefficients, in bit-reversed order.
func evaluateOn(g field.Generators, coeffs vec.Ext, shift field.Element) vec.Ext {
	values := vec.NewExt(coeffs.Len())
	copy(values.A0, coeffs.A0)
	copy(values.A1, coeffs.A1)
	domain := ntt.NewDomain(g, log2(coeffs.Len()))
	domain.CosetForward(values.A0, shift)
	domain.CosetForward(values.A1, shift)
	return values
}

// layerTree returns the tree of a folding step, with a leaf for each coset.
func layerTree(t testing.TB, values vec.Ext, arityBits, capHeight int) *merkle.Tree {
	t.Helper()
	var elements []field.Element
	for i := range values.Len() {
		elements = append(elements, values.A0[i], values.A1[i])
	}
	tree, err := merkle.BuildRows(elements, field.Degree<<arityBits, capHeight, 1)
	require.NoError(t, err)
	return tree
}

// foldOnce returns Σ_{i<a} β^i·F_i for F(X) = Σ_{i<a} X^i·F_i(X^a).
func foldOnce(coeffs vec.Ext, arityBits int, beta field.Ext) vec.Ext {
	folded := vec.NewExt(coeffs.Len() >> arityBits)
	for i := range coeffs.Len() {
		to, power := i>>arityBits, beta.Exp(uint64(i&(1<<arityBits-1)))
		folded.Set(to, folded.At(to).Add(power.Mul(coeffs.At(i))))
	}
	return folded
}

func log2(n int) int {
	bits := 0
	for 1<<bits < n {
		bits++
	}
	return bits
}
