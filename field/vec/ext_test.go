package vec_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
)

// extRows returns a column row by row.
func extRows(c vec.Ext) []field.Ext {
	out := make([]field.Ext, c.Len())
	for i := range out {
		out[i] = c.At(i)
	}
	return out
}

// mapRows applies f to every row number.
func mapRows(n int, f func(i int) field.Ext) []field.Ext {
	out := make([]field.Ext, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

func TestMulExt(t *testing.T) {
	for _, n := range lengths() {
		a, b := extColumn(1, n), extColumn(2, n)
		want := mapRows(n, func(i int) field.Ext { return a.At(i).Mul(b.At(i)) })
		squares := mapRows(n, func(i int) field.Ext { return a.At(i).Square() })

		dst := vec.NewExt(n)
		vec.MulExt(dst, a, b)
		require.Equal(t, want, extRows(dst), "n=%d", n)
		vec.MulExt(b, a, b)
		require.Equal(t, want, extRows(b), "n=%d, into an operand", n)
		vec.MulExt(a, a, a)
		require.Equal(t, squares, extRows(a), "n=%d, one column for all", n)
	}
}

func TestScaleExt(t *testing.T) {
	for _, n := range lengths() {
		for _, k := range extScalars() {
			a := extColumn(3, n)
			want := mapRows(n, func(i int) field.Ext { return a.At(i).Mul(k) })
			dst := vec.NewExt(n)
			vec.ScaleExt(dst, a, k)
			require.Equal(t, want, extRows(dst), "n=%d", n)
			vec.ScaleExt(a, a, k)
			require.Equal(t, want, extRows(a), "n=%d, in place", n)
		}
	}
}

func TestAddScaledExt(t *testing.T) {
	for _, n := range lengths() {
		for _, k := range extScalars() {
			dst, a := extColumn(4, n), column(5, n)
			want := mapRows(n, func(i int) field.Ext { return dst.At(i).Add(k.MulBase(a[i])) })
			vec.AddScaledExt(dst, a, k)
			require.Equal(t, want, extRows(dst), "n=%d", n)
		}
	}
}

func TestAddCombination(t *testing.T) {
	k := extScalars()
	for _, n := range append(lengths(), 1024, 2049) {
		for count := range len(k) + 1 {
			dst := extColumn(6, n)
			want := extRows(dst)
			cols := make([][]field.Element, count)
			for j := range cols {
				cols[j] = column(uint64(10+j), n)
				for i := range want {
					want[i] = want[i].Add(k[j].MulBase(cols[j][i]))
				}
			}
			vec.AddCombination(dst, cols, k[:count])
			require.Equal(t, want, extRows(dst), "%d columns, n=%d", count, n)
			for j := range cols {
				require.Equal(t, column(uint64(10+j), n), cols[j], "column %d changed", j)
			}
		}
	}
}

func TestExtColumnAccess(t *testing.T) {
	c := vec.NewExt(5)
	require.Equal(t, 5, c.Len())
	v := field.Ext{A0: field.New(1), A1: field.New(2)}
	part := c.Slice(2, 4)
	require.Equal(t, 2, part.Len())
	part.Set(1, v)
	assert.Equal(t, v, c.At(3), "a slice shares the memory")
	for _, i := range []int{0, 1, 2, 4} {
		assert.True(t, c.At(i).IsZero(), "row %d", i)
	}
	assert.Equal(t, 5, cap(c.A0), "appending to one coefficient must not reach the other")
}

func TestExtKernelsRefuseOtherLengths(t *testing.T) {
	a, b := extColumn(1, 4), extColumn(2, 5)
	lopsided := vec.Ext{A0: column(1, 4), A1: column(1, 5)}
	one := field.ExtOne()
	for name, f := range map[string]func(){
		"MulExt, first operand":        func() { vec.MulExt(a, b, a) },
		"MulExt, second operand":       func() { vec.MulExt(a, a, b) },
		"MulExt, lopsided":             func() { vec.MulExt(lopsided, a, a) },
		"ScaleExt":                     func() { vec.ScaleExt(a, b, one) },
		"ScaleExt, lopsided":           func() { vec.ScaleExt(a, lopsided, one) },
		"AddScaledExt":                 func() { vec.AddScaledExt(a, b.A0, one) },
		"AddScaledExt, lopsided":       func() { vec.AddScaledExt(lopsided, a.A0, one) },
		"AddCombination, coefficients": func() { vec.AddCombination(a, [][]field.Element{a.A0}, nil) },
		"AddCombination, column":       func() { vec.AddCombination(a, [][]field.Element{b.A0}, []field.Ext{one}) },
	} {
		assert.Panics(t, f, name)
	}
}
