package fri_test

import (
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
