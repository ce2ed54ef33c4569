package workload

import (
	"context"
	"math/rand/v2"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
	"github.com/zkpor/por/merkle"
)

// preparePoseidon prepares to permute states by eights.
func preparePoseidon(_ context.Context, o Options) (*Work, error) {
	const batches = 1 << 15
	return &Work{
		Count: batches * hash.Lanes,
		Run: func(context.Context) error {
			par.Range(o.Workers, batches, func(from, to int) {
				var s [hash.Width][hash.Lanes]field.Element
				for range to - from {
					hash.PermuteBatch(&s)
				}
			})
			return nil
		},
	}, nil
}

// rowBits is log2 of the number of rows of a large batch circuit, such as that of
// 1,024 accounts with 200 tokens in the okxv2 profile.
const rowBits = 15

// prepareLDE prepares to extend the wires of such a circuit.
func prepareLDE(_ context.Context, o Options) (*Work, error) {
	config := circuit.StandardConfig()
	generators := field.Plonky2Generators()
	domain := ntt.NewDomain(generators, rowBits)
	coeffs := randomColumns(config.NumWires, rowBits)
	out := newColumns(config.NumWires, rowBits+config.FRI.RateBits)
	return &Work{
		Count: len(coeffs),
		Run: func(context.Context) error {
			domain.LDEColumns(out, coeffs, config.FRI.RateBits, generators.CosetShift(), o.Workers)
			return nil
		},
	}, nil
}

// prepareTree prepares to build the tree over the extended wires of such a circuit.
func prepareTree(_ context.Context, o Options) (*Work, error) {
	config := circuit.StandardConfig()
	const leafBits = 18 // rowBits, and RateBits of the extension
	columns := randomColumns(config.NumWires, leafBits)
	return &Work{
		Count: 1 << leafBits,
		Run: func(context.Context) error {
			_, err := merkle.Build(columns, config.FRI.CapHeight, o.Workers)
			return err
		},
	}, nil
}

// newColumns returns n columns of 2^bits zeros.
func newColumns(n, bits int) [][]field.Element {
	memory := make([]field.Element, n<<bits)
	columns := make([][]field.Element, n)
	for i := range columns {
		columns[i] = memory[i<<bits : (i+1)<<bits]
	}
	return columns
}

// randomColumns returns n columns of 2^bits elements, always the same.
func randomColumns(n, bits int) [][]field.Element {
	columns := newColumns(n, bits)
	for i, column := range columns {
		rng := rand.New(rand.NewPCG(uint64(i), 0))
		for j := range column {
			column[j] = field.New(rng.Uint64N(field.Modulus))
		}
	}
	return columns
}
