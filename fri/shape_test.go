package fri_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/internal/fritest"
	"github.com/zkpor/por/merkle"
)

// proofSlices returns a function per slice in a proof that sets its length.
func proofSlices(p *fri.Proof) []func(change int) {
	var out []func(int)
	out = append(out,
		func(n int) { resize(&p.CommitPhaseCaps, n) },
		func(n int) { resize(&p.QueryRounds, n) },
		func(n int) { resize(&p.FinalPoly, n) },
	)
	for i := range p.CommitPhaseCaps {
		out = append(out, func(n int) { resize(&p.CommitPhaseCaps[i], n) })
	}
	for i := range p.QueryRounds {
		round := &p.QueryRounds[i]
		out = append(out,
			func(n int) { resize(&round.Initial, n) },
			func(n int) { resize(&round.Steps, n) },
		)
		for j := range round.Initial {
			out = append(out,
				func(n int) { resize(&round.Initial[j].Values, n) },
				func(n int) { resize(&round.Initial[j].Path, n) },
			)
		}
		for j := range round.Steps {
			out = append(out,
				func(n int) { resize(&round.Steps[j].Evals, n) },
				func(n int) { resize(&round.Steps[j].Path, n) },
			)
		}
	}
	return out
}

// resize changes the length of a slice by n, at least to 0.
func resize[S ~[]E, E any](s *S, n int) {
	resized := make(S, max(0, len(*s)+n))
	copy(resized, *s)
	*s = resized
}

func TestShape(t *testing.T) {
	s, honest := statement(t)
	c := s.Challenges(honest)
	for i := range proofSlices(honest) {
		for _, n := range []int{-1, 1, -1000} {
			proof := cloneProof(honest)
			proofSlices(proof)[i](n)
			require.ErrorIs(t, s.VerifyWith(c, proof), fri.ErrShape, "slice %d by %d", i, n)
			require.ErrorIs(t, s.Params.CheckShape(&s.Instance, proof), fri.ErrShape, "slice %d by %d", i, n)
		}
	}
}

func TestInputShape(t *testing.T) {
	s, proof := statement(t)
	caps := s.Caps()
	for name, change := range map[string]func(*fri.Instance, *fri.Openings, *fri.Challenges, *[]merkle.Cap){
		"openings of a batch":  func(_ *fri.Instance, o *fri.Openings, _ *fri.Challenges, _ *[]merkle.Cap) { resize(o, -1) },
		"openings of a longer": func(_ *fri.Instance, o *fri.Openings, _ *fri.Challenges, _ *[]merkle.Cap) { resize(o, 1) },
		"an opening":           func(_ *fri.Instance, o *fri.Openings, _ *fri.Challenges, _ *[]merkle.Cap) { resize(&(*o)[0], -1) },
		"beta":                 func(_ *fri.Instance, _ *fri.Openings, c *fri.Challenges, _ *[]merkle.Cap) { resize(&c.Betas, -1) },
		"queries": func(_ *fri.Instance, _ *fri.Openings, c *fri.Challenges, _ *[]merkle.Cap) {
			resize(&c.QueryIndices, -1)
		},
		"negative index":         func(_ *fri.Instance, _ *fri.Openings, c *fri.Challenges, _ *[]merkle.Cap) { c.QueryIndices[0] = -1 },
		"index above the domain": func(_ *fri.Instance, _ *fri.Openings, c *fri.Challenges, _ *[]merkle.Cap) { c.QueryIndices[0] = 128 },
		"caps":                   func(_ *fri.Instance, _ *fri.Openings, _ *fri.Challenges, m *[]merkle.Cap) { resize(m, -1) },
		"a cap":                  func(_ *fri.Instance, _ *fri.Openings, _ *fri.Challenges, m *[]merkle.Cap) { resize(&(*m)[1], 2) },
		"oracle out of range": func(in *fri.Instance, _ *fri.Openings, _ *fri.Challenges, _ *[]merkle.Cap) {
			in.Batches[0].Polynomials[0].Oracle = 99
		},
		"polynomial out of range": func(in *fri.Instance, _ *fri.Openings, _ *fri.Challenges, _ *[]merkle.Cap) {
			in.Batches[0].Polynomials[0].Index = -1
		},
		"negative oracle": func(in *fri.Instance, _ *fri.Openings, _ *fri.Challenges, _ *[]merkle.Cap) {
			in.Oracles[0].NumPolys = -4
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := fri.Instance{Oracles: slices.Clone(s.Instance.Oracles), Batches: slices.Clone(s.Instance.Batches)}
			in.Batches[0].Polynomials = slices.Clone(in.Batches[0].Polynomials)
			openings, caps, c := slices.Clone(s.Openings), slices.Clone(caps), s.Challenges(proof)
			change(&in, &openings, c, &caps)
			assert.ErrorIs(t, fri.Verify(&s.Params, &in, openings, c, caps, proof), fri.ErrShape)
		})
	}
}

