package prover_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/internal/fritest"
	"github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/hash"
)

func TestProveIsDeterministic(t *testing.T) {
	s := fritest.Random(t, fritest.Rand(1), *params(t, 7, nil))
	proof := s.Prove(t, 1)
	require.NoError(t, s.Verify(proof))
	for _, workers := range []int{0, 2, 3, 16} {
		assert.Equal(t, proof, s.Prove(t, workers), "%d workers", workers)
	}
}

// The prover leaves the transcript where the verifier's ends.
func TestProveAdvancesTheTranscript(t *testing.T) {
	s := fritest.Random(t, fritest.Rand(2), *params(t, 5, nil))
	prove, verify := s.Transcript(), s.Transcript()
	proof, err := prover.Prove(&s.Params, &s.Instance, s.Commitments, prove, prover.NewWorkspace(2))
	require.NoError(t, err)
	fri.DeriveChallenges(&s.Params, verify, proof)
	assert.Equal(t, verify.Challenges(20), prove.Challenges(20))
}

func TestProveErrors(t *testing.T) {
	s := fritest.Random(t, fritest.Rand(3), *params(t, 5, nil))
	prove := func(s *fritest.Statement) error {
		w := prover.NewWorkspace(1)
		_, err := prover.Prove(&s.Params, &s.Instance, s.Commitments, s.Transcript(), w)
		_, evalErr := prover.Evaluate(&s.Params, &s.Instance, s.Commitments, w)
		if err != nil && s.Params.Validate() == nil {
			assert.Error(t, evalErr)
		}
		return err
	}
	for name, change := range map[string]func(*fritest.Statement){
		"missing commitment": func(s *fritest.Statement) { s.Commitments = s.Commitments[1:] },
		"number of polynomials": func(s *fritest.Statement) {
			s.Instance.Oracles = slices.Clone(s.Instance.Oracles)
			s.Instance.Oracles[0].NumPolys++
		},
		"salts": func(s *fritest.Statement) {
			s.Instance.Oracles = slices.Clone(s.Instance.Oracles)
			s.Instance.Oracles[0].Blinded = !s.Instance.Oracles[0].Blinded
		},
		"degree":     func(s *fritest.Statement) { s.Params = *params(t, 6, nil) },
		"rate":       func(s *fritest.Statement) { s.Params.RateBits++ },
		"cap height": func(s *fritest.Statement) { s.Params.CapHeight = 0 },
		"polynomial out of range": func(s *fritest.Statement) {
			s.Instance.Batches = []fri.Batch{{Polynomials: []fri.Polynomial{{Oracle: 0, Index: 99}}}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := *s
			change(&s)
			assert.ErrorIs(t, prove(&s), fri.ErrShape)
		})
	}
	bad := *s
	bad.Params.NumQueries = 0
	assert.ErrorIs(t, prove(&bad), fri.ErrParams)
}

// Without any step the combined polynomial itself is the final one.
func TestProveWithoutSteps(t *testing.T) {
	p := params(t, 3, func(c *fri.Config) { c.Reduction = fri.Reduction{} })
	s := fritest.Random(t, fritest.Rand(4), *p)
	proof := s.Prove(t, 1)
	require.NoError(t, s.Verify(proof))
	assert.Empty(t, proof.CommitPhaseCaps)
	combined := prover.Combine(p, &s.Instance, s.Commitments, s.Challenges(proof).Alpha, prover.NewWorkspace(1))
	assert.Equal(t, rows(combined), proof.FinalPoly)
}

func TestEvaluate(t *testing.T) {
	s := fritest.Random(t, fritest.Rand(5), *params(t, 4, nil))
	for i, batch := range s.Instance.Batches {
		for j, p := range batch.Polynomials {
			var want field.Ext
			coeffs := s.Commitments[p.Oracle].Coeffs()[p.Index]
			for k := len(coeffs) - 1; k >= 0; k-- {
				want = want.Mul(batch.Point).AddBase(coeffs[k])
			}
			assert.Equal(t, want, s.Openings[i][j])
		}
	}
}

