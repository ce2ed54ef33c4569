package field_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

// batchLens cover the ends of chains and of blocks.
var batchLens = []int{0, 1, 2, 3, 4, 5, 7, 8, 31, 1023, 1024, 1025, 1026, 2051}

func TestBatchInvert(t *testing.T) {
	t.Run("Element", func(t *testing.T) { checkBatchInvert(t, field.BatchInvert, elements) })
	t.Run("Ext", func(t *testing.T) { checkBatchInvert(t, field.BatchInvertExt, exts) })
}

// checkBatchInvert compares a batch inversion with single ones. About one
// sample in forty is zero.
func checkBatchInvert[T fieldElement[T]](t *testing.T, invert func(dst, a []T), samples func(seed uint64, n int) []T) {
	var zero T
	for _, n := range batchLens {
		mixed := samples(11, n)
		zeros := make([]T, n)
		oneLeft := make([]T, n)
		oneZero := slices.DeleteFunc(samples(12, 2*n+64), T.IsZero)[:n]
		if n > 0 {
			oneLeft[n/2] = samples(13, 1)[0].Exp(3)
			oneZero[n-1] = zero
		}
		for name, a := range map[string][]T{"mixed": mixed, "zeros": zeros, "one left": oneLeft, "one zero": oneZero} {
			t.Run(fmt.Sprintf("%s/n=%d", name, n), func(t *testing.T) {
				want := make([]T, n)
				for i, x := range a {
					want[i] = x.Inverse()
				}
				before := slices.Clone(a)
				dst := samples(14, n)
				invert(dst, a)
				require.Equal(t, want, dst)
				require.Equal(t, before, a, "the operand changed")

				invert(a, a)
				require.Equal(t, want, a, "in place")
			})
		}
	}
	assert.Panics(t, func() { invert(make([]T, 2), make([]T, 3)) })
}
