package prover

import (
	"testing"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
)

// vectorNames are the circuits of plonky2 whose every column is on record.
// 06_lookup is not among them: lookups are no part of this library.
var vectorNames = []string{
	"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check", "05_gate_zoo",
}

// vector is a proof by plonky2 with the prover's intermediate results.
type vector struct {
	name   string
	common circuit.Common // without gates

	challenges struct {
		Betas  []field.Element `json:"plonk_betas"`
		Gammas []field.Element `json:"plonk_gammas"`
		Alphas []field.Element `json:"plonk_alphas"`
		Zeta   []field.Element `json:"plonk_zeta"`
	}
	publicInputsHash hash.Digest

	constants, sigmas, wires [][]field.Element // on the rows

	zsPartialProducts [][]field.Element // on the rows
	quotientChunks    [][]field.Element // coefficients
}

func loadVector(t testing.TB, name string) *vector {
	t.Helper()
	dir := "plonky2/plonk/" + name + "/"
	v := &vector{name: name}
	var info struct {
		Challenges       any              `json:"challenges"`
		DegreeBits       int              `json:"degree_bits"`
		KIs              []field.Element  `json:"k_is"`
		NumConstants     int              `json:"num_constants"`
		NumConstraints   int              `json:"num_gate_constraints"`
		PartialProducts  int              `json:"num_partial_products"`
		DegreeFactor     int              `json:"quotient_degree_factor"`
		PublicInputsHash [4]field.Element `json:"public_inputs_hash"`
		PublicInputs     []field.Element  `json:"public_inputs"`
		Config           map[string]any   `json:"config"`
	}
	info.Challenges = &v.challenges
	testutil.VectorJSON(t, dir+"info.json", &info)
	v.publicInputsHash = info.PublicInputsHash
	v.common = circuit.Common{
		Config: circuit.StandardConfig(),
		FRI: fri.Params{
			Config:     circuit.StandardConfig().FRI,
			Dialect:    fri.Plonky2(),
			DegreeBits: info.DegreeBits,
		},
		QuotientDegreeFactor: info.DegreeFactor,
		NumGateConstraints:   info.NumConstraints,
		NumConstants:         info.NumConstants,
		NumPublicInputs:      len(info.PublicInputs),
		KIs:                  info.KIs,
		NumPartialProducts:   info.PartialProducts,
	}

	var witness struct {
		Preprocessed [][]field.Element `json:"constants_then_sigmas_values_by_polynomial"`
		Wires        [][]field.Element `json:"wire_values_by_column"`
	}
	testutil.VectorJSON(t, dir+"witness.json", &witness)
	v.constants = witness.Preprocessed[:info.NumConstants]
	v.sigmas = witness.Preprocessed[info.NumConstants:]
	v.wires = witness.Wires

	var trace struct {
		ZsPartialProducts [][]field.Element `json:"zs_then_partial_products_values_on_subgroup"`
		QuotientChunks    [][]field.Element `json:"quotient_poly_chunks_coeffs"`
	}
	testutil.VectorJSON(t, dir+"prover_trace.json", &trace)
	v.zsPartialProducts = trace.ZsPartialProducts
	v.quotientChunks = trace.QuotientChunks
	return v
}

// newColumns returns n columns of length zeros.
func newColumns(n, length int) [][]field.Element {
	out := make([][]field.Element, n)
	for i := range out {
		out[i] = make([]field.Element, length)
	}
	return out
}
