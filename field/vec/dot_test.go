package vec_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
)

func TestDotMatchesScalars(t *testing.T) {
	for _, n := range lengths() {
		a, b := column(1, n), extColumn(2, n)
		var want field.Ext
		for i := range a {
			want = want.Add(b.At(i).MulBase(a[i]))
		}
		require.Equal(t, want, vec.DotExt(a, b), "n=%d", n)
		require.Equal(t, want.A0, vec.Dot(a, b.A0), "n=%d", n)
	}
}

// TestDotOfLargestWords has the sums carry as often as they can.
func TestDotOfLargestWords(t *testing.T) {
	const n = 1 << 12
	largest := field.Element{field.Modulus - 1}
	a := make([]field.Element, n)
	for i := range a {
		a[i] = largest
	}
	assert.Equal(t, largest.Square().Mul(field.New(n)), vec.Dot(a, a))
}

func TestDotRefusesOtherLengths(t *testing.T) {
	assert.Panics(t, func() { vec.Dot(column(1, 2), column(1, 3)) })
	assert.Panics(t, func() { vec.DotExt(column(1, 2), extColumn(1, 3)) })
	assert.Panics(t, func() { vec.DotExt(column(1, 2), vec.Ext{A0: column(1, 2), A1: column(1, 1)}) })
}
