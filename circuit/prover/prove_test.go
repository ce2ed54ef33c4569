package prover_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/proof"
)

// fibonacci builds the circuit of the vectors 01 and 07: the 100th number from
// two public ones.
func fibonacci(t testing.TB, cfg circuit.Config) (*builder.Circuit, *builder.Witness) {
	t.Helper()
	b := builder.New(cfg)
	first, second := b.NewTarget(), b.NewTarget()
	previous, current := first, second
	for range 99 {
		previous, current = current, b.Add(previous, current)
	}
	b.RegisterPublicInputs(first, second, current)
	c, err := b.Build(2)
	require.NoError(t, err)
	w := c.NewWitness()
	w.Set(first, field.Zero())
	w.Set(second, field.One())
	return c, w
}

// requireVector proves without randomness and compares with the proof of a
// vector.
func requireVector(t *testing.T, name string, c *builder.Circuit, w *builder.Witness) {
	t.Helper()
	p, err := prover.New(c, prover.WithWorkers(2), prover.WithEntropy(entropy.Zeros()))
	require.NoError(t, err)
	got, err := p.Prove(context.Background(), w)
	require.NoError(t, err)
	encoded, err := proof.AppendProof(nil, &c.Common, got)
	require.NoError(t, err)
	want := testutil.Vector(t, "plonky2/plonk/"+name+"/proof.bin")
	require.True(t, bytes.Equal(want, encoded), "proof of %s differs", name)
}

func TestFibonacciFromSource(t *testing.T) {
	c, w := fibonacci(t, circuit.StandardConfig())
	requireVector(t, "01_fibonacci", c, w)
}

func TestZeroKnowledgeFromSource(t *testing.T) {
	if testing.Short() {
		t.Skip("2^14 rows of blinding")
	}
	c, w := fibonacci(t, circuit.StandardZKConfig())
	requireVector(t, "07_fibonacci_zk", c, w)
}
