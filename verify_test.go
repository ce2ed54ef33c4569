package por_test

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por"
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
	"github.com/zkpor/por/verify"
)

// forProfiles runs a test on the fixture of each profile.
func forProfiles(t *testing.T, f func(t *testing.T, r *released)) {
	for _, p := range []por.Profile{por.Standard, por.OKXv2} {
		t.Run(p.String(), func(t *testing.T) { f(t, loadReleased(t, p)) })
	}
}

// requireCheck requires a VerifyError of exactly the given check.
func requireCheck(t *testing.T, want verify.Check, err error) {
	t.Helper()
	var failed *por.VerifyError
	require.ErrorAs(t, err, &failed)
	require.Equal(t, want, failed.Check, "%v", err)
	require.ErrorIs(t, err, want)
}

// Files that a release wrote verify for ever, in either encoding.
func TestReleasedFilesVerify(t *testing.T) {
	forProfiles(t, func(t *testing.T, r *released) {
		root, err := por.VerifyGlobal(r.global, por.WithKey(r.key))
		require.NoError(t, err)

		var want liability.Sums
		for _, a := range r.accounts {
			sums, err := a.Sums(r.key.Shape().Profile)
			require.NoError(t, err)
			want.Equity += sums.Equity
			want.Debt += sums.Debt
		}
		assert.Equal(t, want, root.Sums)
		assert.Equal(t, r.key.Shape(), root.Shape)

		for i, u := range r.users {
			require.NoError(t, por.VerifyUser(u, por.WithRoot(root)))
			assert.Equal(t, r.accounts[i], u.Account)
			assert.Equal(t, uint64(i), u.Path.Index)
			assert.Equal(t, testTokens, u.Round.Tokens)

			binary, err := proof.DecodeInclusion(r.files[userFile(i)+".bin"])
			require.NoError(t, err)
			require.Equal(t, u, binary)
		}
		binary, err := proof.DecodeGlobal(r.files["global.bin"])
		require.NoError(t, err)
		require.Equal(t, r.global, binary)
	})
}

// The files are what this version writes, too.
func TestReleasedFilesAreWrittenAlike(t *testing.T) {
	forProfiles(t, func(t *testing.T, r *released) {
		json, err := r.global.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, string(r.files["global.json"]), string(json)+"\n")
		binary, err := r.global.AppendBinary(nil)
		require.NoError(t, err)
		assert.Equal(t, r.files["global.bin"], binary)
		for i, u := range r.users {
			json, err := u.MarshalJSON()
			require.NoError(t, err)
			assert.Equal(t, string(r.files[userFile(i)+".json"]), string(json)+"\n")
			binary, err := u.AppendBinary(nil)
			require.NoError(t, err)
			assert.Equal(t, r.files[userFile(i)+".bin"], binary)
		}
		key, err := r.key.AppendBinary(nil)
		require.NoError(t, err)
		assert.Equal(t, r.files["root.key"], key)
	})
}

// The ways to name the root all work, and none of them takes it from the
// inclusion proof alone.
func TestVerifyUserRoots(t *testing.T) {
	r := loadReleased(t, por.Standard)
	key := por.WithKey(r.key)
	root, err := por.VerifyGlobal(r.global, key)
	require.NoError(t, err)
	u := r.users[2]
	require.ErrorIs(t, por.VerifyUser(u), por.ErrNoRoot)
	require.ErrorIs(t, por.VerifyUser(u, key), por.ErrNoRoot)
	require.NoError(t, por.VerifyUser(u, por.WithRoot(root)))
	require.NoError(t, por.VerifyUser(u, por.WithGlobal(r.global), key))

	bundle := &por.UserProof{Inclusion: u.Inclusion, Global: r.global}
	require.NoError(t, por.VerifyUser(bundle, key))
	require.ErrorIs(t, por.VerifyUser(bundle), verify.ErrNotPinned)

	// A bundled proof is not believed, and the caller's own goes first.
	forged := *r.global
	forged.Proof = flipped(forged.Proof, len(forged.Proof)/2)
	bundle.Global = &forged
	require.Error(t, por.VerifyUser(bundle, key))
	require.NoError(t, por.VerifyUser(bundle, key, por.WithGlobal(r.global)))
	require.NoError(t, por.VerifyUser(bundle, por.WithRoot(root)))
	require.Error(t, por.VerifyUser(u, key, por.WithGlobal(&forged)))

	other := root
	other.Hash[0] = other.Hash[0].Add(field.One())
	requireCheck(t, verify.CheckRoot, por.VerifyUser(u, por.WithRoot(other)))
	requireCheck(t, verify.CheckRound, por.VerifyUser(u, por.WithRoot(por.Root{})))
}

