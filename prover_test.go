package por_test

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/verify"
)

func TestNewProverRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		option por.Option
		want   error
	}{
		{"profile", por.WithProfile(9), liability.ErrProfile},
		{"no token", por.WithTokens(), liability.ErrRound},
		{"token twice", por.WithTokens("BTC", "BTC"), liability.ErrRound},
		{"empty token", por.WithTokens("BTC", ""), liability.ErrRound},
		{"round", por.WithRound(""), liability.ErrRound},
		{"long round", por.WithRound(strings.Repeat("x", liability.MaxNameBytes+1)), liability.ErrRound},
		{"unit", por.WithUnit("cent\n"), liability.ErrRound},
		{"time", por.WithSnapshotTime(time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC)), liability.ErrRound},
		{"batch size", por.WithBatchSize(liability.MaxBatchSize + 1), liability.ErrShape},
		{"negative batch size", por.WithBatchSize(-1), liability.ErrShape},
		{"fan-in", por.WithFanIn(1), liability.ErrShape},
		{"large fan-in", por.WithFanIn(128), liability.ErrShape},
		{"workers", por.WithWorkers(0), nil},
		{"secret", por.WithSaltSecret(make([]byte, liability.MinSecretBytes-1)), liability.ErrSecret},
		{"progress", por.WithProgress(nil), nil},
		{"logger", por.WithLogger(nil), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := por.NewProver(testOptions(por.Standard, test.option)...)
			require.ErrorIs(t, err, por.ErrOption)
			require.Nil(t, p)
			if test.want != nil {
				require.ErrorIs(t, err, test.want)
			}
			_, err = por.Prove(testAccounts(1), test.option)
			require.ErrorIs(t, err, por.ErrOption)
		})
	}
	_, err := por.NewProver()
	require.ErrorIs(t, err, por.ErrOption, "tokens have no default")
}

func TestProverSecret(t *testing.T) {
	p, err := por.NewProver(testOptions(por.Standard)...)
	require.NoError(t, err)
	secret := p.SaltSecret()
	require.Equal(t, testSecret, secret)
	secret[0]++
	require.Equal(t, testSecret, p.SaltSecret())

	first, err := por.NewProver(por.WithTokens("BTC"))
	require.NoError(t, err)
	second, err := por.NewProver(por.WithTokens("BTC"))
	require.NoError(t, err)
	require.Len(t, first.SaltSecret(), liability.MinSecretBytes)
	require.NotEqual(t, first.SaltSecret(), second.SaltSecret())
}

func TestProverRound(t *testing.T) {
	local := testTime.In(time.FixedZone("", 3600)).Add(time.Millisecond)
	p, err := por.NewProver(testOptions(por.Standard, por.WithSnapshotTime(local))...)
	require.NoError(t, err)
	require.Equal(t, liability.Round{
		Profile:       por.Standard,
		FormatVersion: liability.FormatVersion,
		ID:            "2026-11",
		SnapshotTime:  testTime,
		Tokens:        testTokens,
		Unit:          "USD cent",
	}, p.Round())
}

// errBroken is what a sequence, or a receiver of inclusion proofs, fails with.
var errBroken = errors.New("broken")

// breaking yields the first n accounts and then an error.
func breaking(accounts []por.Account, n int) iter.Seq2[por.Account, error] {
	return func(yield func(por.Account, error) bool) {
		for _, a := range accounts[:n] {
			if !yield(a, nil) {
				return
			}
		}
		yield(por.Account{}, errBroken)
	}
}

// changed returns the test accounts with one of them, or the list, changed.
func changed(n int, f func(accounts []por.Account) []por.Account) iter.Seq2[por.Account, error] {
	return sequence(f(testAccounts(n)))
}

