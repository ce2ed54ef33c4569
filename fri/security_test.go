package fri_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/zkpor/por/fri"
)

func TestConjecturedBits(t *testing.T) {
	p := standardParams(t, 14)
	assert.Equal(t, 28*3+16, p.ConjecturedBits(), "plonky2 documents 100 bits")
	p.NumQueries = 1000
	assert.Equal(t, 128, p.ConjecturedBits(), "the field bounds it")
}

func TestProvenBitsStandard(t *testing.T) {
	// 28 queries of up to 1.5 bits and 16 bits of work bound the level by 58. The
	// values are from a scan of all m < 3000 in another program.
	for degreeBits, want := range map[int]int{5: 57, 10: 56, 13: 56, 15: 55, 19: 53} {
		p := standardParams(t, degreeBits)
		assert.Equal(t, want, p.ProvenBits(255), "degree bits %d", degreeBits)
	}
}

// With very many queries only the commit phase counts, where m = 3 is best.
func TestProvenBitsCommitPhase(t *testing.T) {
	p := standardParams(t, 13)
	p.NumQueries, p.PowBits = fri.MaxQueries, 0
	const n = 1 << 16
	batching := 100 * math.Pow(3.5, 7) * n * n * math.Pow(8, 1.5) / 3
	folding := 7 * (n + 1) * math.Sqrt(8) * (16 + 16)
	want := 128 - math.Log2(batching+folding)
	assert.Equal(t, int(want), p.ProvenBits(100))
}

// With few queries a large m is best and only the query phase counts.
func TestProvenBitsQueryPhase(t *testing.T) {
	p := standardParams(t, 5)
	p.NumQueries, p.PowBits = 4, 10
	assert.Equal(t, 15, p.ProvenBits(1), "just below 10 + 4·1.5")
}

func TestProvenBitsMonotonic(t *testing.T) {
	base := standardParams(t, 13)
	level := base.ProvenBits(100)

	more := base
	more.NumQueries = 80
	assert.Greater(t, more.ProvenBits(100), level)
	assert.Less(t, base.ProvenBits(1<<20), level)
	assert.LessOrEqual(t, base.ProvenBits(100), base.ConjecturedBits())
	for _, m := range []int{math.MinInt, 0} {
		assert.Equal(t, base.ProvenBits(1), base.ProvenBits(m))
	}
}

func TestProvenBitsOfAnyValidParams(t *testing.T) {
	p := standardParams(t, 16)
	p.NumQueries, p.PowBits = 1, 0
	p.RateBits, p.ArityBits = 16, nil
	assert.NoError(t, p.Validate())
	assert.Equal(t, 7, p.ProvenBits(1), "just below one query at rate 2^-16")
}
