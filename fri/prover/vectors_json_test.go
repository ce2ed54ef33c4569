package prover_test

import (
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

type (
	infoJSON struct {
		Params struct {
			Config struct {
				RateBits  int                                `json:"rate_bits"`
				CapHeight int                                `json:"cap_height"`
				PowBits   int                                `json:"proof_of_work_bits"`
				Queries   int                                `json:"num_query_rounds"`
				Reduction struct{ ConstantArityBits [2]int } `json:"reduction_strategy"`
			} `json:"config"`
			Hiding     bool `json:"hiding"`
			DegreeBits int  `json:"degree_bits"`
		} `json:"fri_params"`
		ConstantsSigmasCap capJSON        `json:"constants_sigmas_cap"`
		CircuitDigest      []element      `json:"circuit_digest"`
		PublicInputsHash   []element      `json:"public_inputs_hash"`
		Challenges         challengesJSON `json:"challenges"`
	}

	challengesJSON struct {
		Alpha       extJSON   `json:"fri_alpha"`
		Betas       []extJSON `json:"fri_betas"`
		PowResponse element   `json:"fri_pow_response"`
		Indices     []int     `json:"fri_query_indices"`

		PlonkBetas  []element `json:"plonk_betas"`
		PlonkGammas []element `json:"plonk_gammas"`
		PlonkDeltas []element `json:"plonk_deltas"`
		PlonkAlphas []element `json:"plonk_alphas"`
		PlonkZeta   extJSON   `json:"plonk_zeta"`
	}

	proofJSON struct {
		Proof struct {
			WiresCap    capJSON `json:"wires_cap"`
			ZsCap       capJSON `json:"plonk_zs_partial_products_cap"`
			QuotientCap capJSON `json:"quotient_polys_cap"`
			Openings    struct {
				Constants       []extJSON `json:"constants"`
				Sigmas          []extJSON `json:"plonk_sigmas"`
				Wires           []extJSON `json:"wires"`
				Zs              []extJSON `json:"plonk_zs"`
				ZsNext          []extJSON `json:"plonk_zs_next"`
				PartialProducts []extJSON `json:"partial_products"`
				Quotients       []extJSON `json:"quotient_polys"`
				LookupZs        []extJSON `json:"lookup_zs"`
				LookupZsNext    []extJSON `json:"lookup_zs_next"`
			} `json:"openings"`
			OpeningProof friProofJSON `json:"opening_proof"`
		} `json:"proof"`
	}

	friProofJSON struct {
		Caps   []capJSON `json:"commit_phase_merkle_caps"`
		Rounds []struct {
			Initial struct {
				Openings []initialOpeningJSON `json:"evals_proofs"`
			} `json:"initial_trees_proof"`
			Steps []struct {
				Evals []extJSON `json:"evals"`
				Path  pathJSON  `json:"merkle_proof"`
			} `json:"steps"`
		} `json:"query_round_proofs"`
		FinalPoly struct {
			Coeffs []extJSON `json:"coeffs"`
		} `json:"final_poly"`
		PowWitness element `json:"pow_witness"`
	}

	// initialOpeningJSON is an array of a row and its path.
	initialOpeningJSON struct {
		values []element
		path   pathJSON
	}

	pathJSON struct {
		Siblings capJSON `json:"siblings"`
	}
	extJSON    [2]element
	capJSON    []digestJSON
	digestJSON [4]element
	element    struct{ field.Element }
)

// UnmarshalJSON takes a number or a string, which serde writes as plonky2 holds
// it in memory: not always reduced.
func (e *element) UnmarshalJSON(data []byte) error {
	var n json.Number
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	v, ok := new(big.Int).SetString(n.String(), 10)
	if !ok || !v.IsUint64() {
		return fmt.Errorf("%s is not an element", data)
	}
	e.Element = field.New(v.Uint64())
	return nil
}

// UnmarshalJSON takes an array, or one inside an object.
func (d *digestJSON) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		return json.Unmarshal(data, (*[4]element)(d))
	}
	return json.Unmarshal(data, &struct {
		Elements *[4]element `json:"elements"`
	}{(*[4]element)(d)})
}

func (o *initialOpeningJSON) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&o.values, &o.path})
}

func (e extJSON) ext() field.Ext { return field.Ext{A0: e[0].Element, A1: e[1].Element} }

func (c capJSON) cap() merkle.Cap {
	out := make(merkle.Cap, len(c))
	for i, d := range c {
		out[i] = hash.Digest(elements(d[:]))
	}
	return out
}

func (c challengesJSON) challenges() fri.Challenges {
	return fri.Challenges{
		Alpha:        c.Alpha.ext(),
		Betas:        exts(c.Betas),
		PowResponse:  c.PowResponse.Element,
		QueryIndices: c.Indices,
	}
}

func (p friProofJSON) proof() *fri.Proof {
	out := &fri.Proof{
		CommitPhaseCaps: []merkle.Cap{},
		FinalPoly:       exts(p.FinalPoly.Coeffs),
		PowWitness:      p.PowWitness.Element,
	}
	for _, c := range p.Caps {
		out.CommitPhaseCaps = append(out.CommitPhaseCaps, c.cap())
	}
	for _, r := range p.Rounds {
		round := fri.QueryRound{Steps: []fri.QueryStep{}}
		for _, o := range r.Initial.Openings {
			round.Initial = append(round.Initial, fri.InitialOpening{
				Values: elements(o.values),
				Path:   merkle.Path(o.path.Siblings.cap()),
			})
		}
		for _, s := range r.Steps {
			round.Steps = append(round.Steps, fri.QueryStep{Evals: exts(s.Evals), Path: merkle.Path(s.Path.Siblings.cap())})
		}
		out.QueryRounds = append(out.QueryRounds, round)
	}
	return out
}

func elements(in []element) []field.Element {
	out := make([]field.Element, len(in))
	for i, e := range in {
		out[i] = e.Element
	}
	return out
}

func exts(parts ...[]extJSON) []field.Ext {
	out := []field.Ext{}
	for _, part := range parts {
		for _, e := range part {
			out = append(out, e.ext())
		}
	}
	return out
}

// pairs reads a column of the extension that was written as base elements.
func pairs(in []element) []field.Ext {
	out := make([]field.Ext, len(in)/2)
	for i := range out {
		out[i] = extJSON{in[2*i], in[2*i+1]}.ext()
	}
	return out
}

func columns(in [][]element) [][]field.Element {
	out := make([][]field.Element, len(in))
	for i, c := range in {
		out[i] = elements(c)
	}
	return out
}
