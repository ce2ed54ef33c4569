package fri

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

// lagrange evaluates at beta the polynomial of degree below len(xs) through the
// points (xs[i], ys[i]), straight from the definition.
func lagrange(xs []field.Element, ys []field.Ext, beta field.Ext) field.Ext {
	var sum field.Ext
	for i, y := range ys {
		for j, x := range xs {
			if j != i {
				y = y.Mul(beta.SubBase(x)).MulBase(xs[i].Sub(x).Inverse())
			}
		}
		sum = sum.Add(y)
	}
	return sum
}

func TestFold(t *testing.T) {
	rng := rand.NewChaCha8([32]byte{1})
	other := field.Generators{Group: field.New(7), TwoAdic: field.New(1753635133440165772)}
	for _, g := range []field.Generators{field.Plonky2Generators(), other} {
		for arityBits := 1; arityBits <= 6; arityBits++ {
			t.Run(fmt.Sprintf("generator=%v,arity=%d", g.Group, 1<<arityBits), func(t *testing.T) {
				f := newFolder(g, arityBits)
				start, err := field.Random(rng)
				require.NoError(t, err)

				xs := make([]field.Element, 1<<arityBits)
				ys := make([]field.Ext, len(xs))
				for i := range xs {
					xs[i] = start.Mul(g.RootOfUnity(arityBits).Exp(uint64(reverseBits(i, arityBits))))
					ys[i], err = field.RandomExt(rng)
					require.NoError(t, err)
				}
				beta, err := field.RandomExt(rng)
				require.NoError(t, err)

				for i, x := range xs {
					assert.Equal(t, start.Inverse(), f.startInverse(x.Inverse(), i), "start from point %d", i)
				}
				fold := func(beta field.Ext) field.Ext {
					return f.fold(append([]field.Ext(nil), ys...), start.Inverse(), beta)
				}
				assert.Equal(t, lagrange(xs, ys, beta), fold(beta))
				for i, x := range xs {
					assert.Equal(t, ys[i], fold(field.ExtFrom(x)), "β on the coset")
				}
			})
		}
	}
}

func TestReverseBits(t *testing.T) {
	assert.Equal(t, 0, reverseBits(0, 0))
	assert.Equal(t, 0b0011, reverseBits(0b1100, 4))
	assert.Equal(t, 0b1000, reverseBits(0b0001, 4))
	assert.Equal(t, 1<<31, reverseBits(1, 32))
}

func TestEvalAt(t *testing.T) {
	coeffs := []field.Ext{{A0: field.New(3)}, {A1: field.New(5)}, {A0: field.New(7), A1: field.New(1)}}
	// 3 + 5x·10 + (7 + x)·100
	assert.Equal(t, field.Ext{A0: field.New(703), A1: field.New(150)}, evalAt(coeffs, field.New(10)))
	assert.Equal(t, field.ExtZero(), evalAt(nil, field.New(10)))
}
