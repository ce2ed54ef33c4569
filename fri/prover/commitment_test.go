package prover_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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

// commit commits to polynomials, with salts if random is not nil.
func commit(t testing.TB, p *fri.Params, coeffs [][]field.Element, random io.Reader, workers int) *prover.Commitment {
	t.Helper()
	c, err := prover.New(p, fri.Oracle{NumPolys: len(coeffs), Blinded: random != nil})
	require.NoError(t, err)
	require.NoError(t, c.Commit(coeffs, random, prover.NewWorkspace(workers)))
	return c
}

// openAll opens every row.
func openAll(p *fri.Params, c *prover.Commitment) []fri.InitialOpening {
	indices := make([]int, 1<<p.LDEBits())
	for i := range indices {
		indices[i] = i
	}
	return c.Open(indices, prover.NewWorkspace(2))
}

// The rows are the values at the points of the evaluation domain, whether they
// are opened or computed coset by coset, and the tree is over them.
func TestCommitment(t *testing.T) {
	for degreeBits := range 6 {
		t.Run(fmt.Sprintf("degree=%d", degreeBits), func(t *testing.T) {
			p := params(t, degreeBits, nil)
			g, n := p.Dialect.Generators, 1<<degreeBits
			coeffs := fritest.Columns(t, fritest.Rand(1), 5, n)
			c := commit(t, p, coeffs, nil, 1)
			assert.Equal(t, coeffs, c.Coeffs())

			w := prover.NewWorkspace(1)
			coset := w.Columns(len(coeffs), n)
			for row, opening := range openAll(p, c) {
				if row%n == 0 {
					c.Coset(coset, row/n, w)
				}
				x := g.CosetShift().Mul(g.RootOfUnity(p.LDEBits()).Exp(uint64(reverseBits(row, p.LDEBits()))))
				for j, f := range coeffs {
					assert.Equal(t, evaluate(f, x), opening.Values[j], "row %d, polynomial %d", row, j)
					assert.Equal(t, opening.Values[j], coset[j][row%n])
				}
				assert.NoError(t, merkle.VerifyRow(opening.Values, row, opening.Path, c.Cap()))
			}
		})
	}
}

// Polynomials of several blocks of coefficients, any order of rows.
func TestOpen(t *testing.T) {
	p := params(t, 11, nil)
	c := commit(t, p, fritest.Columns(t, fritest.Rand(7), 3, 1<<11), fritest.Rand(8), 2)
	for _, indices := range [][]int{nil, {5}, {8191, 0, 77, 77, 4096, 1}} {
		openings := c.Open(indices, prover.NewWorkspace(2))
		require.Len(t, openings, len(indices))
		for i, o := range openings {
			require.Len(t, o.Values, 3+fri.SaltLen)
			assert.NoError(t, merkle.VerifyRow(o.Values, indices[i], o.Path, c.Cap()), "row %d", indices[i])
		}
	}
	assert.Panics(t, func() { c.Open([]int{8192}, prover.NewWorkspace(1)) })
}

func TestInterpolate(t *testing.T) {
	p := params(t, 4, nil)
	coeffs := fritest.Columns(t, fritest.Rand(2), 3, 16)
	values := make([][]field.Element, len(coeffs))
	for i, f := range coeffs {
		for _, x := range p.Dialect.Generators.Subgroup(4) {
			values[i] = append(values[i], evaluate(f, x))
		}
	}
	prover.Interpolate(p, values, prover.NewWorkspace(2))
	assert.Equal(t, coeffs, values)
}

// assertSame compares all that can be seen of two commitments.
func assertSame(t *testing.T, p *fri.Params, want, got *prover.Commitment) {
	t.Helper()
	assert.Equal(t, want.Coeffs(), got.Coeffs())
	assert.Equal(t, want.Cap(), got.Cap())
	assert.Equal(t, openAll(p, want), openAll(p, got))
}

func TestWorkersDoNotChangeTheCommitment(t *testing.T) {
	p := params(t, 8, nil)
	coeffs := fritest.Columns(t, fritest.Rand(5), 7, 1<<8)
	want := commit(t, p, coeffs, fritest.Rand(6), 1)
	for _, workers := range []int{0, 2, 5} {
		assertSame(t, p, want, commit(t, p, coeffs, fritest.Rand(6), workers))
	}
}

// Nothing is left of what was committed to before, in the commitment or in the
// workspace, and the caller's columns stay as they are.
func TestCommitAgain(t *testing.T) {
	p := params(t, 4, nil)
	rng := fritest.Rand(5)
	for _, blinded := range []bool{false, true} {
		first, second := fritest.Columns(t, rng, 3, 16), fritest.Columns(t, rng, 3, 16)
		before := fmt.Sprint(first, second)
		c, err := prover.New(p, fri.Oracle{NumPolys: 3, Blinded: blinded})
		require.NoError(t, err)
		fresh, err := prover.New(p, fri.Oracle{NumPolys: 3, Blinded: blinded})
		require.NoError(t, err)

		w := prover.NewWorkspace(1)
		require.NoError(t, c.Commit(first, fritest.Rand(6), w))
		require.NoError(t, c.Commit(second, fritest.Rand(7), w))
		require.NoError(t, fresh.Commit(second, fritest.Rand(7), prover.NewWorkspace(1)))
		assertSame(t, p, fresh, c)
		assert.Equal(t, before, fmt.Sprint(first, second))

		// The columns of a coset, and what each goroutine is started with.
		allocs := testing.AllocsPerRun(5, func() { err = c.Commit(second, zeroReader{}, w) })
		require.NoError(t, err)
		assert.Less(t, allocs, 80.0)
	}
}

