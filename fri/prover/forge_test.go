package prover_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/internal/fritest"
	"github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/hash"
)

// A forger follows the protocol but for one step, with a transcript that is
// consistent throughout: only the check of that step can tell. It claims a
// false opening, except where it cheats in the proof of work alone.
type forger struct {
	*fritest.Statement
	ch        *hash.Challenger
	alpha     field.Ext
	workspace *prover.Workspace
}

// newForger returns a forger that has drawn α. A false claim is about the
// first opening.
func newForger(t *testing.T, claimFalsehood bool) *forger {
	t.Helper()
	s := fritest.Random(t, fritest.Rand(1), *params(t, 6, nil))
	require.Len(t, s.Params.ArityBits, 3)
	require.NoError(t, s.Verify(s.Prove(t, 1)), "the honest proof")
	if claimFalsehood {
		s.Openings[0][0] = s.Openings[0][0].AddBase(field.One())
	}
	ch := s.Transcript()
	return &forger{s, ch, ch.ExtChallenge(), prover.NewWorkspace(1)}
}

// honestCombination returns the combined polynomial of the true openings.
func (f *forger) honestCombination() vec.Ext {
	return prover.Combine(&f.Params, &f.Instance, f.Commitments, f.alpha, f.workspace)
}

// claimedCombination returns the function that the claimed openings yield, as
// a polynomial of degree below 2^LDEBits: its degree is low only if the claims
// hold.
func (f *forger) claimedCombination() vec.Ext {
	g := f.Params.Dialect.Generators
	domain := ntt.NewDomain(g, f.Params.LDEBits())
	values := prover.EvaluationDomain(&f.Params).Evaluate(f.honestCombination(), f.workspace)

	// The false claim is one too large and has α^k with the number k of
	// openings in later batches: −α^k/(x − z) is added to the quotient.
	k := 0
	for _, b := range f.Instance.Batches[1:] {
		k += len(b.Polynomials)
	}
	power := f.alpha.Exp(uint64(k))
	for i := range values.Len() {
		x := g.CosetShift().Mul(domain.Root().Exp(uint64(reverseBits(i, f.Params.LDEBits()))))
		difference := power.Mul(field.ExtFrom(x).Sub(f.Instance.Batches[0].Point).Inverse())
		values.Set(i, values.At(i).Sub(difference))
	}
	domain.CosetInverse(values.A0, g.CosetShift())
	domain.CosetInverse(values.A1, g.CosetShift())
	return values
}

// finish grinds, answers the queries and returns what Verify says.
func (f *forger) finish(t *testing.T, layers []*prover.Layer, final []field.Ext) error {
	t.Helper()
	nonce, err := prover.Grind(&f.Params, f.ch, 1)
	require.NoError(t, err)
	return f.Verify(f.proof(layers, final, nonce))
}

func (f *forger) proof(layers []*prover.Layer, final []field.Ext, nonce field.Element) *fri.Proof {
	return &fri.Proof{
		CommitPhaseCaps: prover.Caps(layers),
		QueryRounds:     prover.AnswerQueries(f.Commitments, layers, f.Params.QueryIndices(f.ch), f.workspace),
		FinalPoly:       final,
		PowWitness:      nonce,
	}
}

// commitPhase is the prover's, with a chance to replace the polynomial before
// a step commits to it; step 3 is the final polynomial.
func (f *forger) commitPhase(t *testing.T, coeffs vec.Ext, replace func(step int, coeffs vec.Ext)) ([]*prover.Layer, []field.Ext) {
	t.Helper()
	domain := prover.EvaluationDomain(&f.Params)
	var layers []*prover.Layer
	for i, arity := range f.Params.ArityBits {
		replace(i, coeffs)
		l, err := prover.NewLayer(i, domain.Evaluate(coeffs, f.workspace), arity, f.Params.CapHeight, f.workspace)
		require.NoError(t, err)
		layers = append(layers, l)
		f.ch.ObserveDigests(prover.Caps(layers)[i])
		coeffs = prover.FoldCoeffs(coeffs, arity, f.ch.ExtChallenge(), f.workspace)
		domain = domain.Fold(arity)
	}
	replace(len(layers), coeffs)
	final := rows(coeffs)[:f.Params.FinalPolyLen()]
	f.ch.ObserveExt(final...)
	return layers, final
}