// The combination is the quotient that the verifier computes from single
// values, in both dialects.
func TestCombine(t *testing.T) {
	for name, timesX := range map[string]bool{"plonky2": false, "times X": true} {
		t.Run(name, func(t *testing.T) {
			p := params(t, 4, nil)
			p.Dialect.CombineTimesX = timesX
			rng := fritest.Rand(6)
			s := fritest.Random(t, rng, *p)
			alpha, x := fritest.Ext(t, rng), fritest.Ext(t, rng)

			// Powers of α run over the batches from the last to the first.
			var want field.Ext
			power := field.ExtOne()
			for i := len(s.Instance.Batches) - 1; i >= 0; i-- {
				batch := s.Instance.Batches[i]
				denominator := x.Sub(batch.Point).Inverse()
				for j, poly := range batch.Polynomials {
					f := s.Commitments[poly.Oracle].Coeffs()[poly.Index]
					var value field.Ext
					for k := len(f) - 1; k >= 0; k-- {
						value = value.Mul(x).AddBase(f[k])
					}
					want = value.Sub(s.Openings[i][j]).Mul(denominator).MulAdd(power, want)
					power = power.Mul(alpha)
				}
			}
			if timesX {
				want = want.Mul(x)
			}
			combined := prover.Combine(p, &s.Instance, s.Commitments, alpha, prover.NewWorkspace(2))
			require.Equal(t, 16, combined.Len())
			assert.Equal(t, want, evaluateExt(rows(combined), x))
		})
	}
}

func evaluateExt(coeffs []field.Ext, x field.Ext) field.Ext {
	var sum field.Ext
	for i := len(coeffs) - 1; i >= 0; i-- {
		sum = sum.MulAdd(x, coeffs[i])
	}
	return sum
}

// F(X) = Σ X^i·F_i(X^a) folds to Σ β^i·F_i.
func TestFoldCoeffs(t *testing.T) {
	rng := fritest.Rand(7)
	f := vec.NewExt(32)
	for i := range f.Len() {
		f.Set(i, fritest.Ext(t, rng))
	}
	beta, y := fritest.Ext(t, rng), fritest.Ext(t, rng)
	for arityBits := 1; arityBits <= 5; arityBits++ {
		a := 1 << arityBits
		var want field.Ext
		for i := range a {
			var part []field.Ext // F_i
			for k := i; k < f.Len(); k += a {
				part = append(part, f.At(k))
			}
			want = want.Add(evaluateExt(part, y).Mul(beta.Exp(uint64(i))))
		}
		folded := prover.FoldCoeffs(f, arityBits, beta, prover.NewWorkspace(3))
		assert.Equal(t, want, evaluateExt(rows(folded), y), "arity %d", a)
	}
}

func TestGrind(t *testing.T) {
	r := rand.New(fritest.Rand(8))
	for powBits := range 12 {
		p := params(t, 5, func(c *fri.Config) { c.PowBits = powBits })
		var ch hash.Challenger
		for range r.IntN(20) { // any fill of the sponge
			ch.Observe(field.New(r.Uint64()))
		}
		smallest := uint64(0)
		for ; ; smallest++ {
			try := ch
			try.Observe(field.New(smallest))
			if try.Challenge().Uint64()>>(64-powBits) == 0 {
				break
			}
		}
		for _, workers := range []int{1, 2, 5} {
			c := ch
			nonce, err := prover.Grind(p, &c, workers)
			require.NoError(t, err)
			assert.Equal(t, field.New(smallest), nonce, "%d bits, %d workers", powBits, workers)

			want := ch
			want.Observe(nonce)
			want.Challenge()
			assert.Equal(t, want, c, "transcript")
		}
	}
}

func BenchmarkProve(b *testing.B) {
	for _, powBits := range []int{0, 16} {
		b.Run(fmt.Sprintf("2^10/pow=%d", powBits), func(b *testing.B) {
			p := params(b, 10, func(c *fri.Config) {
				c.RateBits, c.CapHeight, c.PowBits, c.NumQueries = 3, 4, powBits, 28
				c.Reduction = fri.Reduction{Kind: fri.ConstantArityReduction, ArityBits: 4, FinalPolyBits: 5}
			})
			s := fritest.Plonk(b, fritest.Rand(9), *p)
			transcript := s.Transcript()
			w := prover.NewWorkspace(1)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := prover.Prove(p, &s.Instance, s.Commitments, transcript.Clone(), w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
