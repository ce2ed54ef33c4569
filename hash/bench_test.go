package hash_test

import (
	"testing"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// reportPermutations adds the number of permutations per second, for the given
// number in each iteration.
func reportPermutations(b *testing.B, each int) {
	b.ReportMetric(float64(each)*float64(b.N)/b.Elapsed().Seconds(), "perms/s")
}

func BenchmarkPermute(b *testing.B) {
	b.ReportAllocs()
	var s hash.State
	for b.Loop() {
		hash.Permute(&s)
	}
	reportPermutations(b, 1)
}

func BenchmarkPermuteBatch(b *testing.B) {
	b.ReportAllocs()
	var s [hash.Width][hash.Lanes]field.Element
	for b.Loop() {
		hash.PermuteBatch(&s)
	}
	reportPermutations(b, hash.Lanes)
}

func BenchmarkColumns(b *testing.B) {
	const rows, width = 1 << 12, 135
	cols := make([][]field.Element, width)
	for i := range cols {
		cols[i] = field.Powers(field.New(uint64(2+i)), rows)
	}
	dst := make([]hash.Digest, rows)
	b.ReportAllocs()
	b.SetBytes(rows * width * field.Bytes)
	for b.Loop() {
		hash.Columns(dst, cols, 0)
	}
	reportPermutations(b, rows*((width+hash.Rate-1)/hash.Rate))
}

func BenchmarkCompressPairs(b *testing.B) {
	const pairs = 1 << 10
	dst, src := make([]hash.Digest, pairs), make([]hash.Digest, 2*pairs)
	b.ReportAllocs()
	for b.Loop() {
		hash.CompressPairs(dst, src)
	}
	reportPermutations(b, pairs)
}

func BenchmarkChallenger(b *testing.B) {
	b.ReportAllocs()
	var c hash.Challenger
	for b.Loop() {
		c.Observe(c.Challenge())
	}
	reportPermutations(b, 1)
}