func failsAt(t *testing.T, err, want error, step int) {
	t.Helper()
	require.ErrorIs(t, err, want)
	var at *fri.QueryError
	require.ErrorAs(t, err, &at)
	assert.Equal(t, step, at.Step)
}

// The stages that a forger replaces are the ones that Prove runs.
func TestForgerWithoutForgery(t *testing.T) {
	f := newForger(t, false)
	layers, final := f.commitPhase(t, f.honestCombination(), func(int, vec.Ext) {})
	assert.NoError(t, f.finish(t, layers, final))
}

// The first layer is a polynomial of low degree, but not the combination.
func TestForgeCombination(t *testing.T) {
	f := newForger(t, true)
	layers, final, err := prover.CommitPhase(&f.Params, f.honestCombination(), f.ch, f.workspace)
	require.NoError(t, err)
	failsAt(t, f.finish(t, layers, final), fri.ErrFold, 0)
}

// The first layer is the combination of false claims, far from low degree. The
// second is a polynomial of low degree, but not the first one folded.
func TestForgeFold(t *testing.T) {
	for step := 1; step < 3; step++ {
		f := newForger(t, true)
		layers, final := f.commitPhase(t, f.claimedCombination(), func(i int, coeffs vec.Ext) {
			if i == step {
				truncate(coeffs, f.Params.RateBits)
			}
		})
		failsAt(t, f.finish(t, layers, final), fri.ErrFold, step)
	}
}

// All layers are the combination of false claims, folded correctly. The final
// polynomial is of low degree, but not the last layer folded.
func TestForgeFinalPolynomial(t *testing.T) {
	f := newForger(t, true)
	layers, final, err := prover.CommitPhase(&f.Params, f.claimedCombination(), f.ch, f.workspace)
	require.NoError(t, err)
	failsAt(t, f.finish(t, layers, final), fri.ErrFinalPoly, -1)
}

// An honest final polynomial with one coefficient changed.
func TestForgeFinalCoefficient(t *testing.T) {
	f := newForger(t, false)
	layers, final := f.commitPhase(t, f.honestCombination(), func(i int, coeffs vec.Ext) {
		if i == 3 {
			coeffs.Set(0, coeffs.At(0).Add(field.ExtOne()))
		}
	})
	failsAt(t, f.finish(t, layers, final), fri.ErrFinalPoly, -1)
}

// All is true but the work was not done.
func TestForgeProofOfWork(t *testing.T) {
	f := newForger(t, false)
	layers, final, err := prover.CommitPhase(&f.Params, f.honestCombination(), f.ch, f.workspace)
	require.NoError(t, err)
	responses := f.ch.Responses(0)
	require.False(t, f.Params.PowOK(responses[0]), "nonce 0 is a cheat")
	f.ch.Observe(field.Zero())
	f.ch.Challenge()
	assert.ErrorIs(t, f.Verify(f.proof(layers, final, field.Zero())), fri.ErrPow)
}

// The queries are answered where the forger likes.
func TestForgePositions(t *testing.T) {
	f := newForger(t, false)
	layers, final, err := prover.CommitPhase(&f.Params, f.honestCombination(), f.ch, f.workspace)
	require.NoError(t, err)
	nonce, err := prover.Grind(&f.Params, f.ch, 1)
	require.NoError(t, err)
	proof := f.proof(layers, final, nonce)
	proof.QueryRounds = prover.AnswerQueries(f.Commitments, layers, make([]int, f.Params.NumQueries), f.workspace)
	failsAt(t, f.Verify(proof), fri.ErrInitialPath, -1)
}

// truncate drops the coefficients above the degree bound.
func truncate(coeffs vec.Ext, rateBits int) {
	high := coeffs.Slice(coeffs.Len()>>rateBits, coeffs.Len())
	clear(high.A0)
	clear(high.A1)
}
