package fri_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/internal/fritest"
)

// okxDialect differs from plonky2's in all that a dialect can.
func okxDialect() fri.Dialect {
	return fri.Dialect{
		Generators:    field.Generators{Group: field.New(7), TwoAdic: field.New(1753635133440165772)},
		CombineTimesX: true,
	}
}

// randomParams draws parameters for small polynomials until they are valid.
func randomParams(r *rand.Rand) fri.Params {
	for {
		cfg := fri.Config{
			RateBits:   1 + r.IntN(3),
			CapHeight:  r.IntN(4),
			PowBits:    r.IntN(5),
			NumQueries: 1 + r.IntN(8),
			Reduction: fri.Reduction{
				Kind:          fri.ReductionKind(r.IntN(3)),
				ArityBits:     1 + r.IntN(4),
				FinalPolyBits: r.IntN(4),
				HasMax:        r.IntN(2) == 0,
				MaxArityBits:  r.IntN(5),
			},
		}
		for range r.IntN(4) {
			cfg.Reduction.Fixed = append(cfg.Reduction.Fixed, 1+r.IntN(4))
		}
		dialect := fri.Plonky2()
		if r.IntN(4) == 0 {
			dialect = okxDialect()
		}
		if p, err := fri.NewParams(cfg, dialect, r.IntN(9), r.IntN(2) == 0); err == nil {
			return p
		}
	}
}

func TestProveVerify(t *testing.T) {
	n := 150
	if testing.Short() {
		n = 60
	}
	rng := fritest.Rand(3)
	r := rand.New(rng)
	for i := range n {
		p := randomParams(r)
		name := fmt.Sprintf("%d/degree=%d,rate=%d,cap=%d,arities=%v,hiding=%v", i, p.DegreeBits, p.RateBits, p.CapHeight, p.ArityBits, p.Hiding)
		t.Run(name, func(t *testing.T) {
			s := fritest.Random(t, rng, p)
			proof := s.Prove(t, 1)
			require.NoError(t, s.Verify(proof))
			require.NoError(t, p.CheckShape(&s.Instance, proof))

			// The same proof says nothing about any other value.
			b := r.IntN(len(s.Openings))
			j := r.IntN(len(s.Openings[b]))
			s.Openings[b][j] = s.Openings[b][j].Add(fritest.Ext(t, rng))
			assert.Error(t, s.Verify(proof))
		})
	}
}

// statement returns a statement with two folding steps, salted and unsalted
// oracles and two batches, and its proof.
func statement(t testing.TB) (*fritest.Statement, *fri.Proof) {
	t.Helper()
	p, err := fri.NewParams(fri.Config{
		RateBits:   2,
		CapHeight:  1,
		PowBits:    8,
		NumQueries: 3,
		Reduction:  fri.Reduction{Kind: fri.FixedReduction, Fixed: []int{2, 1}},
	}, fri.Plonky2(), 5, true)
	require.NoError(t, err)
	for seed := byte(0); ; seed++ {
		s := fritest.Random(t, fritest.Rand(seed), p)
		if len(s.Instance.Batches) >= 2 && len(s.Instance.Oracles) >= 2 &&
			s.Instance.Oracles[0].Blinded != s.Instance.Oracles[1].Blinded {
			proof := s.Prove(t, 1)
			require.NoError(t, s.Verify(proof))
			return s, proof
		}
	}
}

func TestQueryErrorText(t *testing.T) {
	inner := errors.New("inner")
	for want, err := range map[string]*fri.QueryError{
		"query 3, oracle 1: inner": {Query: 3, Oracle: 1, Step: -1, Err: inner},
		"query 3, step 0: inner":   {Query: 3, Oracle: -1, Step: 0, Err: inner},
		"query 3: inner":           {Query: 3, Oracle: -1, Step: -1, Err: inner},
	} {
		assert.EqualError(t, err, want)
		assert.ErrorIs(t, err, inner)
	}
}

func BenchmarkVerify(b *testing.B) {
	s := fritest.Plonk(b, fritest.Rand(5), standardParams(b, 10))
	proof := s.Prove(b, 2)
	c := s.Challenges(proof)
	b.ReportAllocs()
	for b.Loop() {
		if err := s.VerifyWith(c, proof); err != nil {
			b.Fatal(err)
		}
	}
}
