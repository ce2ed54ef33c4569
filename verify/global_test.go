package verify

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

var pinnedShape = liability.Shape{Profile: liability.Standard, BatchSize: 11776, FanIn: 4, Levels: 1}

func pinnedKey(t *testing.T) *RootKey {
	t.Helper()
	key, err := PinnedKey(pinnedShape)
	require.NoError(t, err)
	return key
}

// forgedGlobal returns a global proof that shows what it claims to prove, but
// whose proof is made of zeros otherwise.
func forgedGlobal(t *testing.T, key *RootKey) (*proof.Global, *circuit.Proof) {
	t.Helper()
	g := &proof.Global{
		Round: testRound(),
		Shape: pinnedShape,
		Root:  liability.Node{Sums: liability.Sums{Equity: 1000, Debt: 10}, Hash: hash.Digest{3: field.One()}},
	}
	context, err := g.Round.Context()
	require.NoError(t, err)
	p := zeroProof(key.Key().Common())
	inputs := append(p.PublicInputs[:0], field.New(g.Root.Equity), field.New(g.Root.Debt))
	inputs = append(inputs, g.Root.Hash[:]...)
	p.PublicInputs = append(inputs, context[:]...)
	return g, p
}

// TestGlobalForged changes what a forged global proof shows, or proves. What is
// consistent still fails in the verification of the proof.
func TestGlobalForged(t *testing.T) {
	key := pinnedKey(t)
	for name, c := range map[string]struct {
		change func(g *proof.Global, p *circuit.Proof)
		check  Check
		err    error
	}{
		"consistent":        {func(*proof.Global, *circuit.Proof) {}, CheckVanishing, circuit.ErrQuotient},
		"shape":             {func(g *proof.Global, _ *circuit.Proof) { g.Shape.Levels++ }, CheckStatement, ErrStatement},
		"profile":           {func(g *proof.Global, _ *circuit.Proof) { g.Round.Profile = liability.OKXv2 }, CheckStatement, liability.ErrProfile},
		"round":             {func(g *proof.Global, _ *circuit.Proof) { g.Round.ID = "other" }, CheckStatement, ErrStatement},
		"tokens":            {func(g *proof.Global, _ *circuit.Proof) { g.Round.Tokens = nil }, CheckStatement, liability.ErrRound},
		"shown equity":      {func(g *proof.Global, _ *circuit.Proof) { g.Root.Equity++ }, CheckStatement, ErrStatement},
		"shown debt":        {func(g *proof.Global, _ *circuit.Proof) { g.Root.Debt-- }, CheckStatement, ErrStatement},
		"shown root":        {func(g *proof.Global, _ *circuit.Proof) { increment(&g.Root.Hash[0]) }, CheckStatement, ErrStatement},
		"proved equity":     {func(_ *proof.Global, p *circuit.Proof) { increment(&p.PublicInputs[0]) }, CheckStatement, ErrStatement},
		"proved context":    {func(_ *proof.Global, p *circuit.Proof) { increment(&p.PublicInputs[9]) }, CheckStatement, ErrStatement},
		"out of range":      {func(g *proof.Global, p *circuit.Proof) { setEquity(g, p, 1<<63) }, CheckStatement, liability.ErrRange},
		"equity below debt": {func(g *proof.Global, p *circuit.Proof) { setEquity(g, p, 9) }, CheckStatement, liability.ErrDebtExceedsEquity},
	} {
		t.Run(name, func(t *testing.T) {
			g, p := forgedGlobal(t, key)
			c.change(g, p)
			var err error
			g.Proof, err = proof.AppendProof(nil, key.Key().Common(), p)
			require.NoError(t, err)

			root, err := Global(key, Policy{}, g)
			requireCheck(t, c.check, err)
			require.ErrorIs(t, err, c.err)
			require.Zero(t, root)
		})
	}
}

func setEquity(g *proof.Global, p *circuit.Proof, v uint64) {
	g.Root.Equity = v
	p.PublicInputs[0] = field.New(v)
}

func TestGlobalEncoding(t *testing.T) {
	key := pinnedKey(t)
	g, p := forgedGlobal(t, key)
	encoded, err := proof.AppendProof(nil, key.Key().Common(), p)
	require.NoError(t, err)
	for name, data := range map[string][]byte{
		"none":      nil,
		"truncated": encoded[:len(encoded)-1],
		"trailing":  append(encoded, 0),
	} {
		g.Proof = data
		root, err := Global(key, Policy{}, g)
		requireCheck(t, CheckEncoding, err, name)
		require.Zero(t, root)
	}
}

func TestGlobalWithoutKey(t *testing.T) {
	g, _ := forgedGlobal(t, pinnedKey(t))
	for _, err := range []error{
		second(Global(nil, Policy{}, g)),
		second(Global(&RootKey{}, Policy{}, g)),
		second(Global(nil, Policy{}, nil)),
	} {
		requireCheck(t, CheckKey, err)
	}
	requireCheck(t, CheckEncoding, second(Global(pinnedKey(t), Policy{}, nil)))
}

func TestRootKeyRoundTrip(t *testing.T) {
	key := pinnedKey(t)
	require.Equal(t, pinnedShape, key.Shape())
	data, err := key.AppendBinary(nil)
	require.NoError(t, err)
	var decoded RootKey
	require.NoError(t, decoded.UnmarshalBinary(data))
	require.Equal(t, key.Shape(), decoded.Shape())
	require.Equal(t, key.Key().Fingerprint(), decoded.Key().Fingerprint())

	for i := range keyHeaderLen {
		changed := append([]byte(nil), data...)
		changed[i] ^= 0x80
		err := decoded.UnmarshalBinary(changed)
		if i == keyHeaderLen-4 || i == keyHeaderLen-3 {
			// The low bytes of the batch size: a key for another shape.
			require.NoError(t, err)
			require.NotEqual(t, key.Shape(), decoded.Shape())
			require.NoError(t, decoded.UnmarshalBinary(data))
			continue
		}
		requireCheck(t, CheckKey, err, "byte %d", i)
	}
	requireCheck(t, CheckKey, decoded.UnmarshalBinary(data[:keyHeaderLen]))
	require.Equal(t, key.Key().Fingerprint(), decoded.Key().Fingerprint(), "unchanged on error")
}

func TestRootKeyRefuses(t *testing.T) {
	key := pinnedKey(t).Key()
	_, err := NewRootKey(liability.Shape{}, key.Common(), key.VerifierKey())
	requireCheck(t, CheckKey, err)

	okx := pinnedShape
	okx.Profile, okx.BatchSize = liability.OKXv2, 1024
	_, err = NewRootKey(okx, key.Common(), key.VerifierKey())
	requireCheck(t, CheckKey, err)
	require.ErrorIs(t, err, ErrPublicInputs)

	unpinned := pinnedShape
	unpinned.BatchSize = 1
	_, err = PinnedKey(unpinned)
	requireCheck(t, CheckKey, err)
	require.ErrorIs(t, err, ErrNotPinned)
}

func second[T any](_ T, err error) error { return err }
