package recursive

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/proof"
)

// vector is a proof of plonky2, or of OKX's fork, with its circuit data.
type vector struct {
	Inner
	proof *circuit.Proof
}

// loadVector reads a vector of plonky2 or, if the name starts with "okx_fork/",
// of the fork.
func loadVector(t testing.TB, name string) vector {
	t.Helper()
	format, dir := proof.Plonky2(), "plonky2/plonk/"+name+"/"
	if fork, ok := strings.CutPrefix(name, "okx_fork/"); ok {
		format, dir = proof.OKX(), "okx_fork/plonk/"+fork+"/"
	}
	common, err := format.DecodeCommon(testutil.Vector(t, dir+"common.bin"))
	require.NoError(t, err)
	key, err := proof.DecodeVerifierKey(testutil.Vector(t, dir+"verifier_only.bin"))
	require.NoError(t, err)
	p, err := format.DecodeProof(common, testutil.Vector(t, dir+"proof.bin"))
	require.NoError(t, err)
	return vector{Inner{common, *key}, p}
}
