package bench

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/batch"
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/recursive"
)

// benchmarkProofs measures proofs by one prover, the first of which, made before
// the clock starts, also allocates its memory.
func benchmarkProofs(b *testing.B, c *builder.Circuit, assign func(w *builder.Witness)) (last *circuit.Proof) {
	b.Helper()
	reportPeak := measurePeak(b)
	pr, err := prover.New(c, prover.WithWorkers(*workers))
	require.NoError(b, err)
	w := c.NewWitness()
	prove := func() {
		w.Reset()
		assign(w)
		last, err = pr.Prove(context.Background(), w)
		require.NoError(b, err)
	}
	prove()
	b.ReportAllocs()
	reportCPU := measureCPU(b)
	for b.Loop() {
		prove()
	}
	reportCPU()
	b.ReportMetric(float64(c.Common.DegreeBits()), "log2-rows")
	reportPeak()
	return last
}

// newBatch builds the circuit of a full batch, with a function that sets its
// inputs.
func newBatch(b *testing.B, p liability.Profile, tokens int) (*batch.Circuit, func(w *builder.Witness)) {
	b.Helper()
	config := circuit.StandardConfig()
	if p == liability.OKXv2 {
		config.FRI.CapHeight = 1
	}
	c, err := batch.New(p, batchSize, tokens, config, *workers)
	require.NoError(b, err)
	committer := newCommitter(b, p, tokens)
	accounts := randomAccounts(batchSize, tokens)
	return c, func(w *builder.Witness) { require.NoError(b, c.Assign(w, committer, accounts)) }
}

func BenchmarkBatch(b *testing.B) {
	for _, test := range []struct {
		profile liability.Profile
		tokens  int
	}{
		{liability.Standard, 20}, {liability.Standard, 200}, {liability.OKXv2, 20}, {liability.OKXv2, 200},
	} {
		name := fmt.Sprintf("%v %dx%d", test.profile, batchSize, test.tokens)
		b.Run(name+" build", func(b *testing.B) {
			reportPeak, reportCPU := measurePeak(b), measureCPU(b)
			for b.Loop() {
				newBatch(b, test.profile, test.tokens)
			}
			reportCPU()
			reportPeak()
		})
		b.Run(name+" prove", func(b *testing.B) {
			c, assign := newBatch(b, test.profile, test.tokens)
			benchmarkProofs(b, c.Circuit, assign)
			rate(b, batchSize, "accounts")
		})
	}
}

// The first aggregation level over batches of the standard profile: as an inner
// level, and as the root, which has zero knowledge.
func BenchmarkAggregation(b *testing.B) {
	const fanIn = 4
	inner, assign := newBatch(b, liability.Standard, 20)
	pr, err := prover.New(inner.Circuit, prover.WithWorkers(*workers))
	require.NoError(b, err)
	w := inner.Circuit.NewWitness()
	assign(w)
	child, err := pr.Prove(context.Background(), w)
	require.NoError(b, err)
	combine, err := batch.Combine(liability.Standard)
	require.NoError(b, err)

	for _, zk := range []bool{false, true} {
		config := circuit.StandardConfig()
		config.ZeroKnowledge = zk
		build := func(b *testing.B) *recursive.Aggregation {
			key := recursive.Inner{Common: &inner.Circuit.Common, Key: inner.Circuit.Key}
			a, err := recursive.NewAggregation(key, fanIn, config, combine, *workers)
			require.NoError(b, err)
			return a
		}
		name := fmt.Sprintf("of %d", fanIn)
		if zk {
			name += " zero-knowledge"
		}
		b.Run(name+" build", func(b *testing.B) {
			reportPeak, reportCPU := measurePeak(b), measureCPU(b)
			for b.Loop() {
				build(b)
			}
			reportCPU()
			reportPeak()
		})
		b.Run(name+" prove", func(b *testing.B) {
			a := build(b)
			benchmarkProofs(b, a.Circuit, func(w *builder.Witness) {
				a.Assign(w, []*circuit.Proof{child, child, child, child})
			})
		})
	}
}
