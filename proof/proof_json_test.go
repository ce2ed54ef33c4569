package proof

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/testutil"
)

// jsonCircuits are the circuits with a proof.json.
var jsonCircuits = []string{
	"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check", "05_gate_zoo",
	"10_okx_batch_16x3", "10_okx_batch_4x3", "10_okx_batch_4x3_b1", "10_okx_batch_4x3_b2", "10_okx_batch_4x3_b3",
	"okx_fork/01_fibonacci", "okx_fork/02_arith_factorial", "okx_fork/03_poseidon_preimage",
	"okx_fork/04_range_check", "okx_fork/05_gate_zoo", "okx_fork/10_okx_batch_4x3",
}

// jsonVector returns the JSON of a proof, in which 0 may be written as p, and
// the same with every 0 as 0.
func jsonVector(t testing.TB, name string) (data, canonical []byte) {
	t.Helper()
	p := []byte(strconv.FormatUint(field.Modulus, 10))
	data = bytes.TrimSpace(vector(t, name, "proof.json"))
	return data, bytes.ReplaceAll(data, p, []byte("0"))
}

func TestProofJSONVectors(t *testing.T) {
	for _, name := range jsonCircuits {
		t.Run(name, func(t *testing.T) {
			common, format := commonOf(t, name), formatOf(name)
			original, data := jsonVector(t, name)
			if !bytes.Equal(original, data) {
				_, err := format.DecodeProofJSON(common, original)
				require.ErrorIs(t, err, ErrNonCanonical)
			}
			p, err := format.DecodeProofJSON(common, data)
			require.NoError(t, err)
			binary, err := format.AppendProof(nil, common, p)
			require.NoError(t, err)
			require.Equal(t, vector(t, name, "proof.bin"), binary)
			encoded, err := format.EncodeProofJSON(common, p)
			require.NoError(t, err)
			require.True(t, bytes.Equal(data, encoded))
		})
	}
}

// TestProofJSONRoundTrip encodes proofs of circuits that have no JSON vectors:
// with salts, folding steps, no public inputs.
func TestProofJSONRoundTrip(t *testing.T) {
	for _, name := range []string{"07_fibonacci_zk", "08_recursion_of_01", "../extra/no_public_inputs"} {
		t.Run(name, func(t *testing.T) {
			common := commonOf(t, name)
			p, err := DecodeProof(common, vector(t, name, "proof.bin"))
			require.NoError(t, err)
			for _, lookups := range []bool{true, false} {
				f := Plonky2()
				f.Lookups = lookups
				data, err := f.EncodeProofJSON(common, p)
				require.NoError(t, err)
				require.Equal(t, lookups, bytes.Contains(data, []byte("lookup")))
				got, err := f.DecodeProofJSON(common, data)
				require.NoError(t, err)
				require.Equal(t, p, got)

				f.Lookups = !lookups
				_, err = f.DecodeProofJSON(common, data)
				require.ErrorIs(t, err, ErrMalformed)
			}
		})
	}
}

