package ntt_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
)

func TestBitReverseMatchesDefinition(t *testing.T) {
	for bits := range 14 {
		col := randomColumn(8, 1<<bits)
		reversed := applied(col, ntt.BitReverse)
		require.Equal(t, naiveReverse(col), reversed, "bits %d", bits)
		require.Equal(t, col, applied(reversed, ntt.BitReverse), "bits %d", bits)
		for i := range col {
			require.Equal(t, col[i], reversed[ntt.ReverseBits(i, bits)], "bits %d, row %d", bits, i)
		}
	}
}

func TestBitReverseRefusesOtherLengths(t *testing.T) {
	for _, n := range []int{0, 3, 6, 96} {
		assert.PanicsWithValue(t, fmt.Sprintf("ntt: %d rows, want a power of two", n), func() {
			ntt.BitReverse(make([]field.Element, n))
		})
	}
}
