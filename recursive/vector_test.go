package recursive

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/proof"
)

// vector is a proof of plonky2 with its circuit data.
type vector struct {
	Inner
	proof *circuit.Proof
}

func loadVector(t testing.TB, name string) vector {
	t.Helper()
	dir := "plonky2/plonk/" + name + "/"
	common, err := proof.Plonky2().DecodeCommon(testutil.Vector(t, dir+"common.bin"))
	require.NoError(t, err)
	key, err := proof.DecodeVerifierKey(testutil.Vector(t, dir+"verifier_only.bin"))
	require.NoError(t, err)
	p, err := proof.DecodeProof(common, testutil.Vector(t, dir+"proof.bin"))
	require.NoError(t, err)
	return vector{Inner{common, *key}, p}
}
