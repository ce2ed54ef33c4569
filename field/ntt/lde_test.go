package ntt_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
)

func TestLDEMatchesDefinition(t *testing.T) {
	for name, g := range dialects() {
		for bits := range 5 {
			for rateBits := range 5 {
				t.Run(fmt.Sprintf("%s/n=%d,N=%d", name, 1<<bits, 1<<(bits+rateBits)), func(t *testing.T) {
					d := ntt.NewDomain(g, bits)
					coeffs := randomColumn(9, d.Size())
					before := slices.Clone(coeffs)
					dst := make([]field.Element, d.Size()<<rateBits)
					d.LDE(dst, coeffs, rateBits, g.CosetShift())
					want := naiveValues(g, coeffs, bits+rateBits, g.CosetShift())
					require.Equal(t, naiveReverse(want), dst)
					require.Equal(t, before, coeffs, "coefficients changed")

					rows := make([]field.Element, d.Size())
					for i := range 1 << rateBits {
						ntt.NewCoset(d, d.LDEShift(rateBits, g.CosetShift(), i)).Forward(rows, coeffs)
						require.Equal(t, dst[i*d.Size():(i+1)*d.Size()], rows, "coset %d", i)
					}
				})
			}
		}
	}
}

// TestLDEEqualsPaddedTransform compares with the transform of the coefficients
// padded with zeros, at a size that is split depth first.
func TestLDEEqualsPaddedTransform(t *testing.T) {
	const bits, rateBits = 12, 3
	g := field.Plonky2Generators()
	coeffs := randomColumn(10, 1<<bits)
	got := make([]field.Element, 1<<(bits+rateBits))
	ntt.NewDomain(g, bits).LDE(got, coeffs, rateBits, g.CosetShift())

	want := make([]field.Element, 1<<(bits+rateBits))
	copy(want, coeffs)
	ntt.NewDomain(g, bits+rateBits).CosetForward(want, g.CosetShift())
	require.Equal(t, want, got)
}

// TestLDEPrefix shows that a smaller extension is the start of a larger one.
func TestLDEPrefix(t *testing.T) {
	g := field.Plonky2Generators()
	d := ntt.NewDomain(g, 5)
	coeffs := randomColumn(11, d.Size())
	large, small := make([]field.Element, 32*8), make([]field.Element, 32*2)
	d.LDE(large, coeffs, 3, g.CosetShift())
	d.LDE(small, coeffs, 1, g.CosetShift())
	assert.Equal(t, small, large[:len(small)])
}

func TestLDEColumnsForAnyWorkers(t *testing.T) {
	const rateBits = 2
	g := field.Plonky2Generators()
	d := ntt.NewDomain(g, 6)
	coeffs, want := make([][]field.Element, 7), make([][]field.Element, 7)
	for j := range coeffs {
		coeffs[j] = randomColumn(uint64(j), d.Size())
		want[j] = make([]field.Element, d.Size()<<rateBits)
		d.LDE(want[j], coeffs[j], rateBits, g.CosetShift())
	}
	for _, workers := range []int{0, 1, 3, 16} {
		dst := make([][]field.Element, len(coeffs))
		for j := range dst {
			dst[j] = make([]field.Element, d.Size()<<rateBits)
		}
		d.LDEColumns(dst, coeffs, rateBits, g.CosetShift(), workers)
		assert.Equal(t, want, dst, "%d workers", workers)
	}
}

func TestLDERefusesOtherLengths(t *testing.T) {
	g := field.Plonky2Generators()
	d := ntt.NewDomain(g, 2)
	for _, c := range []struct{ dst, coeffs, rateBits int }{
		{8, 2, 1}, {4, 4, 1}, {16, 4, 1}, {4, 4, -1}, {4, 4, 31},
	} {
		assert.Panics(t, func() {
			d.LDE(make([]field.Element, c.dst), make([]field.Element, c.coeffs), c.rateBits, g.CosetShift())
		}, "%+v", c)
	}
	assert.Panics(t, func() { d.LDEColumns(make([][]field.Element, 1), nil, 1, g.CosetShift(), 1) })
}