func TestVerifyNil(t *testing.T) {
	r := loadReleased(t, por.Standard)
	_, err := por.VerifyGlobal(nil)
	requireCheck(t, verify.CheckKey, err)
	_, err = por.VerifyGlobal(nil, por.WithKey(r.key))
	requireCheck(t, verify.CheckEncoding, err)
	_, err = por.VerifyGlobal(r.global, por.WithKey(nil))
	require.ErrorIs(t, err, verify.ErrNotPinned)
	_, err = por.VerifyGlobal(r.global, por.WithKey(new(por.Key)))
	requireCheck(t, verify.CheckKey, err)
	_, err = por.VerifyGlobal(new(por.GlobalProof), por.WithKey(r.key))
	requireCheck(t, verify.CheckEncoding, err)

	requireCheck(t, verify.CheckAccount, por.VerifyUser(nil))
	require.ErrorIs(t, por.VerifyUser(nil, por.WithGlobal(r.global)), verify.ErrNoInclusion)
	require.ErrorIs(t, por.VerifyUser(r.users[0], por.WithGlobal(nil)), por.ErrNoRoot)
	require.Error(t, por.VerifyUser(new(por.UserProof), por.WithGlobal(r.global), por.WithKey(r.key)))
}

// Every part of what a global proof shows is bound to what it proves.
func TestVerifyGlobalTampered(t *testing.T) {
	second := testTime.Add(time.Second)
	for _, test := range []struct {
		name   string
		want   verify.Check
		change func(g *por.GlobalProof)
	}{
		{"profile", verify.CheckStatement, func(g *por.GlobalProof) { g.Round.Profile = por.OKXv2 }},
		{"statement version", verify.CheckStatement, func(g *por.GlobalProof) { g.Round.FormatVersion++ }},
		{"round", verify.CheckStatement, func(g *por.GlobalProof) { g.Round.ID = "2026-12" }},
		{"no round", verify.CheckStatement, func(g *por.GlobalProof) { g.Round.ID = "" }},
		{"time", verify.CheckStatement, func(g *por.GlobalProof) { g.Round.SnapshotTime = second }},
		{"unit", verify.CheckStatement, func(g *por.GlobalProof) { g.Round.Unit = "USD" }},
		{"order of tokens", verify.CheckStatement, func(g *por.GlobalProof) { slices.Reverse(g.Round.Tokens) }},
		{"one token less", verify.CheckStatement, func(g *por.GlobalProof) { g.Round.Tokens = g.Round.Tokens[1:] }},
		{"profile of the tree", verify.CheckStatement, func(g *por.GlobalProof) { g.Shape.Profile = por.OKXv2 }},
		{"batch size", verify.CheckStatement, func(g *por.GlobalProof) { g.Shape.BatchSize *= 2 }},
		{"fan-in", verify.CheckStatement, func(g *por.GlobalProof) { g.Shape.FanIn *= 2 }},
		{"levels", verify.CheckStatement, func(g *por.GlobalProof) { g.Shape.Levels++ }},
		{"root", verify.CheckStatement, func(g *por.GlobalProof) { g.Root.Hash[3] = field.One() }},
		{"equity", verify.CheckStatement, func(g *por.GlobalProof) { g.Root.Equity-- }},
		{"debt", verify.CheckStatement, func(g *por.GlobalProof) { g.Root.Debt++ }},
		{"no proof", verify.CheckEncoding, func(g *por.GlobalProof) { g.Proof = nil }},
		{"truncated proof", verify.CheckEncoding, func(g *por.GlobalProof) { g.Proof = g.Proof[:len(g.Proof)-1] }},
		{"longer proof", verify.CheckEncoding, func(g *por.GlobalProof) { g.Proof = append(g.Proof, 0) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := loadReleased(t, por.Standard)
			test.change(r.global)
			root, err := por.VerifyGlobal(r.global, por.WithKey(r.key))
			requireCheck(t, test.want, err)
			require.Zero(t, root)
		})
	}
}

