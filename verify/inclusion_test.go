package verify

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

func testRound() liability.Round {
	return liability.Round{
		Profile:       liability.Standard,
		FormatVersion: liability.FormatVersion,
		ID:            "2026-11",
		SnapshotTime:  time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC),
		Tokens:        []string{"BTC", "ETH"},
		Unit:          "USD cent",
	}
}

// testInclusion returns an account at leaf 5 of a tree whose other nodes are
// arbitrary, and the root of the tree.
func testInclusion(t *testing.T) (liability.Root, *liability.Inclusion) {
	t.Helper()
	round := testRound()
	shape := liability.Shape{Profile: round.Profile, BatchSize: 4, FanIn: 4, Levels: 1}
	committer, err := liability.NewCommitter(round, make([]byte, liability.MinSecretBytes))
	require.NoError(t, err)
	account := liability.Account{ID: liability.ID{7}, Equity: []uint64{100, 20}, Debt: []uint64{0, 70}}
	leaves, err := committer.Leaves([]liability.Account{account})
	require.NoError(t, err)

	path := liability.Path{Index: 5, Siblings: make([]hash.Digest, shape.PathLen())}
	root := liability.Root{Shape: shape, Context: committer.Context(), Node: leaves[0]}
	root.Hash, err = path.Root(shape, leaves[0].Hash)
	require.NoError(t, err)
	return root, committer.Inclusion(account, path)
}

func TestInclusion(t *testing.T) {
	root, in := testInclusion(t)
	require.NoError(t, Inclusion(root, in))
	requireCheck(t, CheckAccount, Inclusion(root, nil))

	for name, c := range map[string]struct {
		change func(root *liability.Root, in *liability.Inclusion)
		check  Check
		err    error
	}{
		"profile": {func(_ *liability.Root, in *liability.Inclusion) { in.Round.Profile = liability.OKXv2 }, CheckRound, liability.ErrProfile},
		"no round": {func(_ *liability.Root, in *liability.Inclusion) {
			in.Round = liability.Round{Profile: liability.Standard}
		}, CheckRound, liability.ErrRound},
		"round id":        {func(_ *liability.Root, in *liability.Inclusion) { in.Round.ID = "2026-10" }, CheckRound, liability.ErrContextMismatch},
		"context of root": {func(r *liability.Root, _ *liability.Inclusion) { increment(&r.Context[0]) }, CheckRound, liability.ErrContextMismatch},
		"tokens":          {func(_ *liability.Root, in *liability.Inclusion) { in.Account.Equity = in.Account.Equity[:1] }, CheckAccount, liability.ErrTokenCount},
		"range":           {func(_ *liability.Root, in *liability.Inclusion) { in.Account.Equity[0] = 1 << 60 }, CheckAccount, liability.ErrRange},
		"insolvent":       {func(_ *liability.Root, in *liability.Inclusion) { in.Account.Debt[0] = 51 }, CheckAccount, liability.ErrDebtExceedsEquity},
		"shape of root":   {func(r *liability.Root, _ *liability.Inclusion) { r.Shape.FanIn = 3 }, CheckPath, liability.ErrShape},
		"index":           {func(_ *liability.Root, in *liability.Inclusion) { in.Path.Index = 16 + 5 }, CheckPath, liability.ErrIndex},
		"siblings":        {func(_ *liability.Root, in *liability.Inclusion) { in.Path.Siblings = in.Path.Siblings[1:] }, CheckPath, liability.ErrPathLength},
		"id":              {func(_ *liability.Root, in *liability.Inclusion) { in.Account.ID[0] = 8 }, CheckRoot, liability.ErrRootMismatch},
		"value":           {func(_ *liability.Root, in *liability.Inclusion) { in.Account.Equity[1]++ }, CheckRoot, liability.ErrRootMismatch},
		"salt":            {func(_ *liability.Root, in *liability.Inclusion) { in.Salt[31] ^= 1 }, CheckRoot, liability.ErrRootMismatch},
		"neighbour":       {func(_ *liability.Root, in *liability.Inclusion) { in.Path.Index = 4 }, CheckRoot, liability.ErrRootMismatch},
		"sibling":         {func(_ *liability.Root, in *liability.Inclusion) { increment(&in.Path.Siblings[3][2]) }, CheckRoot, liability.ErrRootMismatch},
		"root":            {func(r *liability.Root, _ *liability.Inclusion) { increment(&r.Hash[3]) }, CheckRoot, liability.ErrRootMismatch},
	} {
		t.Run(name, func(t *testing.T) {
			root, in := testInclusion(t)
			c.change(&root, in)
			err := Inclusion(root, in)
			requireCheck(t, c.check, err)
			require.ErrorIs(t, err, c.err)
		})
	}
}

// tamperedInclusion checks an inclusion proof after a change.
func tamperedInclusion(t *testing.T, change func(*liability.Inclusion)) error {
	t.Helper()
	root, in := testInclusion(t)
	change(in)
	return Inclusion(root, in)
}