// Salts are part of a row exactly if the parameters hide and the oracle is
// blinded.
func TestSaltsAreRequired(t *testing.T) {
	s, proof := statement(t)
	c := s.Challenges(proof)

	open := *s
	open.Params.Hiding = false
	assert.ErrorIs(t, open.VerifyWith(c, proof), fri.ErrShape)

	for i := range s.Instance.Oracles {
		other := *s
		other.Instance.Oracles = slices.Clone(s.Instance.Oracles)
		other.Instance.Oracles[i].Blinded = !other.Instance.Oracles[i].Blinded
		assert.ErrorIs(t, other.VerifyWith(c, proof), fri.ErrShape)
	}
}

func TestVerifyInvalidParams(t *testing.T) {
	s, proof := statement(t)
	c := s.Challenges(proof)
	s.Params.ArityBits = []int{4, 2}
	assert.ErrorIs(t, s.VerifyWith(c, proof), fri.ErrParams)
	assert.ErrorIs(t, fri.Verify(&fri.Params{}, &fri.Instance{}, nil, &fri.Challenges{}, nil, &fri.Proof{}), fri.ErrParams)
}

// Random damage to lengths, values, parameters and inputs never panics, and
// whatever was damaged is refused.
func TestVerifyNeverPanics(t *testing.T) {
	s, honest := statement(t)
	r := rand.New(fritest.Rand(4))
	damage := func(p *fri.Params) {
		fields := []*int{&p.RateBits, &p.CapHeight, &p.PowBits, &p.NumQueries, &p.DegreeBits, &p.ArityBits[0], &p.ArityBits[1]}
		*fields[r.IntN(len(fields))] += r.IntN(200) - 100
	}
	for range 3000 {
		s := *s
		s.Params.ArityBits = slices.Clone(s.Params.ArityBits)
		c := s.Challenges(honest)
		proof := cloneProof(honest)
		for range 1 + r.IntN(3) {
			switch r.IntN(4) {
			case 0:
				damage(&s.Params)
			case 1, 2:
				all := proofSlices(proof)
				all[r.IntN(len(all))]([]int{-1000, -1, 1, 7}[r.IntN(4)])
			case 3:
				if all := proofElements(proof); len(all) > 0 {
					*all[r.IntN(len(all)-1)] = field.New(r.Uint64()) // but the nonce, which c does not see
				}
			}
		}
		var err error
		require.NotPanics(t, func() { err = s.VerifyWith(c, proof) })
		if err == nil {
			// Damages can cancel out, or make the work demanded smaller.
			require.Subset(t, proofElementValues(honest), proofElementValues(proof))
		}
	}
}

func proofElementValues(p *fri.Proof) []field.Element {
	var out []field.Element
	for _, e := range proofElements(p) {
		out = append(out, *e)
	}
	return out
}
