package prover_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/internal/fritest"
	"github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/merkle"
)

func params(t testing.TB, degreeBits int, change func(*fri.Config)) *fri.Params {
	t.Helper()
	cfg := fri.Config{
		RateBits:   2,
		CapHeight:  1,
		PowBits:    6,
		NumQueries: 20,
		Reduction:  fri.Reduction{Kind: fri.ConstantArityReduction, ArityBits: 2, FinalPolyBits: 1},
	}
	if change != nil {
		change(&cfg)
	}
	p, err := fri.NewParams(cfg, fri.Plonky2(), degreeBits, true)
	require.NoError(t, err)
	return &p
}

// evaluate is Horner's rule.
func evaluate(coeffs []field.Element, x field.Element) field.Element {
	var sum field.Element
	for i := len(coeffs) - 1; i >= 0; i-- {
		sum = sum.MulAdd(x, coeffs[i])
	}
	return sum
}

func reverseBits(v, n int) int {
	out := 0
	for b := range n {
		out |= v >> b & 1 << (n - 1 - b)
	}
	return out
}

func TestCommitment(t *testing.T) {
	for degreeBits := range 6 {
		t.Run(fmt.Sprintf("degree=%d", degreeBits), func(t *testing.T) {
			p := params(t, degreeBits, nil)
			g := p.Dialect.Generators
			coeffs := fritest.Columns(t, fritest.Rand(1), 5, 1<<degreeBits)
			c, err := prover.FromCoeffs(p, coeffs, prover.Options{Workers: 1})
			require.NoError(t, err)
			assert.Equal(t, coeffs, c.Coeffs())

			for row := range 1 << p.LDEBits() {
				x := g.CosetShift().Mul(g.RootOfUnity(p.LDEBits()).Exp(uint64(reverseBits(row, p.LDEBits()))))
				opening := c.Open(row)
				for j, f := range coeffs {
					assert.Equal(t, evaluate(f, x), opening.Values[j], "row %d, polynomial %d", row, j)
					assert.Equal(t, opening.Values[j], c.LDE()[j][row])
				}
				assert.NoError(t, merkle.VerifyRow(opening.Values, row, opening.Path, c.Cap()))
			}
		})
	}
}

func TestFromValues(t *testing.T) {
	p := params(t, 4, nil)
	coeffs := fritest.Columns(t, fritest.Rand(2), 3, 16)
	values := make([][]field.Element, len(coeffs))
	for i, f := range coeffs {
		for _, x := range p.Dialect.Generators.Subgroup(4) {
			values[i] = append(values[i], evaluate(f, x))
		}
	}
	before := fmt.Sprint(values)
	a, err := prover.FromCoeffs(p, coeffs, prover.Options{Workers: 1})
	require.NoError(t, err)
	b, err := prover.FromValues(p, values, prover.Options{Workers: 2})
	require.NoError(t, err)
	assertSame(t, a, b)
	assert.Equal(t, before, fmt.Sprint(values), "values are left alone")
}

// assertSame compares all that can be seen of two commitments.
func assertSame(t *testing.T, want, got *prover.Commitment) {
	t.Helper()
	assert.Equal(t, want.Coeffs(), got.Coeffs())
	assert.Equal(t, want.LDE(), got.LDE())
	assert.Equal(t, want.Cap(), got.Cap())
	assert.Equal(t, want.Open(1), got.Open(1))
}

