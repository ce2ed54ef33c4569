package fri_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/internal/fritest"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

func observed(values ...uint64) *hash.Challenger {
	var ch hash.Challenger
	for _, v := range values {
		ch.Observe(field.New(v))
	}
	return &ch
}

func TestParamsObserve(t *testing.T) {
	tests := map[string]struct {
		reduction fri.Reduction
		want      []uint64
	}{
		"fixed": {
			fri.Reduction{Kind: fri.FixedReduction, Fixed: []int{3, 1}},
			[]uint64{3, 4, 16, 0, 3, 1, 28, 1, 10, 3, 1},
		},
		"constant arity": {
			fri.Reduction{Kind: fri.ConstantArityReduction, ArityBits: 4, FinalPolyBits: 5},
			[]uint64{3, 4, 16, 1, 4, 5, 28, 1, 10, 4, 4},
		},
		"min size": {
			fri.Reduction{Kind: fri.MinSizeReduction},
			[]uint64{3, 4, 16, 2, 0, 28, 1, 10, 3},
		},
		"min size with maximum": {
			fri.Reduction{Kind: fri.MinSizeReduction, HasMax: true, MaxArityBits: 2},
			[]uint64{3, 4, 16, 2, 2, 28, 1, 10, 2},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			cfg := standardConfig()
			cfg.Reduction = test.reduction
			p, err := fri.NewParams(cfg, fri.Plonky2(), 10, true)
			require.NoError(t, err)

			var ch hash.Challenger
			p.Observe(&ch)
			assert.Equal(t, observed(test.want...), &ch)

			p.Dialect.ObserveParams = false
			ch = hash.Challenger{}
			p.Observe(&ch)
			assert.Equal(t, observed(), &ch)
		})
	}
}

// Everything that a prover sends before the queries moves the query indices.
func TestChallengesBindTheProof(t *testing.T) {
	rng := fritest.Rand(2)
	p := standardParams(t, 10)
	proof := func() *fri.Proof {
		proof := &fri.Proof{FinalPoly: make([]field.Ext, p.FinalPolyLen())}
		for range p.ArityBits {
			proof.CommitPhaseCaps = append(proof.CommitPhaseCaps, make(merkle.Cap, 1<<p.CapHeight))
		}
		return proof
	}
	seen := map[int]bool{}
	derive := func(change func(*fri.Proof)) fri.Challenges {
		proof := proof()
		change(proof)
		c := fri.DeriveChallenges(&p, observed(1, 2, 3), proof)
		require.Len(t, c.Betas, len(p.ArityBits))
		require.Len(t, c.QueryIndices, p.NumQueries)
		for _, i := range c.QueryIndices {
			require.Less(t, i, 1<<p.LDEBits())
		}
		key := c.QueryIndices[0]<<20 | c.QueryIndices[1]
		assert.False(t, seen[key], "queries do not depend on the change")
		seen[key] = true
		return c
	}
	base := derive(func(*fri.Proof) {})
	one := fritest.Ext(t, rng)

	lastCap := derive(func(p *fri.Proof) { p.CommitPhaseCaps[1][15][3] = one.A0 })
	assert.Equal(t, base.Alpha, lastCap.Alpha)
	assert.Equal(t, base.Betas[0], lastCap.Betas[0])
	assert.NotEqual(t, base.Betas[1], lastCap.Betas[1])

	firstCap := derive(func(p *fri.Proof) { p.CommitPhaseCaps[0][0][0] = one.A0 })
	assert.NotEqual(t, base.Betas[0], firstCap.Betas[0])

	final := derive(func(p *fri.Proof) { p.FinalPoly[3] = one })
	assert.Equal(t, base.Betas, final.Betas)
	assert.NotEqual(t, base.PowResponse, final.PowResponse)

	nonce := derive(func(p *fri.Proof) { p.PowWitness = one.A0 })
	assert.NotEqual(t, base.PowResponse, nonce.PowResponse)
}

func TestPowOK(t *testing.T) {
	p := standardParams(t, 10)
	assert.True(t, p.PowOK(field.New(1<<48-1)))
	assert.False(t, p.PowOK(field.New(1<<48)))
	p.PowBits = 0
	assert.True(t, p.PowOK(field.New(field.Modulus-1)))
}

func TestOpeningsObserve(t *testing.T) {
	o := fri.Openings{
		{{A0: field.New(1), A1: field.New(2)}, {A0: field.New(3), A1: field.New(4)}},
		{{A0: field.New(5), A1: field.New(6)}},
	}
	var ch hash.Challenger
	o.Observe(&ch)
	assert.Equal(t, observed(1, 2, 3, 4, 5, 6), &ch)
}
