package builder_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
)

// hashTree lays out a tree of n leaves, each of which hashes a sum, a range
// check and an identity, as in a proof of liabilities.
func hashTree(b *builder.Builder, n int) []builder.Target {
	inputs := b.NewTargets(8 * n)
	nodes := make([]builder.Digest, n)
	for i := range nodes {
		in := inputs[8*i : 8*i+8]
		sum := b.AddMany(in...)
		b.RangeCheck(sum, 62)
		nodes[i] = b.HashNoPad(append([]builder.Target{sum}, in...))
	}
	for len(nodes) > 1 {
		for i := range len(nodes) / 2 {
			nodes[i] = b.Compress(nodes[2*i], nodes[2*i+1])
		}
		nodes = nodes[:len(nodes)/2]
	}
	b.RegisterPublicInputs(nodes[0][:]...)
	return inputs
}

func BenchmarkBuild(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		circuitBuilder := builder.New(circuit.StandardConfig())
		hashTree(circuitBuilder, 512)
		_, err := circuitBuilder.Build(1)
		require.NoError(b, err)
	}
}

func BenchmarkRun(b *testing.B) {
	circuitBuilder := builder.New(circuit.StandardConfig())
	inputs := hashTree(circuitBuilder, 512)
	c, err := circuitBuilder.Build(2)
	require.NoError(b, err)
	w := c.NewWitness()
	b.ReportAllocs()
	for b.Loop() {
		w.Reset()
		for i, t := range inputs {
			w.Set(t, field.New(uint64(i)))
		}
		_, _, err := w.Run(zeros{}, 1)
		require.NoError(b, err)
	}
}
