package verify

import (
	"crypto/sha256"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/proof"
)

func TestNewKeyRefuses(t *testing.T) {
	good := keyOf(t, "plonk/01_fibonacci")
	for name, c := range map[string]struct {
		change func(common *circuit.Common, vk *circuit.VerifierKey)
		err    error
	}{
		"digest":     {func(_ *circuit.Common, vk *circuit.VerifierKey) { increment(&vk.CircuitDigest[0]) }, ErrCircuitDigest},
		"cap":        {func(_ *circuit.Common, vk *circuit.VerifierKey) { increment(&vk.ConstantsSigmasCap[9][2]) }, ErrCircuitDigest},
		"no cap":     {func(_ *circuit.Common, vk *circuit.VerifierKey) { vk.ConstantsSigmasCap = nil }, ErrCapHeight},
		"half a cap": {func(_ *circuit.Common, vk *circuit.VerifierKey) { vk.ConstantsSigmasCap = vk.ConstantsSigmasCap[:8] }, ErrCapHeight},
		"queries":    {func(c *circuit.Common, _ *circuit.VerifierKey) { c.FRI.NumQueries = 1 }, circuit.ErrCommon},
		"generators": {func(c *circuit.Common, _ *circuit.VerifierKey) { c.FRI.Dialect.Generators.Group = field.New(7) }, circuit.ErrCommon},
		"dialect":    {func(c *circuit.Common, _ *circuit.VerifierKey) { c.FRI.Dialect.CombineTimesX = true }, proof.ErrUnsupported},
	} {
		t.Run(name, func(t *testing.T) {
			common, vk := *good.Common(), good.VerifierKey()
			vk.ConstantsSigmasCap = slices.Clone(vk.ConstantsSigmasCap)
			c.change(&common, &vk)
			key, err := NewKey(&common, vk)
			require.Nil(t, key)
			requireCheck(t, CheckKey, err)
			require.ErrorIs(t, err, c.err)
		})
	}

	key, err := NewKey(nil, good.VerifierKey())
	require.Nil(t, key)
	requireCheck(t, CheckKey, err)
}

func TestNoKey(t *testing.T) {
	p := proofOf(t, keyOf(t, "plonk/01_fibonacci"), "plonk/01_fibonacci", "proof.bin")
	requireCheck(t, CheckKey, Proof(nil, anyPolicy, p))
	requireCheck(t, CheckKey, Proof(&Key{}, anyPolicy, p))
	_, err := new(Key).AppendBinary(nil)
	require.ErrorIs(t, err, ErrNoKey)
}

func TestKeyRoundTrip(t *testing.T) {
	key := keyOf(t, "plonk/01_fibonacci")
	want := slices.Concat(
		testutil.Vector(t, "plonky2/plonk/01_fibonacci/verifier_only.bin"),
		testutil.Vector(t, "plonky2/plonk/01_fibonacci/common.bin"),
	)
	data, err := key.AppendBinary(nil)
	require.NoError(t, err)
	require.Equal(t, want, data)
	require.Equal(t, Fingerprint(sha256.Sum256(want)), key.Fingerprint())

	var decoded Key
	require.NoError(t, decoded.UnmarshalBinary(data))
	require.Equal(t, key.Fingerprint(), decoded.Fingerprint())
	p := proofOf(t, key, "plonk/01_fibonacci", "proof.bin")
	require.NoError(t, Proof(&decoded, Policy{}, p))

	// The first byte of the first digest of the cap, after its height.
	data[8] ^= 1
	requireCheck(t, CheckKey, decoded.UnmarshalBinary(data))
	requireCheck(t, CheckKey, decoded.UnmarshalBinary(nil))
	require.Equal(t, key.Fingerprint(), decoded.Fingerprint(), "unchanged on error")
}

// TestKeyDialects checks that keys say in which dialect their circuit is, and
// that the proofs of one dialect do not pass in the other.
func TestKeyDialects(t *testing.T) {
	const folder = "okx_fork/plonk/01_fibonacci"
	key := keyOf(t, folder)
	require.Equal(t, proof.OKX().Name, key.Format().Name)
	circuitData := slices.Concat(
		testutil.Vector(t, folder+"/verifier_only.bin"),
		testutil.Vector(t, folder+"/common.bin"),
	)
	want := append([]byte(proof.OKX().KeyMagic), circuitData...)
	data, err := key.AppendBinary(nil)
	require.NoError(t, err)
	require.Equal(t, want, data)
	require.Equal(t, Fingerprint(sha256.Sum256(want)), key.Fingerprint())

	var decoded Key
	require.NoError(t, decoded.UnmarshalBinary(data))
	require.Equal(t, key.Fingerprint(), decoded.Fingerprint())
	require.NoError(t, Proof(&decoded, Policy{}, proofOf(t, key, folder, "proof.bin")))
	requireCheck(t, CheckKey, decoded.UnmarshalBinary(circuitData), "without the dialect")
	other, err := keyOf(t, "plonk/01_fibonacci").AppendBinary([]byte(proof.OKX().KeyMagic))
	require.NoError(t, err)
	requireCheck(t, CheckKey, decoded.UnmarshalBinary(other), "with another dialect")

	// The same circuit as far as gates go.
	common := *keyOf(t, "plonk/01_fibonacci").Common()
	common.FRI.Dialect, common.KIs = key.Common().FRI.Dialect, key.Common().KIs
	mixed, err := NewKey(&common, keyOf(t, "plonk/01_fibonacci").VerifierKey())
	require.NoError(t, err)
	p := proofOf(t, keyOf(t, "plonk/01_fibonacci"), "plonk/01_fibonacci", "proof.bin")
	requireCheck(t, CheckVanishing, Proof(mixed, Policy{}, p))
}

// TestFingerprints compares the fingerprints of circuits with equal shape.
func TestFingerprints(t *testing.T) {
	seen := map[Fingerprint]string{}
	for _, folder := range []string{
		"plonk/01_fibonacci", "plonk/04_range_check", "plonk/07_fibonacci_zk", "plonk/08_recursion_of_01",
		"extra/challenges_1", "extra/challenges_3", "extra/cap_height_0", "extra/no_base_arithmetic_gate",
	} {
		f := keyOf(t, folder).Fingerprint()
		require.Empty(t, seen[f], "%s and %s", seen[f], folder)
		seen[f] = folder
		require.Len(t, f.String(), 64)
	}
}
