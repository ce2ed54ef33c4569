package fri_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/internal/fritest"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
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

// cloneProof returns a deep copy.
func cloneProof(p *fri.Proof) *fri.Proof {
	c := *p
	c.CommitPhaseCaps = slices.Clone(p.CommitPhaseCaps)
	for i, cap := range c.CommitPhaseCaps {
		c.CommitPhaseCaps[i] = slices.Clone(cap)
	}
	c.FinalPoly = slices.Clone(p.FinalPoly)
	c.QueryRounds = slices.Clone(p.QueryRounds)
	for i := range c.QueryRounds {
		round := &c.QueryRounds[i]
		round.Initial = slices.Clone(round.Initial)
		for j, o := range round.Initial {
			round.Initial[j] = fri.InitialOpening{Values: slices.Clone(o.Values), Path: slices.Clone(o.Path)}
		}
		round.Steps = slices.Clone(round.Steps)
		for j, s := range round.Steps {
			round.Steps[j] = fri.QueryStep{Evals: slices.Clone(s.Evals), Path: slices.Clone(s.Path)}
		}
	}
	return &c
}

// pointAt returns the point of the evaluation domain that leaf index is about.
func pointAt(p *fri.Params, index int) field.Element {
	g := p.Dialect.Generators
	reversed := 0
	for b := range p.LDEBits() {
		reversed |= index >> b & 1 << (p.LDEBits() - 1 - b)
	}
	return g.CosetShift().Mul(g.RootOfUnity(p.LDEBits()).Exp(uint64(reversed)))
}

// bump changes an element.
func bump(e *field.Element) { *e = e.Add(field.One()) }

