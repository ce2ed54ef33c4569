package prover_test

import (
	"bytes"
	"context"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/builder/buildertest"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/proof"
)

// prove proves without randomness and returns the encoded proof.
func prove(t testing.TB, c *builder.Circuit, p *prover.Prover, w *builder.Witness) []byte {
	t.Helper()
	got, err := p.Prove(context.Background(), w)
	require.NoError(t, err)
	format, err := proof.FormatOf(c.Common.FRI.Dialect)
	require.NoError(t, err)
	encoded, err := format.AppendProof(nil, &c.Common, got)
	require.NoError(t, err)
	return encoded
}

func newProver(t testing.TB, c *builder.Circuit, workers int) *prover.Prover {
	t.Helper()
	p, err := prover.New(c, prover.WithWorkers(workers), prover.WithEntropy(entropy.Zeros()))
	require.NoError(t, err)
	return p
}

// Circuits built here, proved here, give the bytes that plonky2 gives, and OKX's
// fork.
func TestVectorsFromSource(t *testing.T) {
	for _, v := range buildertest.Vectors() {
		t.Run(v.Name, func(t *testing.T) {
			if testing.Short() && v.Config.ZeroKnowledge {
				t.Skip("2^14 rows of blinding")
			}
			want := testutil.Vector(t, v.Path("proof.bin"))
			c := v.Build(t)
			got := prove(t, c.Circuit, newProver(t, c.Circuit, 2), c.NewWitness())
			require.True(t, bytes.Equal(want, got), "proof differs")
		})
	}
}

// Neither the number of workers nor what the prover did before shows in a
// proof.
func TestProofsAreDeterministic(t *testing.T) {
	v := buildertest.Named(t, "02_arith_factorial")
	want := testutil.Vector(t, v.Path("proof.bin"))
	c := v.Build(t)
	w := c.NewWitness()
	for _, workers := range []int{1, 3, 8} {
		p := newProver(t, c.Circuit, workers)
		for range 2 {
			w.Reset()
			c.Assign(w)
			require.True(t, bytes.Equal(want, prove(t, c.Circuit, p, w)), "proof differs, %d workers", workers)
		}
	}
}

// Once a prover has its memory, a proof allocates little beside itself: less than
// half of what the wires alone take.
func TestProofAllocatesLittle(t *testing.T) {
	const rowBits = 10
	c, first := hashChain(t, rowBits)
	p := newProver(t, c, 1)
	w := c.NewWitness()
	var before, after runtime.MemStats
	for range 2 {
		w.Reset()
		w.SetDigest(first, hash.Digest{field.One()})
		runtime.ReadMemStats(&before)
		_, err := p.Prove(context.Background(), w)
		require.NoError(t, err)
		runtime.ReadMemStats(&after)
	}
	wires := uint64(c.Common.Config.NumWires) * field.Bytes << rowBits
	require.Less(t, after.TotalAlloc-before.TotalAlloc, wires/2)
}
