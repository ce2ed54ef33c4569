package verify

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/proof"
)

// plonky2Circuits are the circuits of the vectors with standard parameters
// whose gates the library has.
var plonky2Circuits = []string{
	"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check",
	"05_gate_zoo", "07_fibonacci_zk", "08_recursion_of_01", "09_recursion_of_07",
	"10_okx_batch_16x3", "10_okx_batch_4x3", "10_okx_batch_4x3_b1",
	"10_okx_batch_4x3_b2", "10_okx_batch_4x3_b3", "11_okx_level1_2_std",
	"11_okx_level1_2_std_b23", "11_okx_level2_2x2_zk", "11_okx_recursive_2_zk",
	"11_okx_recursive_4_zk",
}

// okxCircuits are those of OKX's fork.
var okxCircuits = []string{
	"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check",
	"05_gate_zoo", "07_fibonacci_zk", "08_recursion_of_01", "09_recursion_of_07",
	"10_okx_batch_16x3", "10_okx_batch_4x3", "10_okx_batch_4x3_b1",
	"10_okx_batch_4x3_b2", "10_okx_batch_4x3_b3", "11_okx_level1_2_std",
	"11_okx_level2_2x2_zk", "11_okx_recursive_2_zk",
}

// allCircuits returns the folders of the circuits of both programs.
func allCircuits() []string {
	var folders []string
	for _, name := range plonky2Circuits {
		folders = append(folders, "plonk/"+name)
	}
	for _, name := range okxCircuits {
		folders = append(folders, "okx_fork/plonk/"+name)
	}
	return folders
}

// inFolder returns the path of a file in a folder of vectors. Folders that do
// not name the program are plonky2's.
func inFolder(folder, file string) string {
	if !strings.HasPrefix(folder, "okx_fork/") {
		folder = "plonky2/" + folder
	}
	return folder + "/" + file
}

// formatOf returns the format of a folder.
func formatOf(folder string) *proof.Format {
	if strings.HasPrefix(folder, "okx_fork/") {
		return proof.OKX()
	}
	return proof.Plonky2()
}

// anyPolicy accepts the cheap parameters of the extra circuits.
var anyPolicy = Policy{MinConjecturedBits: -1, MinProvenBits: -1, MinArgumentBits: -1}

// extraCircuits are small circuits with unusual configurations and cheap
// parameters, see testdata/vectors/plonky2/extra.
func extraCircuits(t testing.TB) []string {
	t.Helper()
	root := filepath.Dir(testutil.VectorPath(t, "plonky2/extra/README.md"))
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "generate" {
			names = append(names, e.Name())
		}
	}
	require.NotEmpty(t, names)
	return names
}

// keyOf makes the key of a circuit in a folder of vectors, such as
// "plonk/01_fibonacci", "extra/minimal" or "okx_fork/plonk/01_fibonacci".
func keyOf(t testing.TB, folder string) *Key {
	t.Helper()
	vk, err := proof.DecodeVerifierKey(testutil.Vector(t, inFolder(folder, "verifier_only.bin")))
	require.NoError(t, err)
	common, err := formatOf(folder).DecodeCommon(testutil.Vector(t, inFolder(folder, "common.bin")))
	require.NoError(t, err)
	key, err := NewKey(common, *vk)
	require.NoError(t, err)
	return key
}

// proofOf decodes a proof in a folder of vectors.
func proofOf(t testing.TB, key *Key, folder, file string) *circuit.Proof {
	t.Helper()
	p, err := key.Format().DecodeProof(key.Common(), testutil.Vector(t, inFolder(folder, file)))
	require.NoError(t, err)
	return p
}

// vectorChallenges are the challenges of a proof as the reference reports them.
type vectorChallenges struct {
	Alphas       []field.Element    `json:"plonk_alphas"`
	Betas        []field.Element    `json:"plonk_betas"`
	Gammas       []field.Element    `json:"plonk_gammas"`
	Zeta         [2]field.Element   `json:"plonk_zeta"`
	FRIAlpha     [2]field.Element   `json:"fri_alpha"`
	FRIBetas     [][2]field.Element `json:"fri_betas"`
	PowResponse  field.Element      `json:"fri_pow_response"`
	QueryIndices []int              `json:"fri_query_indices"`
}

// tamperedCase is a proof that the reference has rejected: byte patches on
// proof.bin.
type tamperedCase struct {
	Name    string
	Patches [][2]int // offset, new byte
	Reason  string
}

// UnmarshalJSON decodes a case by hand, because the name of a field has a
// comma, which ends names in struct tags.
func (c *tamperedCase) UnmarshalJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	return errors.Join(
		json.Unmarshal(fields["case"], &c.Name),
		json.Unmarshal(fields["patches_[offset,new_byte]_on_proof.bin"], &c.Patches),
		json.Unmarshal(fields["reason"], &c.Reason),
	)
}

// tamperedCases returns the cases of a circuit, or none if it has none.
func tamperedCases(t testing.TB, folder string) []tamperedCase {
	t.Helper()
	path := filepath.Join(filepath.Dir(testutil.VectorPath(t, inFolder(folder, "proof.bin"))), "tampered", "cases.json")
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	require.NoError(t, err)
	var cases []tamperedCase
	require.NoError(t, json.Unmarshal(data, &cases))
	require.NotEmpty(t, cases)
	return cases
}

// check returns the check that corresponds to what the reference says. Of a
// Merkle path it does not say which tree it belongs to.
func (c *tamperedCase) check(t testing.TB) Check {
	t.Helper()
	for part, check := range map[string]Check{
		"vanishing_polys_zeta":          CheckVanishing,
		"Invalid Merkle proof":          CheckInitialPath,
		"Invalid proof of work witness": CheckPow,
		"== old_eval":                   CheckFold,
	} {
		if strings.Contains(c.Reason, part) {
			if check == CheckInitialPath && strings.HasPrefix(c.Name, "fri_step") {
				return CheckStepPath
			}
			return check
		}
	}
	t.Fatalf("unknown reason: %s", c.Reason)
	return 0
}