// A workspace has one memory for everything, which does not grow once it is
// large enough.
func TestWorkspaceKeepsItsMemory(t *testing.T) {
	p := params(t, 6, nil)
	s := fritest.Random(t, fritest.Rand(9), *p)
	w := prover.NewWorkspace(1)
	require.Equal(t, 1, w.Workers())
	first := &w.Columns(64, 64)[0][0]
	want := s.Prove(t, 1)
	for range 2 {
		got, err := prover.Prove(p, &s.Instance, s.Commitments, s.Transcript(), w)
		require.NoError(t, err)
		require.Equal(t, want, got)
		columns := w.Columns(3, 5)
		require.Same(t, first, &columns[0][0])
		for i, c := range columns {
			require.Len(t, c, 5)
			for j := range c {
				c[j] = field.New(uint64(i)) // dirt for the next proof
			}
		}
		require.Equal(t, field.New(1), columns[1][0], "columns do not overlap")
	}
	require.NotSame(t, first, &w.Columns(64, 65)[0][0], "grown")
}

func TestSalts(t *testing.T) {
	p := params(t, 3, nil)
	coeffs := fritest.Columns(t, fritest.Rand(3), 2, 8)
	salted := func(seed byte) *prover.Commitment { return commit(t, p, coeffs, fritest.Rand(seed), 1) }
	a, b := salted(1), salted(2)
	assertSame(t, p, a, salted(1))
	assert.NotEqual(t, a.Cap(), b.Cap())
	seen := map[field.Element]bool{}
	for row, opening := range openAll(p, a) {
		require.Len(t, opening.Values, 2+fri.SaltLen)
		require.NoError(t, merkle.VerifyRow(opening.Values, row, opening.Path, a.Cap()))
		for _, salt := range opening.Values[2:] {
			assert.False(t, seen[salt], "salts repeat")
			seen[salt] = true
		}
	}

	zeros := commit(t, p, coeffs, zeroReader{}, 1)
	assert.Equal(t, make([]field.Element, fri.SaltLen), openAll(p, zeros)[5].Values[2:])

	broken := errors.New("broken")
	assert.ErrorIs(t, a.Commit(coeffs, iotest.ErrReader(broken), prover.NewWorkspace(1)), broken)
	assert.Nil(t, a.Coeffs(), "nothing is committed to")
	tooFew := bytes.NewReader(make([]byte, 100))
	assert.Error(t, a.Commit(coeffs, tooFew, prover.NewWorkspace(1)), "too little randomness")
}

// zeroReader yields zeros.
type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestCommitmentErrors(t *testing.T) {
	p := params(t, 3, nil)
	c, err := prover.New(p, fri.Oracle{NumPolys: 2})
	require.NoError(t, err)
	for name, columns := range map[string][][]field.Element{
		"no columns":   nil,
		"one column":   {make([]field.Element, 8)},
		"one too many": {make([]field.Element, 8), make([]field.Element, 8), make([]field.Element, 8)},
		"short":        {make([]field.Element, 8), make([]field.Element, 7)},
		"long":         {make([]field.Element, 16), make([]field.Element, 8)},
	} {
		assert.ErrorIs(t, c.Commit(columns, nil, prover.NewWorkspace(1)), fri.ErrShape, name)
	}
	_, err = prover.New(p, fri.Oracle{})
	assert.ErrorIs(t, err, fri.ErrShape)
	_, err = prover.New(&fri.Params{}, fri.Oracle{NumPolys: 1})
	assert.ErrorIs(t, err, fri.ErrParams)
}

func BenchmarkCommit(b *testing.B) {
	p := params(b, 12, func(c *fri.Config) { c.RateBits = 3 })
	coeffs := fritest.Columns(b, fritest.Rand(4), 20, 1<<12)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("2^12x20/workers=%d", workers), func(b *testing.B) {
			c, err := prover.New(p, fri.Oracle{NumPolys: len(coeffs)})
			require.NoError(b, err)
			w := prover.NewWorkspace(workers)
			b.ReportAllocs()
			for b.Loop() {
				if err := c.Commit(coeffs, nil, w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	p := params(b, 14, func(c *fri.Config) { c.RateBits = 3 })
	c := commit(b, p, fritest.Columns(b, fritest.Rand(4), 20, 1<<14), nil, 2)
	indices := make([]int, 28)
	for i := range indices {
		indices[i] = i * 4567
	}
	w := prover.NewWorkspace(1)
	b.ReportAllocs()
	for b.Loop() {
		c.Open(indices, w)
	}
}
