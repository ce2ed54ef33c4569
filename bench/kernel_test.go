package bench

import (
	"fmt"
	"testing"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/merkle"
)

// newColumns returns columns of the given length.
func newColumns(n, length int) [][]field.Element {
	memory := make([]field.Element, n*length)
	columns := make([][]field.Element, n)
	for i := range columns {
		columns[i] = memory[i*length : (i+1)*length]
	}
	return columns
}

// randomColumns returns columns of field elements.
func randomColumns(n, length int) [][]field.Element {
	columns := newColumns(n, length)
	for i, column := range columns {
		for j, word := range testutil.Words(uint64(i), length) {
			column[j] = field.New(word)
		}
	}
	return columns
}

func BenchmarkPermute(b *testing.B) {
	b.Run("one state", func(b *testing.B) {
		var s hash.State
		for b.Loop() {
			hash.Permute(&s)
		}
		rate(b, 1, "permutations")
	})
	b.Run("lanes", func(b *testing.B) {
		var s [hash.Width][hash.Lanes]field.Element
		for b.Loop() {
			hash.PermuteBatch(&s)
		}
		rate(b, hash.Lanes, "permutations")
	})
}

// The wires of a batch circuit, extended to eight times as many rows.
func BenchmarkLDE(b *testing.B) {
	config := circuit.StandardConfig()
	generators := field.Plonky2Generators()
	domain := ntt.NewDomain(generators, *rowBits)
	coeffs := randomColumns(config.NumWires, 1<<*rowBits)
	out := newColumns(config.NumWires, 1<<(*rowBits+config.FRI.RateBits))
	b.Run(fmt.Sprintf("%d columns of 2^%d to 2^%d", config.NumWires, *rowBits, *rowBits+config.FRI.RateBits), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			par.Each(*workers, len(coeffs), func(i int) {
				domain.LDE(out[i], coeffs[i], config.FRI.RateBits, generators.CosetShift())
			})
		}
		rate(b, len(coeffs), "columns")
	})
}

// The tree over those wires.
func BenchmarkTree(b *testing.B) {
	config := circuit.StandardConfig()
	most := *rowBits + config.FRI.RateBits
	columns := randomColumns(config.NumWires, 1<<most)
	for _, bits := range []int{most - 4, most - 2, most} {
		b.Run(fmt.Sprintf("2^%d leaves of %d", bits, config.NumWires), func(b *testing.B) {
			short := make([][]field.Element, len(columns))
			for i := range short {
				short[i] = columns[i][:1<<bits]
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := merkle.Build(short, config.FRI.CapHeight, *workers); err != nil {
					b.Fatal(err)
				}
			}
			rate(b, 1<<bits, "leaves")
		})
	}
}