// Bad input ends the first pass: before any circuit is built, and before any
// inclusion proof is out.
func TestProveRefusesAccounts(t *testing.T) {
	const n = 11
	for _, test := range []struct {
		name     string
		accounts iter.Seq2[por.Account, error]
		want     error
	}{
		{"none", sequence(nil), por.ErrNoAccounts},
		{"error at once", breaking(nil, 0), errBroken},
		{"error in a batch", breaking(testAccounts(n), 6), errBroken},
		{"error after a batch", breaking(testAccounts(n), 8), errBroken},
		{"id twice in a batch", changed(n, func(a []por.Account) []por.Account {
			a[6].ID = a[5].ID
			return a
		}), por.ErrDuplicateID},
		{"id in the first and the last batch", changed(n, func(a []por.Account) []por.Account {
			a[n-1].ID = a[0].ID
			return a
		}), por.ErrDuplicateID},
		{"token missing", changed(n, func(a []por.Account) []por.Account {
			a[7].Equity, a[7].Debt = a[7].Equity[1:], a[7].Debt[1:]
			return a
		}), liability.ErrTokenCount},
		{"debts missing", changed(n, func(a []por.Account) []por.Account {
			a[7].Debt = nil
			return a
		}), liability.ErrTokenCount},
		{"equity out of range", changed(n, func(a []por.Account) []por.Account {
			a[10].Equity[0] = 1 << 52
			return a
		}), liability.ErrRange},
		{"sum of equities wraps around", changed(n, func(a []por.Account) []por.Account {
			a[0].Equity[0], a[0].Equity[1] = math.MaxUint64, 1
			return a
		}), liability.ErrRange},
		{"negative account", changed(n, func(a []por.Account) []por.Account {
			minus := uint64(math.MaxUint64 - 1<<32 + 2 - 1000) // p − 1000
			a[n-1].Equity, a[n-1].Debt = []uint64{minus, 0, 0}, []uint64{minus, 0, 0}
			return a
		}), liability.ErrRange},
		{"debt above equity", changed(n, func(a []por.Account) []por.Account {
			a[3].Equity, a[3].Debt = []uint64{1, 1, 1}, []uint64{4, 0, 0}
			return a
		}), liability.ErrDebtExceedsEquity},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := por.NewProver(testOptions(por.Standard, por.WithProgress(func(p por.Progress) {
				assert.Equal(t, por.Reading, p.Stage)
			}))...)
			require.NoError(t, err)
			global, err := p.Prove(context.Background(), test.accounts, func(*por.UserProof) error {
				t.Error("inclusion proof of a bad snapshot")
				return nil
			})
			require.ErrorIs(t, err, test.want)
			require.Nil(t, global)
		})
	}
}

func TestProveCancelledWhileReading(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p, err := por.NewProver(testOptions(por.Standard, por.WithProgress(func(p por.Progress) {
		require.Equal(t, por.Reading, p.Stage)
		if p.Done >= 8 {
			cancel()
		}
	}))...)
	require.NoError(t, err)
	_, err = p.Prove(ctx, sequence(testAccounts(100)), nil)
	require.ErrorIs(t, err, context.Canceled)
}

// twice yields one sequence on the first pass and another on the second.
func twice(first, second iter.Seq2[por.Account, error]) iter.Seq2[por.Account, error] {
	passes := 0
	return func(yield func(por.Account, error) bool) {
		if passes++; passes == 1 {
			first(yield)
		} else {
			second(yield)
		}
	}
}