func TestRecycle(t *testing.T) {
	p := params(t, 4, nil)
	rng := fritest.Rand(5)
	type commit func(*fri.Params, [][]field.Element, prover.Options) (*prover.Commitment, error)
	for name, from := range map[string]commit{"values": prover.FromValues, "coefficients": prover.FromCoeffs} {
		for _, salted := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s,salted=%v", name, salted), func(t *testing.T) {
				opts := func(recycle *prover.Commitment) prover.Options {
					o := prover.Options{Workers: 1, Recycle: recycle}
					if salted {
						o.Salts = fritest.Rand(6)
					}
					return o
				}
				first, second := fritest.Columns(t, rng, 3, 16), fritest.Columns(t, rng, 3, 16)
				want, err := from(p, second, opts(nil))
				require.NoError(t, err)

				used, err := from(p, first, opts(nil))
				require.NoError(t, err)
				before := fmt.Sprint(first)
				memory := &used.LDE()[0][0]
				got, err := from(p, second, opts(used))
				require.NoError(t, err)
				assertSame(t, want, got)
				assert.Same(t, memory, &got.LDE()[0][0], "memory is taken over")
				assert.Equal(t, before, fmt.Sprint(first), "the caller's columns are not")

				other, err := from(p, second[:2], opts(got))
				require.NoError(t, err)
				assertSame(t, want, got)
				assert.NotSame(t, memory, &other.LDE()[0][0], "another shape has its own memory")
			})
		}
	}
}

func TestSalts(t *testing.T) {
	p := params(t, 3, nil)
	coeffs := fritest.Columns(t, fritest.Rand(3), 2, 8)
	commit := func(seed byte) *prover.Commitment {
		c, err := prover.FromCoeffs(p, coeffs, prover.Options{Salts: fritest.Rand(seed), Workers: 1})
		require.NoError(t, err)
		return c
	}
	a, b := commit(1), commit(2)
	assertSame(t, a, commit(1))
	assert.NotEqual(t, a.Cap(), b.Cap())
	assert.Len(t, a.LDE(), 2)
	assert.Equal(t, a.LDE(), b.LDE())
	seen := map[field.Element]bool{}
	for row := range 1 << p.LDEBits() {
		opening := a.Open(row)
		require.Len(t, opening.Values, 2+fri.SaltLen)
		require.NoError(t, merkle.VerifyRow(opening.Values, row, opening.Path, a.Cap()))
		for _, salt := range opening.Values[2:] {
			assert.False(t, seen[salt], "salts repeat")
			seen[salt] = true
		}
	}

	zeros, err := prover.FromCoeffs(p, coeffs, prover.Options{Salts: zeroReader{}, Workers: 1})
	require.NoError(t, err)
	assert.Equal(t, make([]field.Element, fri.SaltLen), zeros.Open(5).Values[2:])

	broken := errors.New("broken")
	_, err = prover.FromCoeffs(p, coeffs, prover.Options{Salts: iotest.ErrReader(broken), Workers: 1})
	assert.ErrorIs(t, err, broken)
	_, err = prover.FromCoeffs(p, coeffs, prover.Options{Salts: bytes.NewReader(make([]byte, 100)), Workers: 1})
	assert.Error(t, err, "too little randomness")
}

// zeroReader yields zeros.
type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestCommitmentErrors(t *testing.T) {
	p := params(t, 3, nil)
	for name, columns := range map[string][][]field.Element{
		"no columns": nil,
		"short":      {make([]field.Element, 8), make([]field.Element, 7)},
		"long":       {make([]field.Element, 16)},
	} {
		_, err := prover.FromCoeffs(p, columns, prover.Options{})
		assert.ErrorIs(t, err, fri.ErrShape, name)
		_, err = prover.FromValues(p, columns, prover.Options{})
		assert.ErrorIs(t, err, fri.ErrShape, name)
	}
	_, err := prover.FromCoeffs(&fri.Params{}, [][]field.Element{{field.One()}}, prover.Options{})
	assert.ErrorIs(t, err, fri.ErrParams)
}

func BenchmarkCommit(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("2^12x20/workers=%d", workers), func(b *testing.B) {
			p := params(b, 12, func(c *fri.Config) { c.RateBits = 3 })
			values := fritest.Columns(b, fritest.Rand(4), 20, 1<<12)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := prover.FromValues(p, values, prover.Options{Workers: workers}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
