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

// TestDotReducesSums has words of the sum exceed the modulus.
func TestDotReducesSums(t *testing.T) {
	const largest = field.Modulus - 1
	for name, c := range map[string]struct{ a, b []uint64 }{
		"low word":             {[]uint64{1, 1}, []uint64{largest, 1<<32 - 1}},
		"high word":            {[]uint64{largest, 1 << 48}, []uint64{largest, 1 << 48}},
		"high word and carry":  {[]uint64{largest, largest, largest, 1 << 48}, []uint64{largest, largest, largest, 3 << 48}},
		"all words, no excess": {[]uint64{largest, largest, largest}, []uint64{largest, largest, largest}},
	} {
		a, b := make([]field.Element, len(c.a)), make([]field.Element, len(c.a))
		var want field.Element
		for i := range a {
			a[i], b[i] = field.Element{c.a[i]}, field.Element{c.b[i]}
			want = want.Add(a[i].Mul(b[i]))
		}
		assert.Equal(t, want, vec.Dot(a, b), name)
	}
}

func TestDotRefusesOtherLengths(t *testing.T) {
	assert.Panics(t, func() { vec.Dot(column(1, 2), column(1, 3)) })
	assert.Panics(t, func() { vec.DotExt(column(1, 2), extColumn(1, 3)) })
	assert.Panics(t, func() { vec.DotExt(column(1, 2), vec.Ext{A0: column(1, 2), A1: column(1, 1)}) })
}
