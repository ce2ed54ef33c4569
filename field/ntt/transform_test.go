package ntt_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
)

// maxNaiveBits is the largest size, 128, that is compared with the definition
// in every row.
const maxNaiveBits = 7

// applied returns a copy of col that f has changed in place.
func applied(col []field.Element, f func(col []field.Element)) []field.Element {
	out := slices.Clone(col)
	f(out)
	return out
}

func TestTransformsMatchDefinition(t *testing.T) {
	for name, g := range dialects() {
		for bits := range maxNaiveBits + 1 {
			t.Run(fmt.Sprintf("%s/n=%d", name, 1<<bits), func(t *testing.T) {
				d := ntt.NewDomain(g, bits)
				coeffs := randomColumn(1, d.Size())
				shift := g.CosetShift()
				onH := naiveValues(g, coeffs, bits, field.One())
				onCoset := naiveValues(g, coeffs, bits, shift)

				require.Equal(t, naiveReverse(onH), applied(coeffs, d.Forward))
				require.Equal(t, onH, applied(coeffs, d.ForwardNatural))
				require.Equal(t, naiveReverse(onCoset), applied(coeffs, func(col []field.Element) { d.CosetForward(col, shift) }))

				require.Equal(t, coeffs, applied(naiveReverse(onH), d.Inverse))
				require.Equal(t, coeffs, applied(onH, d.InverseNatural))
				require.Equal(t, coeffs, applied(naiveReverse(onCoset), func(col []field.Element) { d.CosetInverse(col, shift) }))
			})
		}
	}
}

// TestLargeTransforms covers the sizes that are split depth first, with odd and
// even logarithms, at some rows.
func TestLargeTransforms(t *testing.T) {
	g := field.Plonky2Generators()
	for bits := maxNaiveBits + 1; bits <= 15; bits++ {
		d := ntt.NewDomain(g, bits)
		coeffs := randomColumn(2, d.Size())
		values := applied(coeffs, d.Forward)
		for _, row := range randomColumn(3, 16) {
			i := int(row.Uint64() % uint64(d.Size()))
			x := d.Root().Exp(uint64(ntt.ReverseBits(i, bits)))
			require.Equal(t, horner(coeffs, x), values[i], "bits %d, row %d", bits, i)
		}
		require.Equal(t, coeffs, applied(values, d.Inverse), "bits %d", bits)
	}
}

// TestEdgeColumns transforms columns of the largest and smallest values, where
// carries and borrows are as frequent and as rare as can be.
func TestEdgeColumns(t *testing.T) {
	g := field.Plonky2Generators()
	d := ntt.NewDomain(g, 6)
	for _, word := range []uint64{0, 1, 1 << 32, field.Modulus - 1} {
		for _, period := range []int{1, 2, 3} {
			coeffs := make([]field.Element, d.Size())
			for i := range coeffs {
				if i%period == 0 {
					coeffs[i] = field.Element{word}
				}
			}
			want := naiveReverse(naiveValues(g, coeffs, d.Bits(), field.One()))
			assert.Equal(t, want, applied(coeffs, d.Forward), "word %d, period %d", word, period)
			assert.Equal(t, coeffs, applied(want, d.Inverse), "word %d, period %d", word, period)
		}
	}
}

// TestProductOfPolynomials multiplies polynomials by way of their values.
func TestProductOfPolynomials(t *testing.T) {
	const n = 40
	a, b := randomColumn(4, n), randomColumn(5, n)
	want := make([]field.Element, 128)
	for i := range a {
		for j := range b {
			want[i+j] = a[i].MulAdd(b[j], want[i+j])
		}
	}

	d := ntt.NewDomain(field.Plonky2Generators(), 7)
	x, y := make([]field.Element, 128), make([]field.Element, 128)
	copy(x, a)
	copy(y, b)
	d.Forward(x)
	d.Forward(y)
	vec.Mul(x, x, y)
	d.Inverse(x)
	assert.Equal(t, want, x)
}

func TestTransformsRefuseOtherLengths(t *testing.T) {
	d := ntt.NewDomain(field.Plonky2Generators(), 3)
	one := field.One()
	for name, f := range map[string]func(col []field.Element){
		"Forward":        d.Forward,
		"Inverse":        d.Inverse,
		"ForwardNatural": d.ForwardNatural,
		"InverseNatural": d.InverseNatural,
		"CosetForward":   func(col []field.Element) { d.CosetForward(col, one) },
		"CosetInverse":   func(col []field.Element) { d.CosetInverse(col, one) },
	} {
		for _, n := range []int{0, 4, 7, 16} {
			col := randomColumn(6, n)
			assert.PanicsWithValue(t, fmt.Sprintf("ntt: column of %d rows, want 8", n), func() { f(col) }, name)
			assert.Equal(t, randomColumn(6, n), col, "%s changed a column it refused", name)
		}
	}
}

func TestTransformsDoNotAllocate(t *testing.T) {
	d := ntt.NewDomain(field.Plonky2Generators(), 12)
	col := randomColumn(7, d.Size())
	dst := make([]field.Element, 2*d.Size())
	shift := field.New(3)
	assert.Zero(t, testing.AllocsPerRun(2, func() {
		d.ForwardNatural(col)
		d.InverseNatural(col)
		d.CosetForward(col, shift)
		d.CosetInverse(col, shift)
		d.LDE(dst, col, 1, shift)
	}))
}
