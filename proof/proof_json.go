package proof

import (
	"encoding/json"
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// DecodeProofJSON decodes a proof with public inputs of a circuit in the JSON
// that plonky2's programs write with serde. It accepts one encoding only, white
// space apart. common must be valid and gives the length of every part.
//
// plonky2 writes elements as it holds them, which may be as x + p: in practice
// zeros of circuits so small that a whole chunk of the quotient is zero. Such a
// number is refused here as everywhere.
func (f *Format) DecodeProofJSON(common *circuit.Common, data []byte) (*circuit.Proof, error) {
	var j proofJSON
	if err := decodeJSON(data, &j); err != nil {
		return nil, fmt.Errorf("proof: JSON proof: %w", err)
	}
	if o := &j.Proof.Openings; (o.LookupZs != nil) != f.Lookups || (o.LookupZsNext != nil) != f.Lookups {
		return nil, fmt.Errorf("proof: JSON proof: %w: lists of lookup openings, want %t", ErrMalformed, f.Lookups)
	}
	if n := len(j.Proof.Openings.LookupZs) + len(j.Proof.Openings.LookupZsNext); n > 0 {
		return nil, fmt.Errorf("proof: JSON proof: %w: %d openings of lookup polynomials", ErrUnsupported, n)
	}
	p := j.proof()
	if err := common.ValidateProof(p); err != nil {
		return nil, fmt.Errorf("proof: JSON proof: %w: %w", ErrMalformed, err)
	}
	return p, nil
}

// EncodeProofJSON returns the encoding that [Format.DecodeProofJSON] decodes,
// without white space. The error wraps [ErrShape] if p is no proof of a circuit
// of this shape.
func (f *Format) EncodeProofJSON(common *circuit.Common, p *circuit.Proof) ([]byte, error) {
	if err := common.ValidateProof(p); err != nil {
		return nil, fmt.Errorf("proof: JSON proof: %w: %w", ErrShape, err)
	}
	j := proofToJSON(p)
	if f.Lookups {
		j.Proof.Openings.LookupZs, j.Proof.Openings.LookupZsNext = array[extJSON]{}, array[extJSON]{}
	}
	return json.Marshal(j)
}

// The types below mirror those of plonky2, field by field.

type proofJSON struct {
	Proof struct {
		WiresCap             capJSON      `json:"wires_cap"`
		ZsPartialProductsCap capJSON      `json:"plonk_zs_partial_products_cap"`
		QuotientCap          capJSON      `json:"quotient_polys_cap"`
		Openings             openingsJSON `json:"openings"`
		FRI                  friJSON      `json:"opening_proof"`
	} `json:"proof"`
	PublicInputs array[number] `json:"public_inputs"`
}

type openingsJSON struct {
	Constants       array[extJSON] `json:"constants"`
	Sigmas          array[extJSON] `json:"plonk_sigmas"`
	Wires           array[extJSON] `json:"wires"`
	Zs              array[extJSON] `json:"plonk_zs"`
	ZsNext          array[extJSON] `json:"plonk_zs_next"`
	PartialProducts array[extJSON] `json:"partial_products"`
	Quotients       array[extJSON] `json:"quotient_polys"`
	LookupZs        array[extJSON] `json:"lookup_zs,omitzero"`
	LookupZsNext    array[extJSON] `json:"lookup_zs_next,omitzero"`
}

type friJSON struct {
	CommitPhaseCaps array[capJSON]   `json:"commit_phase_merkle_caps"`
	QueryRounds     array[queryJSON] `json:"query_round_proofs"`
	FinalPoly       struct {
		Coeffs array[extJSON] `json:"coeffs"`
	} `json:"final_poly"`
	PowWitness number `json:"pow_witness"`
}

// queryJSON is a query round.
type queryJSON struct {
	Initial struct {
		Openings array[initialJSON] `json:"evals_proofs"`
	} `json:"initial_trees_proof"`
	Steps array[stepJSON] `json:"steps"`
}

// initialJSON is the pair of a row and its path.
type initialJSON struct {
	values array[number]
	path   pathJSON
}

// MarshalJSON encodes i as an array of two.
func (i initialJSON) MarshalJSON() ([]byte, error) {
	return json.Marshal([2]any{i.values, i.path})
}

// UnmarshalJSON decodes an array of two; the comparison with the canonical
// encoding finds fewer or more.
func (i *initialJSON) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[2]any{&i.values, &i.path})
}

type stepJSON struct {
	Evals array[extJSON] `json:"evals"`
	Path  pathJSON       `json:"merkle_proof"`
}

type pathJSON struct {
	Siblings array[digestJSON] `json:"siblings"`
}

type capJSON = array[digestJSON]

type digestJSON struct {
	Elements [hash.DigestLen]number `json:"elements"`
}

// extJSON is an element of the extension, lowest coefficient first.
type extJSON [field.Degree]number

// number is a field element as a JSON number, the integer below p.
type number field.Element

