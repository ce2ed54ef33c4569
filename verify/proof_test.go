package verify

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/testutil"
)

// TestVectors verifies the proofs of the reference under the default policy.
func TestVectors(t *testing.T) {
	for _, folder := range allCircuits() {
		for _, file := range []string{"proof.bin", "proof_osrand.bin"} {
			t.Run(folder+"/"+file, func(t *testing.T) {
				key := keyOf(t, folder)
				require.NoError(t, Proof(key, Policy{}, proofOf(t, key, folder, file)))
			})
		}
	}
}

// TestExtraCircuits verifies proofs for every kind of configuration. Their
// parameters are cheap, so the default policy refuses all of them.
func TestExtraCircuits(t *testing.T) {
	for _, name := range extraCircuits(t) {
		t.Run(name, func(t *testing.T) {
			folder := "extra/" + name
			key := keyOf(t, folder)
			p := proofOf(t, key, folder, "proof.bin")
			require.NoError(t, Proof(key, anyPolicy, p))
			requireCheck(t, CheckPolicy, Proof(key, Policy{}, p))
		})
	}
}

func TestChallenges(t *testing.T) {
	for _, folder := range allCircuits() {
		t.Run(folder, func(t *testing.T) {
			key := keyOf(t, folder)
			var info struct {
				PublicInputsHash []field.Element  `json:"public_inputs_hash"`
				Zero             vectorChallenges `json:"challenges"`
				OSRand           vectorChallenges `json:"challenges_osrand"`
			}
			testutil.VectorJSON(t, inFolder(folder, "info.json"), &info)

			for file, want := range map[string]vectorChallenges{
				"proof.bin": info.Zero, "proof_osrand.bin": info.OSRand,
			} {
				p := proofOf(t, key, folder, file)
				hash := p.PublicInputsHash()
				require.Equal(t, info.PublicInputsHash, hash[:])
				plonk, fri := circuit.DeriveChallenges(key.Common(), &key.verifier, hash, p)
				require.Equal(t, want.Betas, plonk.Betas)
				require.Equal(t, want.Gammas, plonk.Gammas)
				require.Equal(t, want.Alphas, plonk.Alphas)
				require.Equal(t, ext(want.Zeta), plonk.Zeta)
				require.Equal(t, ext(want.FRIAlpha), fri.Alpha)
				require.Len(t, fri.Betas, len(want.FRIBetas))
				for i, beta := range want.FRIBetas {
					require.Equal(t, ext(beta), fri.Betas[i])
				}
				require.Equal(t, want.PowResponse, fri.PowResponse)
				require.Equal(t, want.QueryIndices, fri.QueryIndices)
			}
		})
	}
}

// TestImports guards the trusted base: what this package depends on.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".").Output()
	require.NoError(t, err)
	packages := strings.Fields(string(out))
	require.Contains(t, packages, "github.com/zkpor/por/fri")
	for _, path := range packages {
		for _, part := range strings.Split(path, "/") {
			require.NotContains(t, []string{"prover", "builder", "batch", "recursive"}, part, path)
		}
		allowed := false
		for _, module := range []string{
			"github.com/zkpor/por", "github.com/consensys/gnark-crypto",
			"github.com/bits-and-blooms/bitset", "golang.org/x/sys/cpu",
		} {
			allowed = allowed || path == module || strings.HasPrefix(path, module+"/")
		}
		require.True(t, allowed, "verify depends on %s", path)
	}
}

func BenchmarkProof(b *testing.B) {
	for _, name := range []string{"01_fibonacci", "08_recursion_of_01"} {
		b.Run(name, func(b *testing.B) {
			key := keyOf(b, "plonk/"+name)
			p := proofOf(b, key, "plonk/"+name, "proof.bin")
			b.ReportAllocs()
			for b.Loop() {
				if err := Proof(key, Policy{}, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// requireCheck fails the test unless err reports exactly this check.
func requireCheck(t testing.TB, want Check, err error, msg ...any) {
	t.Helper()
	var e *Error
	require.ErrorAs(t, err, &e, msg...)
	require.Equal(t, want.String(), e.Check.String(), append([]any{err}, msg...)...)
	require.ErrorIs(t, err, want)
}

func ext(v [2]field.Element) field.Ext { return field.Ext{A0: v[0], A1: v[1]} }
