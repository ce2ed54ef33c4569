package prover_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// hashChain is a circuit that compresses a digest with itself so often that
// 2^rowBits rows are nearly full.
func hashChain(b testing.TB, rowBits int) (*builder.Circuit, builder.Digest) {
	b.Helper()
	bld := builder.New(circuit.StandardConfig())
	first := bld.NewDigest()
	d := first
	for range 1<<rowBits - 8 {
		d = bld.Compress(d, d)
	}
	bld.RegisterPublicInputs(d[:]...)
	c, err := bld.Build(runtime.GOMAXPROCS(0))
	require.NoError(b, err)
	require.Equal(b, rowBits, c.Common.DegreeBits())
	return c, first
}

// BenchmarkProve reports, beside the time of a proof, how much of it each stage
// takes.
func BenchmarkProve(b *testing.B) {
	const rowBits = 12
	c, first := hashChain(b, rowBits)
	for _, workers := range []int{1, runtime.GOMAXPROCS(0)} {
		b.Run(fmt.Sprintf("rows=2^%d/workers=%d", rowBits, workers), func(b *testing.B) {
			spent := make(map[prover.Stage]time.Duration)
			var last time.Time
			p, err := prover.New(c, prover.WithWorkers(workers), prover.WithProgress(func(done prover.Stage) {
				now := time.Now()
				spent[done] += now.Sub(last)
				last = now
			}))
			require.NoError(b, err)
			w := c.NewWitness()
			b.ReportAllocs()
			for b.Loop() {
				last = time.Now()
				w.Reset()
				w.SetDigest(first, hash.Digest{field.One()})
				_, err := p.Prove(context.Background(), w)
				require.NoError(b, err)
			}
			for stage, d := range spent {
				b.ReportMetric(float64(d.Milliseconds())/float64(b.N), stage.String()+"-ms/op")
			}
		})
	}
}