// MarshalJSON encodes n in decimal.
func (n number) MarshalJSON() ([]byte, error) { return field.Element(n).MarshalText() }

// UnmarshalJSON decodes the canonical decimal encoding only.
func (n *number) UnmarshalJSON(data []byte) error {
	return (*field.Element)(n).UnmarshalText(data)
}

func (j *proofJSON) proof() *circuit.Proof {
	o, f := &j.Proof.Openings, &j.Proof.FRI
	return &circuit.Proof{
		WiresCap:             digests(j.Proof.WiresCap),
		ZsPartialProductsCap: digests(j.Proof.ZsPartialProductsCap),
		QuotientCap:          digests(j.Proof.QuotientCap),
		Openings: circuit.Openings{
			Constants:       exts(o.Constants),
			Sigmas:          exts(o.Sigmas),
			Wires:           exts(o.Wires),
			Zs:              exts(o.Zs),
			ZsNext:          exts(o.ZsNext),
			PartialProducts: exts(o.PartialProducts),
			Quotients:       exts(o.Quotients),
		},
		FRI: fri.Proof{
			CommitPhaseCaps: mapped(f.CommitPhaseCaps, func(c capJSON) merkle.Cap { return digests(c) }),
			QueryRounds:     mapped(f.QueryRounds, queryJSON.queryRound),
			FinalPoly:       exts(f.FinalPoly.Coeffs),
			PowWitness:      field.Element(f.PowWitness),
		},
		PublicInputs: elements(j.PublicInputs),
	}
}

func (r queryJSON) queryRound() fri.QueryRound {
	return fri.QueryRound{
		Initial: mapped(r.Initial.Openings, func(i initialJSON) fri.InitialOpening {
			return fri.InitialOpening{Values: elements(i.values), Path: digests(i.path.Siblings)}
		}),
		Steps: mapped(r.Steps, func(s stepJSON) fri.QueryStep {
			return fri.QueryStep{Evals: exts(s.Evals), Path: digests(s.Path.Siblings)}
		}),
	}
}

func proofToJSON(p *circuit.Proof) *proofJSON {
	j := &proofJSON{PublicInputs: numbers(p.PublicInputs)}
	j.Proof.WiresCap = digestsToJSON(p.WiresCap)
	j.Proof.ZsPartialProductsCap = digestsToJSON(p.ZsPartialProductsCap)
	j.Proof.QuotientCap = digestsToJSON(p.QuotientCap)
	o := &p.Openings
	j.Proof.Openings = openingsJSON{
		Constants:       extsToJSON(o.Constants),
		Sigmas:          extsToJSON(o.Sigmas),
		Wires:           extsToJSON(o.Wires),
		Zs:              extsToJSON(o.Zs),
		ZsNext:          extsToJSON(o.ZsNext),
		PartialProducts: extsToJSON(o.PartialProducts),
		Quotients:       extsToJSON(o.Quotients),
	}
	f := &j.Proof.FRI
	f.CommitPhaseCaps = mapped(p.FRI.CommitPhaseCaps, func(c merkle.Cap) capJSON { return digestsToJSON(c) })
	f.QueryRounds = mapped(p.FRI.QueryRounds, queryRoundToJSON)
	f.FinalPoly.Coeffs = extsToJSON(p.FRI.FinalPoly)
	f.PowWitness = number(p.FRI.PowWitness)
	return j
}

func queryRoundToJSON(q fri.QueryRound) (r queryJSON) {
	r.Initial.Openings = mapped(q.Initial, func(i fri.InitialOpening) initialJSON {
		return initialJSON{numbers(i.Values), pathJSON{digestsToJSON(i.Path)}}
	})
	r.Steps = mapped(q.Steps, func(s fri.QueryStep) stepJSON {
		return stepJSON{extsToJSON(s.Evals), pathJSON{digestsToJSON(s.Path)}}
	})
	return r
}

func elements(in []number) []field.Element {
	return mapped(in, func(n number) field.Element { return field.Element(n) })
}

func numbers(in []field.Element) array[number] {
	return mapped(in, func(e field.Element) number { return number(e) })
}

func exts(in []extJSON) []field.Ext {
	return mapped(in, func(e extJSON) field.Ext { return field.Ext{A0: field.Element(e[0]), A1: field.Element(e[1])} })
}

func extsToJSON(in []field.Ext) array[extJSON] {
	return mapped(in, func(e field.Ext) extJSON { return extJSON{number(e.A0), number(e.A1)} })
}

func digests(in []digestJSON) []hash.Digest { return mapped(in, digestJSON.digest) }

func digestsToJSON(in []hash.Digest) array[digestJSON] { return mapped(in, digestToJSON) }

func (d digestJSON) digest() (out hash.Digest) {
	for i, e := range d.Elements {
		out[i] = field.Element(e)
	}
	return out
}

func digestToJSON(d hash.Digest) (out digestJSON) {
	for i, e := range d {
		out.Elements[i] = number(e)
	}
	return out
}
