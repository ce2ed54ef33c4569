package ntt_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
)

// naiveValues evaluates the polynomial at shift·ω^i, in natural order, from the
// definition.
func naiveValues(coeffs []field.Element, omega, shift field.Element) []field.Element {
	values := make([]field.Element, len(coeffs))
	for i := range values {
		x := shift.Mul(omega.Exp(uint64(i)))
		for k := len(coeffs) - 1; k >= 0; k-- {
			values[i] = values[i].Mul(x).Add(coeffs[k])
		}
	}
	return values
}

func randomColumn(seed uint64, n int) []field.Element {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	col := make([]field.Element, n)
	for i := range col {
		col[i] = field.New(r.Uint64())
	}
	return col
}

func TestForwardMatchesDefinition(t *testing.T) {
	g := field.Plonky2Generators()
	for bits := range 8 {
		d := ntt.NewDomain(g, bits)
		c := randomColumn(1, d.Size())
		want := naiveValues(c, d.Root(), field.One())
		got := append([]field.Element(nil), c...)
		d.ForwardNatural(got)
		require.Equal(t, want, got, "bits %d", bits)
		d.InverseNatural(got)
		require.Equal(t, c, got, "bits %d", bits)
	}
}

func BenchmarkForward(b *testing.B) {
	for _, bits := range []int{15, 18, 20} {
		b.Run(fmt.Sprintf("n=2^%d", bits), func(b *testing.B) {
			d := ntt.NewDomain(field.Plonky2Generators(), bits)
			col := randomColumn(1, d.Size())
			b.ReportAllocs()
			for b.Loop() {
				d.Forward(col)
			}
		})
	}
}
