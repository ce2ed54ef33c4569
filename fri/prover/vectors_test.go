package prover_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/merkle"
)

// okxDialect is that of OKX's fork.
func okxDialect() fri.Dialect {
	return fri.Dialect{
		Generators:    field.Generators{Group: field.New(7), TwoAdic: field.New(1753635133440165772)},
		CombineTimesX: true,
	}
}

// Proofs of the real programs: their openings verify, and the same columns
// yield the same bytes, in both dialects.
func TestVectors(t *testing.T) {
	for _, set := range []struct {
		folder  string
		dialect fri.Dialect
		names   []string
	}{
		{"plonky2", fri.Plonky2(), []string{
			"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check", "05_gate_zoo",
			"06_lookup", "10_okx_batch_4x3", "10_okx_batch_4x3_b1", "10_okx_batch_16x3",
		}},
		{"okx_fork", okxDialect(), []string{
			"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check", "05_gate_zoo",
			"10_okx_batch_4x3",
		}},
	} {
		for _, name := range set.names {
			t.Run(set.folder+"/"+name, func(t *testing.T) {
				v := loadVector(t, set.folder+"/plonk/"+name, set.dialect)
				t.Run("verify", v.testVerify)
				if name != "06_lookup" { // its wires lack the multiplicities of the lookups
					t.Run("prove", v.testProve)
				}
			})
		}
	}
}

// vector is the part of a plonky2 proof that FRI is about.
type vector struct {
	params     fri.Params
	instance   fri.Instance
	caps       []merkle.Cap
	openings   fri.Openings
	proof      *fri.Proof
	transcript hash.Challenger // up to the openings

	challenges fri.Challenges // as plonky2 derived them

	columns  [][][]field.Element // values per oracle; coefficients of the last
	combined []field.Ext         // coefficients of the combined polynomial
	folded   [][]field.Ext       // coefficients after each step, where known
}

func (v *vector) testVerify(t *testing.T) {
	ch := v.transcript
	got := fri.DeriveChallenges(&v.params, &ch, v.proof)
	assert.Equal(t, v.challenges, got)
	assert.NoError(t, fri.Verify(&v.params, &v.instance, v.openings, &got, v.caps, v.proof))
}

func (v *vector) testProve(t *testing.T) {
	w := prover.NewWorkspace(2)
	commitments := make([]*prover.Commitment, len(v.columns))
	for i, columns := range v.columns {
		if i < len(v.columns)-1 { // the last are coefficients already
			prover.Interpolate(&v.params, columns, w)
		}
		var err error
		commitments[i], err = prover.New(&v.params, v.instance.Oracles[i])
		require.NoError(t, err)
		require.NoError(t, commitments[i].Commit(columns, nil, w))
		require.Equal(t, v.caps[i], commitments[i].Cap(), "cap of oracle %d", i)
	}
	openings, err := prover.Evaluate(&v.params, &v.instance, commitments, w)
	require.NoError(t, err)
	require.Equal(t, v.openings, openings)

	combined := prover.Combine(&v.params, &v.instance, commitments, v.challenges.Alpha, w)
	require.Equal(t, v.combined, rows(combined))
	for i, want := range v.folded {
		combined = prover.FoldCoeffs(combined, v.params.ArityBits[i], v.challenges.Betas[i], w)
		// The real program folds the zero coefficients of the extension as well.
		n := combined.Len()
		require.Equal(t, want[:n], rows(combined))
		require.Equal(t, make([]field.Ext, len(want)-n), want[n:])
	}

	ch := v.transcript
	proof, err := prover.Prove(&v.params, &v.instance, commitments, &ch, w)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(v.proof, proof))
}

func rows(c vec.Ext) []field.Ext {
	out := make([]field.Ext, c.Len())
	for i := range out {
		out[i] = c.At(i)
	}
	return out
}

