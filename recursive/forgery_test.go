package recursive

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/verify"
)

// scaled is a circuit that shows x and k·x. Two of them differ in nothing but
// a constant of a gate.
type scaled struct {
	*builder.Circuit
	x builder.Target
}

func buildScaled(t *testing.T, k uint64) scaled {
	t.Helper()
	b := builder.New(circuit.StandardConfig())
	x := b.NewTarget()
	b.RegisterPublicInputs(x, b.MulConst(field.New(k), x))
	c, err := b.Build(1)
	require.NoError(t, err)
	return scaled{c, x}
}

func (s scaled) prove(t *testing.T, x uint64) *circuit.Proof {
	t.Helper()
	p, err := prover.New(s.Circuit)
	require.NoError(t, err)
	w := s.NewWitness()
	w.Set(s.x, field.New(x))
	proof, err := p.Prove(context.Background(), w)
	require.NoError(t, err)
	return proof
}

func pair(_ *builder.Builder, children [][]builder.Target) []builder.Target {
	return append(children[0][:2:2], children[1]...)
}

// The circuit digest is an input of the transcript and nothing more. A prover
// who puts the genuine digest into the transcript of a circuit of the same
// shape gets a proof that only the commitment to the constants gives away. An
// aggregation that fixed the digest alone and took the commitment from the
// prover would accept it.
func TestAggregationRefusesForgedInnerCircuit(t *testing.T) {
	genuine, forged := buildScaled(t, 2), buildScaled(t, 3)
	require.NotEqual(t, genuine.Key, forged.Key)
	hybrid := *forged.Circuit
	hybrid.Key.CircuitDigest = genuine.Key.CircuitDigest
	proof := scaled{&hybrid, forged.x}.prove(t, 5)
	require.Equal(t, []field.Element{field.New(5), field.New(15)}, proof.PublicInputs)

	aggregate := func(key circuit.VerifierKey, proofs ...*circuit.Proof) error {
		inner := Inner{Common: &genuine.Common, Key: key}
		a, err := NewAggregation(inner, 2, circuit.StandardConfig(), pair, 2)
		require.NoError(t, err)
		w := a.Circuit.NewWitness()
		a.Assign(w, proofs)
		columns, inputs, err := w.Run(zeros(), 2)
		if err != nil {
			return err
		}
		return a.Circuit.Check(columns, inputs)
	}

	// The forgery is perfect but for the cap: under digest and cap as the
	// forger would have them, it passes.
	require.NoError(t, aggregate(hybrid.Key, proof, proof))

	require.NoError(t, aggregate(genuine.Key, genuine.prove(t, 5), genuine.prove(t, 6)))
	require.Error(t, aggregate(genuine.Key, proof, proof))
	require.Error(t, aggregate(genuine.Key, genuine.prove(t, 5), proof))

	// Natively such a key does not even load.
	_, err := verify.NewKey(&genuine.Common, hybrid.Key)
	require.ErrorIs(t, err, verify.ErrCircuitDigest)
	key, err := verify.NewKey(&genuine.Common, genuine.Key)
	require.NoError(t, err)
	require.ErrorIs(t, verify.Proof(key, verify.Policy{}, proof), verify.CheckInitialPath)
}

func TestNewAggregationRefusesFanIn(t *testing.T) {
	inner := buildScaled(t, 2)
	for _, fanIn := range []int{-2, 0, 1, 3, 6, 65, 128} {
		_, err := NewAggregation(Inner{&inner.Common, inner.Key}, fanIn, circuit.StandardConfig(), pair, 1)
		require.ErrorIs(t, err, ErrFanIn, "%d", fanIn)
	}
}

// Challenges come in every state of the buffers: empty, partly and wholly full.
func TestChallengerAgreesWithNative(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	inCircuit := newChallenger(b)
	var native hash.Challenger
	var want []field.Element
	next := uint64(1)
	for _, n := range []int{0, 1, 7, 8, 9, 3, 0, 16, 17} {
		for range n {
			native.Observe(field.New(next))
			inCircuit.observe(b.Constant(field.New(next)))
			next++
		}
		for range n%4 + 1 {
			want = append(want, native.Challenge())
			b.RegisterPublicInput(inCircuit.challenge())
		}
		x := native.ExtChallenge()
		want = append(want, x.A0, x.A1)
		y := inCircuit.extChallenge()
		b.RegisterPublicInputs(y[:]...)
	}
	c, err := b.Build(1)
	require.NoError(t, err)
	_, got, err := c.NewWitness().Run(zeros(), 1)
	require.NoError(t, err)
	require.Equal(t, want, got)
}
