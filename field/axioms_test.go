package field_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

// fieldElement is what Element and Ext have in common.
type fieldElement[T any] interface {
	comparable
	Add(T) T
	Sub(T) T
	Mul(T) T
	MulAdd(b, c T) T
	Neg() T
	Double() T
	Square() T
	Inverse() T
	Exp(uint64) T
	ExpPowerOf2(int) T
	IsZero() bool
}

func TestFieldAxioms(t *testing.T) {
	t.Run("Element", func(t *testing.T) {
		samples := append(edges(), elements(1, 10)...)
		checkAxioms(t, samples, field.Zero(), field.One(), canonical)
	})
	t.Run("Ext", func(t *testing.T) {
		samples := append(exts(2, 40), field.ExtZero(), field.ExtOne(), field.Ext{A1: field.One()})
		checkAxioms(t, samples, field.ExtZero(), field.ExtOne(), canonicalExt)
	})
}

// canonical reports whether the word of a is reduced, as every result must be.
func canonical(a field.Element) bool { return a[0] < field.Modulus }

func canonicalExt(a field.Ext) bool { return canonical(a.A0) && canonical(a.A1) }

// checkAxioms checks the axioms of a field, and what defines each operation in
// terms of others, on the samples, their pairs and their triples.
func checkAxioms[T fieldElement[T]](t *testing.T, samples []T, zero, one T, canonical func(T) bool) {
	require.True(t, zero.IsZero())
	require.False(t, one.IsZero())
	for _, a := range samples {
		checkUnary(t, a, zero, one, canonical)
		for _, b := range samples {
			sum, difference, product := a.Add(b), a.Sub(b), a.Mul(b)
			require.True(t, canonical(sum), "%v + %v", a, b)
			require.True(t, canonical(difference), "%v − %v", a, b)
			require.True(t, canonical(product), "%v · %v", a, b)

			require.Equal(t, b.Add(a), sum, "%v + %v", a, b)
			require.Equal(t, b.Mul(a), product, "%v · %v", a, b)
			require.Equal(t, a.Add(b.Neg()), difference, "%v − %v", a, b)
			require.Equal(t, a.IsZero() || b.IsZero(), product.IsZero(), "%v · %v", a, b)
			require.Equal(t, a == b, difference.IsZero(), "%v − %v", a, b)

			for _, c := range samples {
				if sum.Add(c) != a.Add(b.Add(c)) || product.Mul(c) != a.Mul(b.Mul(c)) {
					t.Fatalf("not associative: %v, %v, %v", a, b, c)
				}
				if sum.Mul(c) != a.Mul(c).Add(b.Mul(c)) {
					t.Fatalf("not distributive: %v, %v, %v", a, b, c)
				}
				if a.MulAdd(b, c) != product.Add(c) {
					t.Fatalf("MulAdd: %v, %v, %v", a, b, c)
				}
			}
		}
	}
}

func checkUnary[T fieldElement[T]](t *testing.T, a, zero, one T, canonical func(T) bool) {
	for _, r := range []T{a, a.Neg(), a.Double(), a.Square(), a.Inverse(), a.Exp(11), a.ExpPowerOf2(3)} {
		require.True(t, canonical(r), "an operation on %v is not reduced", a)
	}
	require.Equal(t, a, a.Add(zero))
	require.Equal(t, a, a.Sub(zero))
	require.Equal(t, a, a.Mul(one))
	require.Equal(t, zero, a.Mul(zero))
	require.Equal(t, zero, a.Sub(a))
	require.Equal(t, zero, a.Add(a.Neg()))
	require.Equal(t, a.Add(a), a.Double())
	require.Equal(t, a.Mul(a), a.Square())
	if a.IsZero() {
		require.Equal(t, zero, a.Inverse())
	} else {
		require.Equal(t, one, a.Mul(a.Inverse()), "1/%v", a)
	}
	checkExp(t, a, one)
}

func checkExp[T fieldElement[T]](t *testing.T, a, one T) {
	power := one
	for e := range uint64(20) {
		require.Equal(t, power, a.Exp(e), "%v^%d", a, e)
		power = power.Mul(a)
	}
	for k := range 64 {
		require.Equal(t, a.Exp(1<<k), a.ExpPowerOf2(k), "%v^(2^%d)", a, k)
	}
	if !a.IsZero() {
		const e = 1<<63 + 12345
		require.Equal(t, a.Exp(e).Mul(a), a.Exp(e+1), "%v", a)
		require.Equal(t, a.Exp(1<<63).Square(), a.Exp(^uint64(0)).Mul(a), "%v^(2^64)", a)
	}
}