// Each part of a proof is the business of one check. The challenges stay those
// of the honest proof, so that only the changed part can be at fault.
func TestTamper(t *testing.T) {
	s, honest := statement(t)
	p := &s.Params
	indices := s.Challenges(honest).QueryIndices
	within := indices[1] & (1<<p.ArityBits[0] - 1) // of query 1 in its coset

	tests := map[string]struct {
		change func(*fritest.Statement, *fri.Challenges, *fri.Proof)
		want   error
		at     fri.QueryError
	}{
		"value of a row": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) {
				bump(&p.QueryRounds[1].Initial[0].Values[0])
			},
			fri.ErrInitialPath, fri.QueryError{Query: 1, Oracle: 0, Step: -1},
		},
		"last element of a row": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) {
				row := p.QueryRounds[2].Initial[1].Values
				bump(&row[len(row)-1])
			},
			fri.ErrInitialPath, fri.QueryError{Query: 2, Oracle: 1, Step: -1},
		},
		"path of a row": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) {
				bump(&p.QueryRounds[0].Initial[1].Path[2][3])
			},
			fri.ErrInitialPath, fri.QueryError{Query: 0, Oracle: 1, Step: -1},
		},
		"rows swapped between queries": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) {
				q := p.QueryRounds
				q[1].Initial, q[2].Initial = q[2].Initial, q[1].Initial
			},
			fri.ErrInitialPath, fri.QueryError{Query: 1, Oracle: 0, Step: -1},
		},
		"opened value of a step": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) {
				bump(&p.QueryRounds[1].Steps[0].Evals[within].A1)
			},
			fri.ErrFold, fri.QueryError{Query: 1, Oracle: -1, Step: 0},
		},
		"another value of a step": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) {
				bump(&p.QueryRounds[1].Steps[0].Evals[within^1].A1)
			},
			fri.ErrStepPath, fri.QueryError{Query: 1, Oracle: -1, Step: 0},
		},
		"path of a step": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) {
				bump(&p.QueryRounds[1].Steps[1].Path[0][0])
			},
			fri.ErrStepPath, fri.QueryError{Query: 1, Oracle: -1, Step: 1},
		},
		"cap of a step": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) {
				for i := range p.CommitPhaseCaps[1] {
					bump(&p.CommitPhaseCaps[1][i][0])
				}
			},
			fri.ErrStepPath, fri.QueryError{Query: 0, Oracle: -1, Step: 1},
		},
		"final polynomial": {
			func(_ *fritest.Statement, _ *fri.Challenges, p *fri.Proof) { bump(&p.FinalPoly[3].A0) },
			fri.ErrFinalPoly, fri.QueryError{Query: 0, Oracle: -1, Step: -1},
		},
		"opening": {
			func(s *fritest.Statement, _ *fri.Challenges, _ *fri.Proof) { bump(&s.Openings[1][0].A1) },
			fri.ErrFold, fri.QueryError{Query: 0, Oracle: -1, Step: 0},
		},
		"opening point": {
			func(s *fritest.Statement, _ *fri.Challenges, _ *fri.Proof) { bump(&s.Instance.Batches[0].Point.A0) },
			fri.ErrFold, fri.QueryError{Query: 0, Oracle: -1, Step: 0},
		},
		"opening point in the domain": {
			func(s *fritest.Statement, _ *fri.Challenges, _ *fri.Proof) {
				s.Instance.Batches[1].Point = field.ExtFrom(pointAt(p, indices[0]))
			},
			fri.ErrOpeningPoint, fri.QueryError{Query: 0, Oracle: -1, Step: -1},
		},
		"alpha": {
			func(_ *fritest.Statement, c *fri.Challenges, _ *fri.Proof) { bump(&c.Alpha.A0) },
			fri.ErrFold, fri.QueryError{Query: 0, Oracle: -1, Step: 0},
		},
		"first beta": {
			func(_ *fritest.Statement, c *fri.Challenges, _ *fri.Proof) { bump(&c.Betas[0].A0) },
			fri.ErrFold, fri.QueryError{Query: 0, Oracle: -1, Step: 1},
		},
		"last beta": {
			func(_ *fritest.Statement, c *fri.Challenges, _ *fri.Proof) { bump(&c.Betas[1].A1) },
			fri.ErrFinalPoly, fri.QueryError{Query: 0, Oracle: -1, Step: -1},
		},
		"query index": {
			func(_ *fritest.Statement, c *fri.Challenges, _ *fri.Proof) { c.QueryIndices[2] ^= 1 },
			fri.ErrInitialPath, fri.QueryError{Query: 2, Oracle: 0, Step: -1},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := *s
			s.Openings = slices.Clone(s.Openings)
			for i := range s.Openings {
				s.Openings[i] = slices.Clone(s.Openings[i])
			}
			s.Instance.Batches = slices.Clone(s.Instance.Batches)
			c := s.Challenges(honest)
			proof := cloneProof(honest)
			test.change(&s, c, proof)

			err := s.VerifyWith(c, proof)
			require.ErrorIs(t, err, test.want)
			var at *fri.QueryError
			require.ErrorAs(t, err, &at)
			assert.Equal(t, test.at, fri.QueryError{Query: at.Query, Oracle: at.Oracle, Step: at.Step})
		})
	}

	t.Run("proof of work", func(t *testing.T) {
		c := s.Challenges(honest)
		c.PowResponse = field.New(1 << (64 - p.PowBits))
		assert.ErrorIs(t, s.VerifyWith(c, honest), fri.ErrPow)
	})
	t.Run("cap of an oracle", func(t *testing.T) {
		caps := s.Caps()
		caps[0] = merkle.Cap{caps[0][1], caps[0][0]}
		err := fri.Verify(p, &s.Instance, s.Openings, s.Challenges(honest), caps, honest)
		assert.ErrorIs(t, err, fri.ErrInitialPath)
	})
}

// proofElements returns every field element in a proof.
func proofElements(p *fri.Proof) []*field.Element {
	var out []*field.Element
	digests := func(path []hash.Digest) {
		for i := range path {
			for j := range path[i] {
				out = append(out, &path[i][j])
			}
		}
	}
	exts := func(v []field.Ext) {
		for i := range v {
			out = append(out, &v[i].A0, &v[i].A1)
		}
	}
	for _, cap := range p.CommitPhaseCaps {
		digests(cap)
	}
	for _, round := range p.QueryRounds {
		for _, o := range round.Initial {
			for i := range o.Values {
				out = append(out, &o.Values[i])
			}
			digests(o.Path)
		}
		for _, s := range round.Steps {
			exts(s.Evals)
			digests(s.Path)
		}
	}
	exts(p.FinalPoly)
	return append(out, &p.PowWitness)
}

// No element of a proof can be changed.
func TestTamperEveryElement(t *testing.T) {
	s, proof := statement(t)
	proof = cloneProof(proof)
	elements := proofElements(proof)
	require.Greater(t, len(elements), 300)
	for i, e := range elements {
		was := *e
		bump(e)
		require.Error(t, s.Verify(proof), "element %d", i)
		*e = was
	}
	require.NoError(t, s.Verify(proof))
}

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