// In the second pass, too, errors end the run and leave a prover that works.
func TestProveSecondPass(t *testing.T) {
	p := longProver(t)
	const n = 8
	good := func() iter.Seq2[por.Account, error] { return sequence(testAccounts(n)) }
	for _, test := range []struct {
		name   string
		second iter.Seq2[por.Account, error]
		want   error
	}{
		{"value", changed(n, func(a []por.Account) []por.Account {
			a[5].Equity[0]++
			return a
		}), por.ErrChanged},
		{"order", changed(n, func(a []por.Account) []por.Account {
			a[1], a[2] = a[2], a[1]
			return a
		}), por.ErrChanged},
		{"one account less", changed(n, func(a []por.Account) []por.Account { return a[:n-1] }), por.ErrChanged},
		{"one batch less", changed(n, func(a []por.Account) []por.Account { return a[:testBatchSize] }), por.ErrChanged},
		{"one account more", changed(n, func(a []por.Account) []por.Account {
			extra := a[0]
			extra.ID[0]++
			return append(a, extra)
		}), por.ErrChanged},
		{"invalid account", changed(n, func(a []por.Account) []por.Account {
			a[5].Equity[0] = 1 << 52
			return a
		}), por.ErrChanged},
		{"error", breaking(testAccounts(n), 5), errBroken},
		{"error at the end", breaking(testAccounts(n), n), errBroken},
	} {
		t.Run(test.name, func(t *testing.T) {
			global, err := p.Prove(context.Background(), twice(good(), test.second), nil)
			require.ErrorIs(t, err, test.want)
			require.Nil(t, global)
		})
	}
	t.Run("receiver", func(t *testing.T) {
		calls := 0
		_, err := p.Prove(context.Background(), good(), func(u *por.UserProof) error {
			if calls++; calls == 6 {
				return errBroken
			}
			return nil
		})
		require.ErrorIs(t, err, errBroken)
		require.ErrorContains(t, err, testAccounts(n)[5].ID.String())
		require.Equal(t, 6, calls)
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		_, err := p.Prove(ctx, good(), func(*por.UserProof) error {
			cancel()
			return nil
		})
		require.ErrorIs(t, err, context.Canceled)
	})
}

func TestProveCancelledWhileBuilding(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a circuit")
	}
	ctx, cancel := context.WithCancel(context.Background())
	p, err := por.NewProver(testOptions(por.Standard, por.WithProgress(func(p por.Progress) {
		require.NotEqual(t, por.Proving, p.Stage)
		if p.Stage == por.Building {
			cancel()
		}
	}))...)
	require.NoError(t, err)
	_, err = p.Prove(ctx, sequence(testAccounts(3)), nil)
	require.ErrorIs(t, err, context.Canceled)
}

// naive is the tree of the standard profile by its definition: a list of leaves
// as long as the capacity, hashed two by two.
type naive struct {
	levels [][]hash.Digest
	sums   liability.Sums
}

func newNaive(t *testing.T, u *por.UserProof, accounts []por.Account, capacity uint64) *naive {
	t.Helper()
	roundContext, err := u.Round.Context()
	require.NoError(t, err)
	n := new(naive)
	leaves := make([]hash.Digest, capacity)
	for i := range leaves {
		var e liability.Entry
		if i < len(accounts) {
			salt, err := liability.DeriveSalt(testSecret, roundContext, accounts[i].ID)
			require.NoError(t, err)
			e.Commitment = liability.Commit(accounts[i], salt)
			for j := range testTokens {
				e.Equity += accounts[i].Equity[j]
				e.Debt += accounts[i].Debt[j]
			}
			n.sums.Equity += e.Equity
			n.sums.Debt += e.Debt
		}
		leaves[i] = liability.StandardLeaf(e).Hash
	}
	n.levels = [][]hash.Digest{leaves}
	for len(leaves) > 1 {
		above := make([]hash.Digest, len(leaves)/2)
		for i := range above {
			above[i] = hash.Compress(leaves[2*i], leaves[2*i+1])
		}
		n.levels, leaves = append(n.levels, above), above
	}
	return n
}

func (n *naive) root() hash.Digest { return n.levels[len(n.levels)-1][0] }

func (n *naive) siblings(i int) []hash.Digest {
	var out []hash.Digest
	for _, level := range n.levels[:len(n.levels)-1] {
		out = append(out, level[i^1])
		i /= 2
	}
	return out
}