func TestProofJSONRefuses(t *testing.T) {
	const name = "01_fibonacci"
	common := commonOf(t, name)
	_, canonical := jsonVector(t, name)
	data := string(canonical)
	for _, e := range []refusal{
		{"one public input more", `"public_inputs":[0,1,`, `"public_inputs":[0,1,0,1,`, ErrMalformed},
		{"missing public input", `"public_inputs":[0,1,`, `"public_inputs":[1,`, ErrMalformed},
		{"public input a string", `"public_inputs":[0,`, `"public_inputs":["0",`, ErrMalformed},
		{"public input p", `"public_inputs":[0,`, `"public_inputs":[18446744069414584321,`, ErrNonCanonical},
		{"public input of 65 bits", `"public_inputs":[0,`, `"public_inputs":[18446744073709551616,`, ErrMalformed},
		{"public input with exponent", `"public_inputs":[0,1`, `"public_inputs":[0,1e0`, ErrMalformed},
		{"public input negative", `"public_inputs":[0,1`, `"public_inputs":[0,-1`, ErrMalformed},
		{"public input minus zero", `"public_inputs":[0,`, `"public_inputs":[-0,`, ErrMalformed},
		{"public inputs null", `"public_inputs":[`, `"public_inputs":null,"public_inputs":[`, ErrNonCanonical},
		{"digest of five", `{"proof":{"wires_cap":[{"elements":[`, `{"proof":{"wires_cap":[{"elements":[0,`, ErrNonCanonical},
		{"digest null", `{"proof":{"wires_cap":[`, `{"proof":{"wires_cap":[null,`, ErrNonCanonical},
		{"digest more", `{"proof":{"wires_cap":[`, `{"proof":{"wires_cap":[{"elements":[0,0,0,0]},`, ErrMalformed},
		{"extension element of three", `"constants":[[`, `"constants":[[0,`, ErrNonCanonical},
		{"lists of lookups", `"lookup_zs":[],`, ``, ErrMalformed},
		{"null lookups", `"lookup_zs":[],`, `"lookup_zs":null,`, ErrNonCanonical},
		{"lookups", `"lookup_zs":[],`, `"lookup_zs":[[0,0]],`, ErrUnsupported},
		{"unknown field", `"lookup_zs":[],`, `"lookup_zs":[],"lookup":[],`, ErrMalformed},
		{"other case", `"pow_witness"`, `"Pow_witness"`, ErrNonCanonical},
		{"null caps", `"commit_phase_merkle_caps":[]`, `"commit_phase_merkle_caps":null`, ErrNonCanonical},
		{"empty query round", `"query_round_proofs":[`, `"query_round_proofs":[{},`, ErrNonCanonical},
		{"empty initial opening", `"query_round_proofs":[{"initial_trees_proof":{"evals_proofs":[`,
			`"query_round_proofs":[{"initial_trees_proof":{"evals_proofs":[[],`, ErrNonCanonical},
	} {
		t.Run(e.name, func(t *testing.T) {
			require.Equal(t, 1, strings.Count(data, e.old), e.old)
			p, err := Plonky2().DecodeProofJSON(common, []byte(strings.Replace(data, e.old, e.new, 1)))
			require.ErrorIs(t, err, e.err)
			require.Nil(t, p)
		})
	}

	for _, cut := range []int{0, 1, 100, len(data) / 2, len(data) - 1} {
		_, err := Plonky2().DecodeProofJSON(common, []byte(data[:cut]))
		require.ErrorIs(t, err, ErrTruncated)
	}
	_, err := Plonky2().DecodeProofJSON(common, []byte(data+"0"))
	require.ErrorIs(t, err, ErrTrailing)
	_, err = Plonky2().DecodeProofJSON(commonOf(t, "10_okx_batch_4x3"), []byte(data))
	require.ErrorIs(t, err, ErrMalformed)
}

func TestEncodeProofJSONRefuses(t *testing.T) {
	common := commonOf(t, "01_fibonacci")
	p, err := DecodeProof(common, vector(t, "01_fibonacci", "proof.bin"))
	require.NoError(t, err)
	p.PublicInputs = p.PublicInputs[1:]
	_, err = Plonky2().EncodeProofJSON(common, p)
	require.ErrorIs(t, err, ErrShape)
}

func FuzzDecodeProofJSON(f *testing.F) {
	const name = "plonky2/extra/one_query/"
	common, err := Plonky2().DecodeCommon(testutil.Vector(f, name+"common.bin"))
	require.NoError(f, err)
	p, err := DecodeProof(common, testutil.Vector(f, name+"proof.bin"))
	require.NoError(f, err)
	seed, err := Plonky2().EncodeProofJSON(common, p)
	require.NoError(f, err)
	f.Add(seed)
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"proof":{"wires_cap":[{"elements":[0,1,2,3]}]},"public_inputs":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Plonky2().DecodeProofJSON(common, data)
		if err != nil {
			require.Nil(t, p)
			return
		}
		encoded, err := Plonky2().EncodeProofJSON(common, p)
		require.NoError(t, err)
		var compact bytes.Buffer
		require.NoError(t, json.Compact(&compact, data))
		require.Equal(t, compact.Bytes(), encoded)
	})
}
