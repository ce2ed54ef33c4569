// Package fritest makes statements for the tests of fri and its prover.
package fritest

import (
	"io"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// Statement is an instance with all that a prover and a verifier need.
type Statement struct {
	Params      fri.Params
	Instance    fri.Instance
	Commitments []*prover.Commitment
	Openings    fri.Openings
}

// New returns a statement about random polynomials.
func New(t testing.TB, random io.Reader, params fri.Params, instance fri.Instance) *Statement {
	t.Helper()
	s := &Statement{Params: params, Instance: instance}
	w := prover.NewWorkspace(1)
	for _, o := range instance.Oracles {
		c, err := prover.New(&params, o)
		require.NoError(t, err)
		require.NoError(t, c.Commit(Columns(t, random, o.NumPolys, 1<<params.DegreeBits), random, w))
		s.Commitments = append(s.Commitments, c)
	}
	var err error
	s.Openings, err = prover.Evaluate(&params, &instance, s.Commitments, w)
	require.NoError(t, err)
	return s
}

// Random returns a statement with one to three oracles, of which about half are
// blinded, and one to three batches, in which polynomials may repeat.
func Random(t testing.TB, rng *rand.ChaCha8, params fri.Params) *Statement {
	t.Helper()
	r := rand.New(rng)
	var in fri.Instance
	for range 1 + r.IntN(3) {
		in.Oracles = append(in.Oracles, fri.Oracle{NumPolys: 1 + r.IntN(6), Blinded: r.IntN(2) == 0})
	}
	for range 1 + r.IntN(3) {
		batch := fri.Batch{Point: Ext(t, rng)}
		for range 1 + r.IntN(8) {
			o := r.IntN(len(in.Oracles))
			batch.Polynomials = append(batch.Polynomials, fri.Polynomial{Oracle: o, Index: r.IntN(in.Oracles[o].NumPolys)})
		}
		in.Batches = append(in.Batches, batch)
	}
	return New(t, rng, params, in)
}

// Plonk returns a statement of the shape that PLONK has with plonky2's standard
// configuration: four oracles, opened at one point, and two polynomials of the
// third also at another.
func Plonk(t testing.TB, random io.Reader, params fri.Params) *Statement {
	t.Helper()
	in := fri.Instance{Oracles: []fri.Oracle{
		{NumPolys: 84}, {NumPolys: 135, Blinded: true}, {NumPolys: 20, Blinded: true}, {NumPolys: 16, Blinded: true},
	}}
	zeta := fri.Batch{Point: Ext(t, random)}
	for i, o := range in.Oracles {
		zeta.Polynomials = append(zeta.Polynomials, fri.Range(i, 0, o.NumPolys)...)
	}
	in.Batches = []fri.Batch{zeta, {Point: Ext(t, random), Polynomials: fri.Range(2, 0, 2)}}
	return New(t, random, params, in)
}

// Caps returns the caps of all commitments.
func (s *Statement) Caps() []merkle.Cap {
	caps := make([]merkle.Cap, len(s.Commitments))
	for i, c := range s.Commitments {
		caps[i] = c.Cap()
	}
	return caps
}

// Transcript returns a transcript in which the statement has been observed.
func (s *Statement) Transcript() *hash.Challenger {
	var ch hash.Challenger
	s.Params.Observe(&ch)
	for _, cap := range s.Caps() {
		ch.ObserveDigests(cap)
	}
	for _, b := range s.Instance.Batches {
		ch.ObserveExt(b.Point)
	}
	s.Openings.Observe(&ch)
	return &ch
}

// Prove makes a proof.
func (s *Statement) Prove(t testing.TB, workers int) *fri.Proof {
	t.Helper()
	proof, err := prover.Prove(&s.Params, &s.Instance, s.Commitments, s.Transcript(), prover.NewWorkspace(workers))
	require.NoError(t, err)
	return proof
}

// Challenges returns the challenges that belong to a proof.
func (s *Statement) Challenges(proof *fri.Proof) *fri.Challenges {
	c := fri.DeriveChallenges(&s.Params, s.Transcript(), proof)
	return &c
}

// Verify verifies a proof with its own challenges.
func (s *Statement) Verify(proof *fri.Proof) error {
	return s.VerifyWith(s.Challenges(proof), proof)
}

// VerifyWith verifies a proof with given challenges.
func (s *Statement) VerifyWith(c *fri.Challenges, proof *fri.Proof) error {
	return fri.Verify(&s.Params, &s.Instance, s.Openings, c, s.Caps(), proof)
}

// Columns returns k columns of n random elements.
func Columns(t testing.TB, random io.Reader, k, n int) [][]field.Element {
	t.Helper()
	columns := make([][]field.Element, k)
	for i := range columns {
		columns[i] = make([]field.Element, n)
		for j := range columns[i] {
			var err error
			columns[i][j], err = field.Random(random)
			require.NoError(t, err)
		}
	}
	return columns
}

// Ext returns a random element of the extension.
func Ext(t testing.TB, random io.Reader) field.Ext {
	t.Helper()
	e, err := field.RandomExt(random)
	require.NoError(t, err)
	return e
}

// Rand returns a source of randomness that is the same in every run.
func Rand(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }
