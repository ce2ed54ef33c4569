package proof

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
)

// plonky2Circuits are the circuits of the vectors whose gates the library has.
var plonky2Circuits = []string{
	"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check",
	"05_gate_zoo", "07_fibonacci_zk", "08_recursion_of_01", "09_recursion_of_07",
	"10_okx_batch_16x3", "10_okx_batch_4x3", "10_okx_batch_4x3_b1",
	"10_okx_batch_4x3_b2", "10_okx_batch_4x3_b3", "11_okx_level1_2_std",
	"11_okx_level1_2_std_b23", "11_okx_level2_2x2_zk", "11_okx_recursive_2_zk",
	"11_okx_recursive_4_zk",
}

// okxCircuits are the circuits of OKX's fork.
var okxCircuits = []string{
	"okx_fork/01_fibonacci", "okx_fork/02_arith_factorial", "okx_fork/03_poseidon_preimage",
	"okx_fork/04_range_check", "okx_fork/05_gate_zoo", "okx_fork/07_fibonacci_zk",
	"okx_fork/08_recursion_of_01", "okx_fork/09_recursion_of_07", "okx_fork/10_okx_batch_16x3",
	"okx_fork/10_okx_batch_4x3", "okx_fork/10_okx_batch_4x3_b1", "okx_fork/10_okx_batch_4x3_b2",
	"okx_fork/10_okx_batch_4x3_b3", "okx_fork/11_okx_level1_2_std", "okx_fork/11_okx_level2_2x2_zk",
	"okx_fork/11_okx_recursive_2_zk",
}

// allCircuits returns the circuits of both formats.
func allCircuits() []string { return slices.Concat(plonky2Circuits, okxCircuits) }

// vector returns a file of a circuit's vectors.
func vector(t testing.TB, name, file string) []byte {
	t.Helper()
	folder := "plonky2/plonk/" + name
	if fork, ok := strings.CutPrefix(name, "okx_fork/"); ok {
		folder = "okx_fork/plonk/" + fork
	}
	return testutil.Vector(t, folder+"/"+file)
}

// formatOf returns the format of a circuit's vectors.
func formatOf(name string) *Format {
	if strings.HasPrefix(name, "okx_fork/") {
		return OKX()
	}
	return Plonky2()
}

// commonOf decodes the common data of a circuit.
func commonOf(t testing.TB, name string) *circuit.Common {
	t.Helper()
	common, err := formatOf(name).DecodeCommon(vector(t, name, "common.bin"))
	require.NoError(t, err)
	return common
}

// circuitInfo is what the reference program reports of a circuit.
type circuitInfo struct {
	PublicInputs         []field.Element   `json:"public_inputs"`
	PowWitness           field.Element     `json:"pow_witness"`
	CircuitDigest        []field.Element   `json:"circuit_digest"`
	ConstantsSigmasCap   [][]field.Element `json:"constants_sigmas_cap"`
	DegreeBits           int               `json:"degree_bits"`
	KIs                  []field.Element   `json:"k_is"`
	NumConstants         int               `json:"num_constants"`
	NumGateConstraints   int               `json:"num_gate_constraints"`
	NumPartialProducts   int               `json:"num_partial_products"`
	NumPublicInputs      int               `json:"num_public_inputs"`
	QuotientDegreeFactor int               `json:"quotient_degree_factor"`
	Selectors            struct {
		Groups  [][2]int `json:"groups"`
		Indices []int    `json:"selector_indices"`
	} `json:"selectors_info"`
	Config struct {
		NumWires              int  `json:"num_wires"`
		NumRoutedWires        int  `json:"num_routed_wires"`
		NumConstants          int  `json:"num_constants"`
		UseBaseArithmeticGate bool `json:"use_base_arithmetic_gate"`
		SecurityBits          int  `json:"security_bits"`
		NumChallenges         int  `json:"num_challenges"`
		ZeroKnowledge         bool `json:"zero_knowledge"`
		MaxQuotientFactor     int  `json:"max_quotient_degree_factor"`
		FRI                   struct {
			RateBits   int                        `json:"rate_bits"`
			CapHeight  int                        `json:"cap_height"`
			PowBits    int                        `json:"proof_of_work_bits"`
			NumQueries int                        `json:"num_query_rounds"`
			Reduction  map[string]json.RawMessage `json:"reduction_strategy"`
		} `json:"fri_config"`
	} `json:"config"`
	FRIParams struct {
		Hiding    bool  `json:"hiding"`
		ArityBits []int `json:"reduction_arity_bits"`
	} `json:"fri_params"`
	Gates []struct {
		ID             string `json:"id"`
		Degree         int    `json:"degree"`
		NumConstants   int    `json:"num_constants"`
		NumConstraints int    `json:"num_constraints"`
		NumWires       int    `json:"num_wires"`
	} `json:"gates_in_order"`
}

func infoOf(t testing.TB, name string) *circuitInfo {
	t.Helper()
	var info circuitInfo
	require.NoError(t, json.Unmarshal(vector(t, name, "info.json"), &info))
	return &info
}

func digestOf(t testing.TB, elements []field.Element) hash.Digest {
	t.Helper()
	require.Len(t, elements, hash.DigestLen)
	return hash.Digest(elements)
}