// Every part of the proof matters. The parts of FRI have their tests in package
// verify.
func TestVerifyGlobalTamperedProof(t *testing.T) {
	one := field.One()
	inc := func(e *field.Element) { *e = e.Add(one) }
	for _, test := range []struct {
		name   string
		want   verify.Check
		change func(p *circuit.Proof)
	}{
		{"public input", verify.CheckStatement, func(p *circuit.Proof) { inc(&p.PublicInputs[1]) }},
		{"wires", verify.CheckVanishing, func(p *circuit.Proof) { inc(&p.WiresCap[0][0]) }},
		{"quotient", verify.CheckVanishing, func(p *circuit.Proof) { inc(&p.QuotientCap[1][0]) }},
		{"opening", verify.CheckVanishing, func(p *circuit.Proof) { inc(&p.Openings.Wires[7].A1) }},
		{"work", verify.CheckPow, func(p *circuit.Proof) { inc(&p.FRI.PowWitness) }},
		{"final polynomial", verify.CheckPow, func(p *circuit.Proof) { inc(&p.FRI.FinalPoly[0].A0) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := loadReleased(t, por.Standard)
			common := r.key.Key().Common()
			p, err := proof.DecodeProof(common, r.global.Proof)
			require.NoError(t, err)
			test.change(p)
			r.global.Proof, err = proof.AppendProof(nil, common, p)
			require.NoError(t, err)
			_, err = por.VerifyGlobal(r.global, por.WithKey(r.key))
			requireCheck(t, test.want, err)
		})
	}
}

// Every part of what an inclusion proof shows is bound to the root.
func TestVerifyUserTampered(t *testing.T) {
	for _, test := range []struct {
		name   string
		want   verify.Check
		change func(u *por.UserProof)
	}{
		{"profile", verify.CheckRound, func(u *por.UserProof) { u.Round.Profile = por.OKXv2 }},
		{"statement version", verify.CheckRound, func(u *por.UserProof) { u.Round.FormatVersion++ }},
		{"round", verify.CheckRound, func(u *por.UserProof) { u.Round.ID = "2026-12" }},
		{"time", verify.CheckRound, func(u *por.UserProof) { u.Round.SnapshotTime = testTime.Add(-time.Second) }},
		{"unit", verify.CheckRound, func(u *por.UserProof) { u.Round.Unit = "USD" }},
		{"name of a token", verify.CheckRound, func(u *por.UserProof) { u.Round.Tokens[0] = "WBTC" }},
		{"order of tokens", verify.CheckRound, func(u *por.UserProof) { slices.Reverse(u.Round.Tokens) }},
		{"id", verify.CheckRoot, func(u *por.UserProof) { u.Account.ID[31] ^= 1 }},
		{"equity", verify.CheckRoot, func(u *por.UserProof) { u.Account.Equity[1]++ }},
		{"equity moved", verify.CheckRoot, func(u *por.UserProof) { u.Account.Equity[0]++; u.Account.Equity[1]-- }},
		{"values of tokens exchanged", verify.CheckRoot, func(u *por.UserProof) { slices.Reverse(u.Account.Debt) }},
		{"debt", verify.CheckRoot, func(u *por.UserProof) { u.Account.Debt[2]-- }},
		{"debt above equity", verify.CheckAccount, func(u *por.UserProof) { u.Account.Debt[2] = 1 << 51 }},
		{"equity out of range", verify.CheckAccount, func(u *por.UserProof) { u.Account.Equity[0] = math.MaxUint64 }},
		{"one token less", verify.CheckAccount, func(u *por.UserProof) { u.Account.Equity = u.Account.Equity[:2] }},
		{"salt", verify.CheckRoot, func(u *por.UserProof) { u.Salt[0] ^= 1 }},
		{"index", verify.CheckRoot, func(u *por.UserProof) { u.Path.Index ^= 1 }},
		{"index beyond the tree", verify.CheckPath, func(u *por.UserProof) { u.Path.Index += 8 }},
		{"sibling", verify.CheckRoot, func(u *por.UserProof) { u.Path.Siblings[1][2] = field.One() }},
		{"order of siblings", verify.CheckRoot, func(u *por.UserProof) { slices.Reverse(u.Path.Siblings) }},
		{"sibling missing", verify.CheckPath, func(u *por.UserProof) { u.Path.Siblings = u.Path.Siblings[1:] }},
		{"sibling too many", verify.CheckPath, func(u *por.UserProof) { u.Path.Siblings = append(u.Path.Siblings, u.Path.Siblings[0]) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := loadReleased(t, por.Standard)
			u := r.users[1]
			test.change(u)
			requireCheck(t, test.want, por.VerifyUser(u, por.WithGlobal(r.global), por.WithKey(r.key)))
		})
	}
}

