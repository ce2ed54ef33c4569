package cpu

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNames(t *testing.T) {
	for _, tier := range All() {
		parsed, ok := Parse(tier.String())
		assert.True(t, ok)
		assert.Equal(t, tier, parsed)
	}
	_, ok := Parse("sse")
	assert.False(t, ok)
}

func TestLimit(t *testing.T) {
	assert.Equal(t, AVX512, limit(AVX512, ""))
	assert.Equal(t, AVX512, limit(AVX512, "unknown"))
	assert.Equal(t, AVX2, limit(AVX512, "avx2"))
	assert.Equal(t, Generic, limit(AVX512, "generic"))
	assert.Equal(t, AVX2, limit(AVX2, "avx512"), "a tier that is missing")
}

func TestTiers(t *testing.T) {
	tiers := Tiers()
	assert.Equal(t, Generic, tiers[0])
	assert.Contains(t, tiers, Best())
	assert.Equal(t, detect(), tiers[len(tiers)-1])
}
