package prover

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/merkle"
	"github.com/zkpor/por/verify"
)

// cheatConfig has two folding steps for a small circuit and little work, and
// still the security that verifiers demand.
func cheatConfig() circuit.Config {
	cfg := circuit.StandardConfig()
	cfg.FRI.CapHeight = 3
	cfg.FRI.PowBits = 4
	cfg.FRI.NumQueries = 32
	cfg.FRI.Reduction = fri.Reduction{Kind: fri.FixedReduction, Fixed: []int{1, 1}}
	return cfg
}

// cheatCircuit is a circuit of eight rows whose public inputs are x, y, x·y and
// the hash of x and y.
func cheatCircuit(t testing.TB) (*Prover, *builder.Witness) {
	t.Helper()
	b := builder.New(cheatConfig())
	x, y := b.NewTarget(), b.NewTarget()
	b.RegisterPublicInputs(x, y, b.Mul(x, y))
	digest := b.HashNoPad([]builder.Target{x, y})
	b.RegisterPublicInputs(digest[:]...)
	c, err := b.Build(1)
	require.NoError(t, err)
	p, err := New(c, WithWorkers(1), WithEntropy(entropy.Zeros()))
	require.NoError(t, err)
	w := c.NewWitness()
	w.Set(x, field.New(1<<40))
	w.Set(y, field.New(12345))
	return p, w
}

// cheatSession makes a proof in which cheat changes what the prover has just
// made, before the transcript learns of it.
func cheatSession(t testing.TB, cheat func(*session, Stage)) *session {
	t.Helper()
	p, w := cheatCircuit(t)
	wires, inputs, err := w.Run(p.entropy.Reader(), 1)
	require.NoError(t, err)
	s := p.newSession(wires, inputs, p.entropy.Reader())
	require.NoError(t, s.run(context.Background(), func(done Stage) { cheat(s, done) }))
	return s
}

func honest(*session, Stage) {}

// checked returns what the verifier says of the session's proof.
func checked(t testing.TB, s *session) error {
	t.Helper()
	key, err := verify.NewKey(s.common, s.circuit.Key)
	require.NoError(t, err)
	return verify.Proof(key, verify.Policy{}, &s.proof)
}

// requireRefused demands that the verifier refuses the proof at the given
// check, in the given oracle or folding step where the check has several.
func requireRefused(t *testing.T, s *session, check verify.Check, place int) {
	t.Helper()
	err := checked(t, s)
	require.ErrorIs(t, err, check)
	if query := (*fri.QueryError)(nil); errors.As(err, &query) {
		require.Equal(t, place, max(query.Oracle, query.Step, 0), "%v", err)
	}
}

// Without a cheat, the forger makes the prover's own proof: the tests below
// differ from an honest proof in their cheat only.
func TestForgerIsHonest(t *testing.T) {
	s := cheatSession(t, honest)
	require.NoError(t, checked(t, s))
	require.Equal(t, s.proof.FRI, newForger(s).forge(t))
}

func TestCheatFinalPolynomial(t *testing.T) {
	s := cheatSession(t, honest)
	f := newForger(s)
	f.finalPoly = func(coeffs []field.Ext) { coeffs[0] = coeffs[0].Add(field.ExtOne()) }
	s.proof.FRI = f.forge(t)
	requireRefused(t, s, verify.CheckFinalPoly, 0)
}

// The first layer is of low degree but has nothing to do with the openings.
func TestCheatCombination(t *testing.T) {
	s := cheatSession(t, honest)
	f := newForger(s)
	f.combined = addOne
	s.proof.FRI = f.forge(t)
	requireRefused(t, s, verify.CheckFold, 0)
}

func TestCheatLaterFold(t *testing.T) {
	s := cheatSession(t, honest)
	f := newForger(s)
	f.layer = func(step int, coeffs vec.Ext) {
		if step == 1 {
			addOne(coeffs)
		}
	}
	s.proof.FRI = f.forge(t)
	requireRefused(t, s, verify.CheckFold, 1)
}

// addOne adds 1 to a polynomial.
func addOne(coeffs vec.Ext) { coeffs.Set(0, coeffs.At(0).Add(field.ExtOne())) }

// False openings that satisfy the identity at zeta. A prover that goes on
// honestly commits to the quotients of the true openings; one that folds what
// the verifier computes from the false ones has a function of high degree, which
// no final polynomial fits.
func TestCheatOpenings(t *testing.T) {
	s := cheatSession(t, func(s *session, done Stage) {
		if done != StageOpenings {
			return
		}
		q := s.proof.Openings.Quotients
		zetaToN := s.challenges.Zeta.ExpPowerOf2(s.common.DegreeBits())
		q[0] = q[0].Add(zetaToN)
		q[1] = q[1].Sub(field.ExtOne())
	})
	require.NoError(t, s.vanishing.Check(&s.proof.Openings, s.inputsHash, &s.challenges))
	requireRefused(t, s, verify.CheckFold, 0)

	s.proof.FRI = newForger(s).forge(t)
	requireRefused(t, s, verify.CheckFinalPoly, 0)
}

func TestCheatProofOfWork(t *testing.T) {
	s := cheatSession(t, honest)
	f := newForger(s)
	f.badNonce = true
	s.proof.FRI = f.forge(t)
	requireRefused(t, s, verify.CheckPow, 0)
}

// The proof claims other public inputs than the circuit was given, and its
// transcript is theirs.
func TestCheatPublicInputs(t *testing.T) {
	var truth hash.Digest
	s := cheatSession(t, func(s *session, done Stage) {
		switch done {
		case StageWires:
			truth = s.inputsHash
			s.proof.PublicInputs[2] = field.New(1)
			s.inputsHash = hash.NoPad(s.proof.PublicInputs)
		case StagePermutation:
			s.inputsHash = truth
		}
	})
	requireRefused(t, s, verify.CheckVanishing, 0)
}

func TestCheatCaps(t *testing.T) {
	for _, oracle := range []struct {
		name  string
		index int
		stage Stage
		cap   func(*circuit.Proof) merkle.Cap
	}{
		{"wires", circuit.WiresOracle, StageWires,
			func(p *circuit.Proof) merkle.Cap { return p.WiresCap }},
		{"permutation", circuit.ZsPartialProductsOracle, StagePermutation,
			func(p *circuit.Proof) merkle.Cap { return p.ZsPartialProductsCap }},
		{"quotients", circuit.QuotientOracle, StageQuotient,
			func(p *circuit.Proof) merkle.Cap { return p.QuotientCap }},
	} {
		t.Run(oracle.name, func(t *testing.T) {
			s := cheatSession(t, func(s *session, done Stage) {
				if done == oracle.stage {
					corrupt(oracle.cap(&s.proof))
				}
			})
			requireRefused(t, s, verify.CheckInitialPath, oracle.index)
		})
	}
}

func TestCheatLayerCaps(t *testing.T) {
	for step := range cheatConfig().FRI.Reduction.Fixed {
		s := cheatSession(t, honest)
		f := newForger(s)
		f.layerCap = func(i int, cap merkle.Cap) {
			if i == step {
				corrupt(cap)
			}
		}
		s.proof.FRI = f.forge(t)
		requireRefused(t, s, verify.CheckStepPath, step)
	}
}

// corrupt changes every digest of a cap, so that any query meets a wrong one.
func corrupt(cap merkle.Cap) {
	for i := range cap {
		cap[i][0] = cap[i][0].Add(field.One())
	}
}