// The okxv2 profile binds id, sums, index and siblings, and nothing else. That
// is what the documentation warns of.
func TestVerifyUserTamperedOKXv2(t *testing.T) {
	r := loadReleased(t, por.OKXv2)
	root, err := por.VerifyGlobal(r.global, por.WithKey(r.key))
	require.NoError(t, err)
	for name, change := range map[string]func(u *por.UserProof){
		"id":      func(u *por.UserProof) { u.Account.ID[0] ^= 1 },
		"equity":  func(u *por.UserProof) { u.Account.Equity[0]++ },
		"debt":    func(u *por.UserProof) { u.Account.Debt[0]-- },
		"index":   func(u *por.UserProof) { u.Path.Index ^= 4 },
		"sibling": func(u *por.UserProof) { u.Path.Siblings[0][0] = field.One() },
	} {
		u := loadReleased(t, por.OKXv2).users[3]
		change(u)
		t.Run(name, func(t *testing.T) { requireCheck(t, verify.CheckRoot, por.VerifyUser(u, por.WithRoot(root))) })
	}

	u := r.users[3]
	u.Account.Equity[0]++
	u.Account.Equity[1]--
	u.Round.Unit = "another"
	require.NoError(t, por.VerifyUser(u, por.WithRoot(root)))
	u.Salt[0] = 1
	requireCheck(t, verify.CheckAccount, por.VerifyUser(u, por.WithRoot(root)))
}

// A proof is for one key: neither another profile's nor a pinned one will do.
func TestVerifyGlobalWrongKey(t *testing.T) {
	standard, okx := loadReleased(t, por.Standard), loadReleased(t, por.OKXv2)
	_, err := por.VerifyGlobal(standard.global, por.WithKey(okx.key))
	requireCheck(t, verify.CheckEncoding, err)

	pinned, err := verify.PinnedKey(liability.Shape{
		Profile: por.Standard, BatchSize: por.DefaultBatchSize(por.Standard), FanIn: por.DefaultFanIn, Levels: 1,
	})
	require.NoError(t, err)
	_, err = por.VerifyGlobal(standard.global, por.WithKey(pinned))
	require.Error(t, err)

	// Dimensions of a pinned key, proof of another circuit.
	standard.global.Shape = pinned.Shape()
	_, err = por.VerifyGlobal(standard.global)
	require.Error(t, err)
	require.NotErrorIs(t, err, verify.ErrNotPinned)

	_, err = por.VerifyGlobal(okx.global)
	requireCheck(t, verify.CheckKey, err)
	require.ErrorIs(t, err, verify.ErrNotPinned)

	// The same circuit under the name of another shape.
	shape := okx.key.Shape()
	shape.Levels++
	key, err := verify.NewRootKey(shape, okx.key.Key().Common(), okx.key.Key().VerifierKey())
	require.NoError(t, err)
	_, err = por.VerifyGlobal(okx.global, por.WithKey(key))
	requireCheck(t, verify.CheckStatement, err)
}

func TestVerifyGlobalPolicy(t *testing.T) {
	r := loadReleased(t, por.Standard)
	for _, p := range []por.Policy{{MinConjecturedBits: 128}, {MinProvenBits: 100}, {MinArgumentBits: 128}} {
		_, err := por.VerifyGlobal(r.global, por.WithKey(r.key), por.WithPolicy(p))
		requireCheck(t, verify.CheckPolicy, err)
		require.ErrorIs(t, err, verify.ErrWeak)
		err = por.VerifyUser(r.users[0], por.WithGlobal(r.global), por.WithKey(r.key), por.WithPolicy(p))
		require.ErrorIs(t, err, verify.ErrWeak)
	}
}

// A key with one query and one bit of work takes a proof only from a caller who
// says so.
func TestVerifyGlobalWeakKey(t *testing.T) {
	g := *loadReleased(t, por.Standard).global
	weak := circuit.StandardConfig()
	weak.FRI.NumQueries, weak.FRI.PowBits, weak.SecurityBits = 1, 1, 1
	b := builder.New(weak)
	inputs := b.NewTargets(2 + 2*hash.DigestLen)
	b.RegisterPublicInputs(inputs...)
	c, err := b.Build(1)
	require.NoError(t, err)
	key, err := verify.NewRootKey(g.Shape, &c.Common, c.Key)
	require.NoError(t, err)

	roundContext, err := g.Round.Context()
	require.NoError(t, err)
	w := c.NewWitness()
	w.Set(inputs[0], field.New(g.Root.Equity))
	w.Set(inputs[1], field.New(g.Root.Debt))
	w.SetAll(inputs[2:6], g.Root.Hash[:])
	w.SetAll(inputs[6:], roundContext[:])
	pr, err := prover.New(c)
	require.NoError(t, err)
	p, err := pr.Prove(context.Background(), w)
	require.NoError(t, err)
	g.Proof, err = proof.AppendProof(nil, &c.Common, p)
	require.NoError(t, err)

	_, err = por.VerifyGlobal(&g, por.WithKey(key))
	requireCheck(t, verify.CheckPolicy, err)
	anything := por.Policy{MinConjecturedBits: -1, MinProvenBits: -1, MinArgumentBits: -1}
	_, err = por.VerifyGlobal(&g, por.WithKey(key), por.WithPolicy(anything))
	require.NoError(t, err)
}
