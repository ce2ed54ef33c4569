package hash_test

import (
	"testing"

	"github.com/zkpor/por/hash"
)

func BenchmarkPermute(b *testing.B) {
	b.ReportAllocs()
	var s hash.State
	for b.Loop() {
		hash.Permute(&s)
	}
}

func BenchmarkChallenger(b *testing.B) {
	b.ReportAllocs()
	var c hash.Challenger
	for b.Loop() {
		c.Observe(c.Challenge())
	}
}
