package circuit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

func TestChallengesMatchVectors(t *testing.T) {
	eachVector(t, tracedCircuits(), func(t *testing.T, name string, v *info) {
		p := loadProof(t, name)
		require.Equal(t, digest(v.PublicInputsHash), p.PublicInputsHash())
		got, gotFRI := circuit.DeriveChallenges(v.common(t), v.key(), p.PublicInputsHash(), p)
		want := v.Challenges
		assert.Equal(t, circuit.Challenges{
			Betas:  elements(want.Betas),
			Gammas: elements(want.Gammas),
			Alphas: elements(want.Alphas),
			Zeta:   ext(want.Zeta),
		}, got)
		assert.Equal(t, ext(want.FRIAlpha), gotFRI.Alpha)
		assert.Equal(t, exts(want.FRIBetas), gotFRI.Betas)
		assert.Equal(t, want.Queries, gotFRI.QueryIndices)
	})
}

// Everything that the transcript absorbs before zeta changes zeta.
func TestTranscriptBinds(t *testing.T) {
	v := loadInfo(t, "05_gate_zoo")
	p := loadProof(t, "05_gate_zoo")
	zeta := func(common *circuit.Common, key *circuit.VerifierKey, inputs hash.Digest, p *circuit.Proof) field.Ext {
		ch, _ := circuit.DeriveChallenges(common, key, inputs, p)
		return ch.Zeta
	}
	original := zeta(v.common(t), v.key(), p.PublicInputsHash(), p)

	common := v.common(t)
	common.FRI.NumQueries--
	assert.NotEqual(t, original, zeta(common, v.key(), p.PublicInputsHash(), p), "FRI parameters")
	common = v.common(t)
	common.FRI.Dialect.ObserveParams = false
	assert.NotEqual(t, original, zeta(common, v.key(), p.PublicInputsHash(), p), "dialect")
	assert.NotEqual(t, original, zeta(v.common(t), &circuit.VerifierKey{}, p.PublicInputsHash(), p), "circuit digest")
	assert.NotEqual(t, original, zeta(v.common(t), v.key(), hash.Digest{}, p), "public inputs")
	for name, cap := range map[string]merkle.Cap{
		"wires": p.WiresCap, "partial products": p.ZsPartialProductsCap, "quotient": p.QuotientCap,
	} {
		cap[3][2] = cap[3][2].Add(field.One())
		assert.NotEqual(t, original, zeta(v.common(t), v.key(), p.PublicInputsHash(), p), name)
		cap[3][2] = cap[3][2].Sub(field.One())
	}
}

func TestVanishingHoldsOnProofs(t *testing.T) {
	eachVector(t, tracedCircuits(), func(t *testing.T, name string, v *info) {
		common, p := v.common(t), loadProof(t, name)
		ch, _ := circuit.DeriveChallenges(common, v.key(), p.PublicInputsHash(), p)
		require.NoError(t, circuit.NewVanishing(common).Check(&p.Openings, p.PublicInputsHash(), &ch))
	})
}

// Every opening matters, the next values of Z and all wires included, and so
// do the challenges and the public inputs.
func TestVanishingRejectsTampering(t *testing.T) {
	const name = "05_gate_zoo"
	v := loadInfo(t, name)
	common, p := v.common(t), loadProof(t, name)
	inputs := p.PublicInputsHash()
	ch, _ := circuit.DeriveChallenges(common, v.key(), inputs, p)
	vanishing := circuit.NewVanishing(common)
	check := func() error { return vanishing.Check(&p.Openings, inputs, &ch) }
	require.NoError(t, check())

	o := &p.Openings
	for name, openings := range map[string][]field.Ext{
		"constants": o.Constants, "sigmas": o.Sigmas, "wires": o.Wires, "zs": o.Zs, "zs next": o.ZsNext,
		"partial products": o.PartialProducts, "quotients": o.Quotients, "zeta": {ch.Zeta},
	} {
		for i := range openings {
			original := openings[i]
			openings[i] = original.AddBase(field.One())
			if name == "zeta" {
				ch.Zeta = openings[i]
			}
			assert.ErrorIs(t, check(), circuit.ErrQuotient, "%s %d", name, i)
			openings[i] = original
			if name == "zeta" {
				ch.Zeta = original
			}
		}
	}
	for name, elements := range map[string][]field.Element{
		"betas": ch.Betas, "gammas": ch.Gammas, "alphas": ch.Alphas, "public inputs": inputs[:],
	} {
		for i := range elements {
			elements[i] = elements[i].Add(field.One())
			assert.ErrorIs(t, check(), circuit.ErrQuotient, "%s %d", name, i)
			elements[i] = elements[i].Sub(field.One())
		}
	}
	require.NoError(t, check())
}

// L_0 is 1 at the first row, also in the formula of the verifier.
func TestVanishingAtFirstRow(t *testing.T) {
	const name = "01_fibonacci"
	v := loadInfo(t, name)
	common, p := v.common(t), loadProof(t, name)
	ch, _ := circuit.DeriveChallenges(common, v.key(), p.PublicInputsHash(), p)
	ch.Zeta = field.ExtOne()
	ch.Alphas = make([]field.Element, len(ch.Alphas)) // leaves term 0: L_0·(Z_0 − 1)
	want := p.Openings.Zs[0].SubBase(field.One())
	assert.Equal(t, []field.Ext{want, want}, circuit.NewVanishing(common).Eval(&p.Openings, p.PublicInputsHash(), &ch))
}

func TestValidateProof(t *testing.T) {
	const name = "05_gate_zoo"
	common := loadInfo(t, name).common(t)
	for what, cut := range map[string]func(p *circuit.Proof){
		"public inputs":    func(p *circuit.Proof) { p.PublicInputs = p.PublicInputs[1:] },
		"wires cap":        func(p *circuit.Proof) { p.WiresCap = p.WiresCap[1:] },
		"products cap":     func(p *circuit.Proof) { p.ZsPartialProductsCap = nil },
		"quotient cap":     func(p *circuit.Proof) { p.QuotientCap = append(p.QuotientCap, hash.Digest{}) },
		"constants":        func(p *circuit.Proof) { p.Openings.Constants = p.Openings.Constants[1:] },
		"sigmas":           func(p *circuit.Proof) { p.Openings.Sigmas = p.Openings.Sigmas[1:] },
		"wires":            func(p *circuit.Proof) { p.Openings.Wires = p.Openings.Wires[1:] },
		"zs":               func(p *circuit.Proof) { p.Openings.Zs = p.Openings.Zs[1:] },
		"zs next":          func(p *circuit.Proof) { p.Openings.ZsNext = nil },
		"partial products": func(p *circuit.Proof) { p.Openings.PartialProducts = p.Openings.PartialProducts[1:] },
		"quotients":        func(p *circuit.Proof) { p.Openings.Quotients = p.Openings.Quotients[1:] },
	} {
		p := loadProof(t, name)
		cut(p)
		assert.ErrorIs(t, common.ValidateProof(p), circuit.ErrShape, what)
	}
	// proof.json is read without its query rounds, which only FRI misses.
	assert.ErrorIs(t, common.ValidateProof(loadProof(t, name)), fri.ErrShape)
}
