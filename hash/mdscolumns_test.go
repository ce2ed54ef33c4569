package hash

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
	"github.com/zkpor/por/internal/testutil"
)

// mdsTestColumns returns columns of words, edges among them.
func mdsTestColumns(seed uint64, n int) *[Width][]field.Element {
	var columns [Width][]field.Element
	for i := range columns {
		columns[i] = make([]field.Element, n)
		for row, w := range testutil.Words(seed+uint64(i), n) {
			columns[i][row] = field.Element{w}
		}
	}
	return &columns
}

func TestMDSColumns(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for _, n := range []int{0, 1, 7, 8, 9, 16, 31, 256, 1<<12 + 9} {
			src, dst, want := mdsTestColumns(1, n), mdsTestColumns(20, n), mdsTestColumns(20, n)
			mdsRows(want, src, 0)
			mdsColumns(tier, dst, src)
			require.Equal(t, want, dst, "n=%d", n)
			mdsColumns(tier, src, src)
			require.Equal(t, want, src, "n=%d, in place", n)
		}
	})
}

func TestMDSColumnsOfLargestWords(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		src, dst, want := mdsTestColumns(1, 8), mdsTestColumns(20, 8), mdsTestColumns(20, 8)
		for _, column := range src {
			for row := range column {
				column[row] = field.Element{field.Modulus - 1}
			}
		}
		mdsRows(want, src, 0)
		mdsColumns(tier, dst, src)
		require.Equal(t, want, dst)
	})
}

func TestMDSColumnsRefusesOtherLengths(t *testing.T) {
	src := mdsTestColumns(1, 8)
	src[5] = src[5][:7]
	assert.PanicsWithValue(t, "hash: columns of 8 and 7 rows, want 8", func() { MDSColumns(mdsTestColumns(2, 8), src) })
}

func BenchmarkMDSColumns(b *testing.B) {
	const n = 256
	testutil.BenchEachTier(b, func(b *testing.B, tier cpu.Tier) {
		src, dst := mdsTestColumns(1, n), mdsTestColumns(2, n)
		b.ReportAllocs()
		for b.Loop() {
			mdsColumns(tier, dst, src)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/state")
	})
}
