package testutil

import (
	"os"
	"slices"
	"testing"

	"github.com/zkpor/por/internal/cpu"
)

// NeedTier skips the test if this build or processor lacks the tier, and fails
// it if [cpu.Require] names that tier or a higher one.
func NeedTier(tb testing.TB, tier cpu.Tier) {
	tb.Helper()
	if slices.Contains(cpu.Tiers(), tier) {
		return
	}
	if required, ok := cpu.Parse(os.Getenv(cpu.Require)); ok && tier <= required {
		tb.Fatalf("%s=%s, but %s is not available", cpu.Require, required, tier)
	}
	tb.Skipf("%s is not available", tier)
}

// EachTier runs f as a subtest for each tier, see [NeedTier].
func EachTier(t *testing.T, f func(t *testing.T, tier cpu.Tier)) {
	for _, tier := range cpu.All() {
		t.Run(tier.String(), func(t *testing.T) {
			NeedTier(t, tier)
			f(t, tier)
		})
	}
}

// BenchEachTier runs f as a benchmark for each tier, see [NeedTier].
func BenchEachTier(b *testing.B, f func(b *testing.B, tier cpu.Tier)) {
	for _, tier := range cpu.All() {
		b.Run(tier.String(), func(b *testing.B) {
			NeedTier(b, tier)
			f(b, tier)
		})
	}
}
