package prover

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

func domainOf(rowBits, degreeFactor int) (*quotientDomain, field.Generators) {
	c := circuit.Common{
		FRI:                  fri.Params{DegreeBits: rowBits, Dialect: fri.Plonky2()},
		QuotientDegreeFactor: degreeFactor,
	}
	return newQuotientDomain(&c), c.FRI.Dialect.Generators
}

// The domain's tables are compared with the definitions, point by point in
// natural order.
func TestQuotientDomain(t *testing.T) {
	for _, size := range []struct{ rowBits, degreeFactor int }{
		{0, 1}, {1, 2}, {3, 8}, {4, 7}, {5, 4}, {6, 1},
	} {
		d, g := domainOf(size.rowBits, size.degreeFactor)
		n := 1 << size.rowBits
		all := bits.Len(uint(d.size())) - 1
		require.GreaterOrEqual(t, d.size(), size.degreeFactor*n)
		require.Less(t, d.size(), max(2, 2*size.degreeFactor)*n)

		root, omega := g.RootOfUnity(all), g.RootOfUnity(size.rowBits)
		points, l0 := make([]field.Element, d.size()), make([]field.Element, d.size())
		for coset := range d.shifts {
			from, to := coset*n, (coset+1)*n
			d.points(points[from:to], coset, 0)
			d.firstRow(l0[from:to], points[from:to], coset)
		}
		for i, x := range points {
			natural := bits.Reverse64(uint64(i)) >> 1 >> (63 - all)
			require.Equal(t, g.CosetShift().Mul(root.Exp(natural)), x, "point %d", i)

			coset, row := i/n, i%n
			require.Equal(t, x.Mul(omega), points[coset*n+d.next(row)], "next of %d", i)

			zh := x.Exp(uint64(n)).Sub(field.One())
			require.Equal(t, zh, d.zh[coset])
			require.True(t, zh.Mul(d.zhInv[coset]).IsOne())
			denominator := field.New(uint64(n)).Mul(x.Sub(field.One()))
			require.Equal(t, zh.Mul(denominator.Inverse()), l0[i])
		}
	}
}

func TestGatherNext(t *testing.T) {
	d, _ := domainOf(4, 1)
	run := make([]field.Element, 16)
	for i := range run {
		run[i] = field.New(uint64(bits.Reverse8(uint8(i)) >> 4)) // its exponent
	}
	got := make([]field.Element, 5)
	d.gatherNext(got, run, 7)
	for i, e := range got {
		require.Equal(t, (run[7+i].Uint64()+1)%16, e.Uint64())
	}
}