// loadVector reads a circuit's vectors and replays the transcript of PLONK.
func loadVector(t *testing.T, path string, dialect fri.Dialect) *vector {
	t.Helper()
	var (
		info  infoJSON
		proof proofJSON
	)
	testutil.VectorJSON(t, path+"/info.json", &info)
	testutil.VectorJSON(t, path+"/proof.json", &proof)

	v := &vector{proof: proof.Proof.OpeningProof.proof()}
	c := info.Params.Config
	var err error
	v.params, err = fri.NewParams(fri.Config{
		RateBits:   c.RateBits,
		CapHeight:  c.CapHeight,
		PowBits:    c.PowBits,
		NumQueries: c.Queries,
		Reduction: fri.Reduction{
			Kind:          fri.ConstantArityReduction,
			ArityBits:     c.Reduction.ConstantArityBits[0],
			FinalPolyBits: c.Reduction.ConstantArityBits[1],
		},
	}, dialect, info.Params.DegreeBits, info.Params.Hiding)
	require.NoError(t, err)

	v.caps = []merkle.Cap{
		info.ConstantsSigmasCap.cap(), proof.Proof.WiresCap.cap(), proof.Proof.ZsCap.cap(), proof.Proof.QuotientCap.cap(),
	}
	v.challenges = info.Challenges.challenges()
	o := proof.Proof.Openings
	v.openings = fri.Openings{
		exts(o.Constants, o.Sigmas, o.Wires, o.Zs, o.PartialProducts, o.Quotients, o.LookupZs),
		exts(o.ZsNext, o.LookupZsNext),
	}
	numZs, numLookups := len(o.Zs)+len(o.PartialProducts), len(o.LookupZs)

	// The transcript of PLONK up to the openings, with the count of challenges
	// that the circuit draws in each round.
	ch := &v.transcript
	v.params.Observe(ch)
	ch.Observe(elements(info.CircuitDigest)...)
	ch.Observe(elements(info.PublicInputsHash)...)
	ch.ObserveDigests(v.caps[1])
	drawn := info.Challenges
	rounds := append(elements(drawn.PlonkBetas), elements(drawn.PlonkGammas)...)
	if len(drawn.PlonkDeltas) > 0 { // begin with the betas and gammas
		rounds = elements(drawn.PlonkDeltas)
	}
	require.Equal(t, rounds, ch.Challenges(len(rounds)))
	ch.ObserveDigests(v.caps[2])
	require.Equal(t, elements(drawn.PlonkAlphas), ch.Challenges(len(drawn.PlonkAlphas)))
	ch.ObserveDigests(v.caps[3])
	zeta := ch.ExtChallenge()
	require.Equal(t, drawn.PlonkZeta.ext(), zeta)
	v.openings.Observe(ch)

	v.instance = fri.Instance{
		Oracles: []fri.Oracle{
			{NumPolys: len(o.Constants) + len(o.Sigmas)},
			{NumPolys: len(o.Wires), Blinded: true},
			{NumPolys: numZs + numLookups, Blinded: true},
			{NumPolys: len(o.Quotients), Blinded: true},
		},
	}
	zetaBatch := fri.Batch{Point: zeta}
	for i, o := range v.instance.Oracles {
		if i == 2 {
			o.NumPolys = numZs
		}
		zetaBatch.Polynomials = append(zetaBatch.Polynomials, fri.Range(i, 0, o.NumPolys)...)
	}
	lookups := fri.Range(2, numZs, numZs+numLookups)
	zetaBatch.Polynomials = append(zetaBatch.Polynomials, lookups...)
	v.instance.Batches = []fri.Batch{zetaBatch, {
		Point:       zeta.MulBase(dialect.Generators.RootOfUnity(v.params.DegreeBits)),
		Polynomials: append(fri.Range(2, 0, len(o.Zs)), lookups...),
	}}

	var witness struct {
		Constants [][]element `json:"constants_then_sigmas_values_by_polynomial"`
		Wires     [][]element `json:"wire_values_by_column"`
	}
	var trace struct {
		Zs        [][]element `json:"zs_then_partial_products_values_on_subgroup"`
		Quotients [][]element `json:"quotient_poly_chunks_coeffs"`
		Combined  [][]element `json:"fri_combined_poly_coeffs_ext2_flattened"`
		Folded    [][]element `json:"fri_folded_poly_coeffs_ext2_flattened"`
	}
	testutil.VectorJSON(t, path+"/witness.json", &witness)
	testutil.VectorJSON(t, path+"/prover_trace.json", &trace)
	v.columns = [][][]field.Element{
		columns(witness.Constants), columns(witness.Wires),
		columns(trace.Zs), columns(trace.Quotients),
	}
	require.Len(t, trace.Combined, 1)
	v.combined = pairs(trace.Combined[0])
	for _, f := range trace.Folded {
		v.folded = append(v.folded, pairs(f))
	}
	return v
}
