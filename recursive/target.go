package recursive

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// Proof holds the targets of a [circuit.Proof] of a given common data.
type Proof struct {
	PublicInputs []builder.Target

	wiresCap             builder.Cap
	zsPartialProductsCap builder.Cap
	quotientCap          builder.Cap
	openings             openings
	fri                  friProof
}

// openings mirrors [circuit.Openings].
type openings struct {
	constants, sigmas, wires, zs, zsNext, partialProducts, quotients []builder.Ext
}

// friProof mirrors [fri.Proof].
type friProof struct {
	caps       []builder.Cap
	rounds     []queryRound
	finalPoly  []builder.Ext
	powWitness builder.Target
}

type queryRound struct {
	initial []initialOpening
	steps   []queryStep
}

type initialOpening struct {
	values []builder.Target
	path   []builder.Digest
}

type queryStep struct {
	evals []builder.Ext
	path  []builder.Digest
}

// NewProof adds the targets of a proof of a circuit with the given common
// data. They are unconstrained until [Verify].
func NewProof(b *builder.Builder, common *circuit.Common) *Proof {
	return &Proof{
		PublicInputs:         b.NewTargets(common.NumPublicInputs),
		wiresCap:             b.NewCap(common.FRI.CapHeight),
		zsPartialProductsCap: b.NewCap(common.FRI.CapHeight),
		quotientCap:          b.NewCap(common.FRI.CapHeight),
		openings: openings{
			constants:       b.NewExts(common.NumConstants),
			sigmas:          b.NewExts(common.Config.NumRoutedWires),
			wires:           b.NewExts(common.Config.NumWires),
			zs:              b.NewExts(common.Config.NumChallenges),
			zsNext:          b.NewExts(common.Config.NumChallenges),
			partialProducts: b.NewExts(common.Config.NumChallenges * common.NumPartialProducts),
			quotients:       b.NewExts(common.NumQuotientPolys()),
		},
		fri: newFRIProof(b, common.Oracles(), &common.FRI),
	}
}

func newFRIProof(b *builder.Builder, oracles []fri.Oracle, params *fri.Params) friProof {
	p := friProof{
		finalPoly:  b.NewExts(params.FinalPolyLen()),
		powWitness: b.NewTarget(),
	}
	for range params.ArityBits {
		p.caps = append(p.caps, b.NewCap(params.CapHeight))
	}
	for range params.NumQueries {
		pathLen := params.LDEBits() - params.CapHeight
		var r queryRound
		for _, o := range oracles {
			r.initial = append(r.initial, initialOpening{
				values: b.NewTargets(o.NumPolys + saltLen(o, params)),
				path:   b.NewDigests(pathLen),
			})
		}
		for _, arityBits := range params.ArityBits {
			pathLen -= arityBits
			r.steps = append(r.steps, queryStep{
				evals: b.NewExts(1 << arityBits),
				path:  b.NewDigests(pathLen),
			})
		}
		p.rounds = append(p.rounds, r)
	}
	return p
}

// saltLen returns the number of salts in a row of an oracle.
func saltLen(o fri.Oracle, params *fri.Params) int {
	if o.Blinded && params.Hiding {
		return fri.SaltLen
	}
	return 0
}

// friOpenings returns the openings in the order of [circuit.Common.FRIInstance].
func (o *openings) friOpenings() [][]builder.Ext {
	var zeta []builder.Ext
	for _, part := range [][]builder.Ext{
		o.constants, o.sigmas, o.wires, o.zs, o.partialProducts, o.quotients,
	} {
		zeta = append(zeta, part...)
	}
	return [][]builder.Ext{zeta, o.zsNext}
}

// Assign sets the targets to a proof. The proof must have the shape of the
// common data that p was made for; package verify checks that.
func (p *Proof) Assign(w *builder.Witness, proof *circuit.Proof) {
	w.SetAll(p.PublicInputs, proof.PublicInputs)
	w.SetDigests(p.wiresCap, proof.WiresCap)
	w.SetDigests(p.zsPartialProductsCap, proof.ZsPartialProductsCap)
	w.SetDigests(p.quotientCap, proof.QuotientCap)

	o := &proof.Openings
	assignExts(w, p.openings.constants, o.Constants)
	assignExts(w, p.openings.sigmas, o.Sigmas)
	assignExts(w, p.openings.wires, o.Wires)
	assignExts(w, p.openings.zs, o.Zs)
	assignExts(w, p.openings.zsNext, o.ZsNext)
	assignExts(w, p.openings.partialProducts, o.PartialProducts)
	assignExts(w, p.openings.quotients, o.Quotients)

	for i, c := range proof.FRI.CommitPhaseCaps {
		w.SetDigests(p.fri.caps[i], c)
	}
	for i, round := range proof.FRI.QueryRounds {
		for j, opening := range round.Initial {
			w.SetAll(p.fri.rounds[i].initial[j].values, opening.Values)
			w.SetDigests(p.fri.rounds[i].initial[j].path, opening.Path)
		}
		for j, step := range round.Steps {
			assignExts(w, p.fri.rounds[i].steps[j].evals, step.Evals)
			w.SetDigests(p.fri.rounds[i].steps[j].path, step.Path)
		}
	}
	assignExts(w, p.fri.finalPoly, proof.FRI.FinalPoly)
	w.Set(p.fri.powWitness, proof.FRI.PowWitness)
}

func assignExts(w *builder.Witness, ts []builder.Ext, vs []field.Ext) {
	for i, t := range ts {
		w.SetExt(t, vs[i])
	}
}