// Rounds of all sizes with one prover: one account, a batch that is incomplete
// or missing, levels with empty subtrees, exactly full trees. Root, totals and
// paths are those of the naive tree.
func TestProve(t *testing.T) {
	p := longProver(t)
	built := make(map[int]bool) // numbers of levels
	for _, test := range []struct{ accounts, levels int }{
		{1, 1}, {7, 1}, {8, 1}, {9, 2}, {17, 3},
	} {
		accounts := testAccounts(test.accounts)
		p.progress = nil
		var users []*por.UserProof
		global, err := p.Prove(context.Background(), sequence(accounts), func(u *por.UserProof) error {
			users = append(users, u)
			return nil
		})
		require.NoError(t, err, "%d accounts", test.accounts)
		requireProgress(t, p.progress, test.accounts, test.levels, built[test.levels])
		built[test.levels] = true

		shape := liability.Shape{Profile: por.Standard, BatchSize: testBatchSize, FanIn: testFanIn, Levels: test.levels}
		require.Equal(t, shape, global.Shape)
		key, err := p.Key(context.Background(), test.levels)
		require.NoError(t, err)
		root, err := por.VerifyGlobal(global, por.WithKey(key))
		require.NoError(t, err)

		want := newNaive(t, users[0], accounts, shape.Capacity())
		require.Equal(t, liability.Node{Hash: want.root(), Sums: want.sums}, root.Node)
		require.Len(t, users, len(accounts))
		for i, u := range users {
			require.Equal(t, accounts[i], u.Account)
			require.Equal(t, liability.Path{Index: uint64(i), Siblings: want.siblings(i)}, u.Path)
			require.NoError(t, por.VerifyUser(u, por.WithRoot(root)))
		}
	}
}

// requireProgress requires every stage to count to its end, one by one, and no
// circuit to be built again.
func requireProgress(t *testing.T, progress []por.Progress, accounts, levels int, reused bool) {
	t.Helper()
	require.True(t, slices.IsSortedFunc(progress, func(a, b por.Progress) int { return int(a.Stage) - int(b.Stage) }))
	last := make(map[por.Stage]por.Progress)
	for _, p := range progress {
		before := last[p.Stage]
		if p.Stage == por.Reading {
			require.Zero(t, p.Total)
			require.LessOrEqual(t, p.Done, before.Done+testBatchSize)
		} else {
			require.Equal(t, before.Done+1, p.Done)
		}
		last[p.Stage] = p
	}
	require.Equal(t, accounts, last[por.Reading].Done)
	require.Equal(t, last[por.Proving].Total, last[por.Proving].Done)
	if reused {
		require.Zero(t, last[por.Building])
	} else if _, ok := last[por.Building]; ok { // no other test came first
		require.Equal(t, por.Progress{Stage: por.Building, Done: levels + 1, Total: levels + 1}, last[por.Building])
	}
}

// The statement is a function of the accounts, the proof is not: it hides them
// behind fresh randomness.
func TestProofsAreRandomized(t *testing.T) {
	p := longProver(t)
	first, err := p.Prove(context.Background(), sequence(testAccounts(5)), nil)
	require.NoError(t, err)
	second, err := p.Prove(context.Background(), sequence(testAccounts(5)), nil)
	require.NoError(t, err)
	require.Equal(t, first.Root, second.Root)
	require.NotEqual(t, first.Proof, second.Proof)
}

// The front door, with everything that is optional left out, and the other
// profile.
func TestProveOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("makes recursive proofs")
	}
	for _, profile := range []por.Profile{por.Standard, por.OKXv2} {
		var log strings.Builder
		accounts := testAccounts(6)
		options := []por.Option{
			por.WithProfile(profile), por.WithTokens(testTokens...), por.WithWorkers(1),
			por.WithBatchSize(testBatchSize), por.WithFanIn(testFanIn),
			por.WithLogger(slog.New(slog.NewTextHandler(&log, nil))),
		}
		result, err := por.Prove(accounts, options...)
		require.NoError(t, err)
		require.Len(t, result.Users, len(accounts))
		assert.Contains(t, log.String(), "proof made and verified")

		prover, err := por.NewProver(append(options, por.WithSaltSecret(result.SaltSecret))...)
		require.NoError(t, err)
		key, err := prover.Key(context.Background(), testLevels)
		require.NoError(t, err)
		for i, u := range result.Users {
			require.Equal(t, accounts[i], u.Account)
			require.NoError(t, por.VerifyUser(u, por.WithGlobal(result.Global), por.WithKey(key)))
		}
		require.ErrorIs(t, por.VerifyUser(result.Users[0], por.WithGlobal(result.Global)), verify.ErrNotPinned)
	}
}
