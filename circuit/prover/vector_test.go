package prover

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	fprover "github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/proof"
)

// vectorNames are the circuits of plonky2 of which every column is on record.
// 06_lookup is not among them: lookups are no part of this library.
var vectorNames = []string{
	"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check", "05_gate_zoo",
}

// vector is a proof by plonky2 with its circuit and the prover's intermediate
// results.
type vector struct {
	circuit builder.Circuit // without witness program

	preprocessed [][]field.Element // constants and sigmas on the rows
	wires        [][]field.Element // on the rows
	inputs       []field.Element   // public

	challenges circuit.Challenges

	zsPartialProducts [][]field.Element // on the rows
	quotientChunks    [][]field.Element // coefficients

	proof []byte
}

func loadVector(t testing.TB, name string) *vector {
	t.Helper()
	dir := "plonky2/plonk/" + name + "/"
	v := &vector{proof: testutil.Vector(t, dir+"proof.bin")}

	var info struct {
		PublicInputs []field.Element `json:"public_inputs"`
		Challenges   struct {
			Betas  []field.Element  `json:"plonk_betas"`
			Gammas []field.Element  `json:"plonk_gammas"`
			Alphas []field.Element  `json:"plonk_alphas"`
			Zeta   [2]field.Element `json:"plonk_zeta"`
		} `json:"challenges"`
	}
	testutil.VectorJSON(t, dir+"info.json", &info)
	v.inputs = info.PublicInputs
	ch := &info.Challenges
	v.challenges = circuit.Challenges{
		Betas: ch.Betas, Gammas: ch.Gammas, Alphas: ch.Alphas,
		Zeta: field.Ext{A0: ch.Zeta[0], A1: ch.Zeta[1]},
	}

	var witness struct {
		Preprocessed [][]field.Element `json:"constants_then_sigmas_values_by_polynomial"`
		Wires        [][]field.Element `json:"wire_values_by_column"`
	}
	testutil.VectorJSON(t, dir+"witness.json", &witness)
	v.preprocessed, v.wires = witness.Preprocessed, witness.Wires
	v.circuit = assemble(t, dir, witness.Preprocessed)

	var trace struct {
		ZsPartialProducts [][]field.Element `json:"zs_then_partial_products_values_on_subgroup"`
		QuotientChunks    [][]field.Element `json:"quotient_poly_chunks_coeffs"`
	}
	testutil.VectorJSON(t, dir+"prover_trace.json", &trace)
	v.zsPartialProducts = trace.ZsPartialProducts
	v.quotientChunks = trace.QuotientChunks
	return v
}

// assemble makes the circuit of a vector from its description and the values of
// the constants and sigmas on the rows.
func assemble(t testing.TB, dir string, preprocessed [][]field.Element) builder.Circuit {
	t.Helper()
	common, err := proof.Plonky2().DecodeCommon(testutil.Vector(t, dir+"common.bin"))
	require.NoError(t, err)
	key, err := proof.DecodeVerifierKey(testutil.Vector(t, dir+"verifier_only.bin"))
	require.NoError(t, err)
	commitment, err := fprover.New(&common.FRI, common.Oracles()[circuit.ConstantsSigmasOracle])
	require.NoError(t, err)
	coeffs, w := cloneColumns(preprocessed), fprover.NewWorkspace(1)
	fprover.Interpolate(&common.FRI, coeffs, w)
	require.NoError(t, commitment.Commit(coeffs, nil, w))
	require.Equal(t, key.ConstantsSigmasCap, commitment.Cap())
	return builder.Circuit{
		Common:          *common,
		Key:             *key,
		ConstantsSigmas: commitment,
	}
}

// newProver returns a prover for the vector's circuit.
func (v *vector) newProver(t testing.TB, opts ...Option) *Prover {
	t.Helper()
	p, err := New(&v.circuit, opts...)
	require.NoError(t, err)
	return p
}

// sigmas returns the values of the sigmas on the rows.
func (v *vector) sigmas() [][]field.Element { return v.preprocessed[v.circuit.Common.NumConstants:] }

// extensions returns the input of the quotients, from the vector alone.
func (v *vector) extensions() func(coset int) *circuit.QuotientColumns {
	c := &v.circuit.Common
	g := c.FRI.Dialect.Generators
	domain := ntt.NewDomain(g, c.DegreeBits())
	extend := func(values [][]field.Element) [][]field.Element {
		out := newColumns(len(values), c.Degree()<<c.FRI.RateBits)
		for i, coeffs := range cloneColumns(values) {
			domain.InverseNatural(coeffs)
			domain.LDE(out[i], coeffs, c.FRI.RateBits, g.CosetShift())
		}
		return out
	}
	preprocessed, wires, products := extend(v.preprocessed), extend(v.wires), extend(v.zsPartialProducts)
	return func(coset int) *circuit.QuotientColumns {
		part := func(columns [][]field.Element) (out [][]field.Element) {
			for _, column := range columns {
				out = append(out, column[coset*c.Degree():(coset+1)*c.Degree()])
			}
			return out
		}
		return &circuit.QuotientColumns{
			Constants:       part(preprocessed[:c.NumConstants]),
			Sigmas:          part(preprocessed[c.NumConstants:]),
			Wires:           part(wires),
			Zs:              part(products[:c.Config.NumChallenges]),
			PartialProducts: part(products[c.Config.NumChallenges:]),
		}
	}
}

func cloneColumns(columns [][]field.Element) [][]field.Element {
	out := make([][]field.Element, len(columns))
	for i, column := range columns {
		out[i] = slices.Clone(column)
	}
	return out
}

// reversed returns columns in bit-reversed order.
func reversed(columns [][]field.Element) [][]field.Element {
	out := cloneColumns(columns)
	for _, column := range out {
		ntt.BitReverse(column)
	}
	return out
}
