package liability

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var testSecret = bytes.Repeat([]byte{0x5a}, MinSecretBytes)

func testRound(p Profile, tokens int) Round {
	r := Round{
		Profile:       p,
		FormatVersion: FormatVersion,
		ID:            "2026-11",
		SnapshotTime:  time.Unix(1_795_000_000, 0).UTC(),
		Unit:          "USD cent",
	}
	for i := range tokens {
		r.Tokens = append(r.Tokens, fmt.Sprintf("TOKEN%d", i))
	}
	return r
}

func testCommitter(t testing.TB, p Profile, tokens int) *Committer {
	c, err := NewCommitter(testRound(p, tokens), testSecret)
	require.NoError(t, err)
	return c
}

// testAccounts returns solvent accounts, the same for the same arguments.
func testAccounts(n, tokens int) []Account {
	rng := rand.New(rand.NewPCG(uint64(n), uint64(tokens)))
	accounts := make([]Account, n)
	for i := range accounts {
		a := Account{Equity: make([]uint64, tokens), Debt: make([]uint64, tokens)}
		for j := range a.ID {
			a.ID[j] = byte(rng.Uint32())
		}
		for j := range tokens {
			a.Equity[j] = rng.Uint64N(1 << 40)
			a.Debt[j] = rng.Uint64N(a.Equity[j] + 1)
		}
		accounts[i] = a
	}
	return accounts
}

// world is a complete tree with what is needed to issue paths.
type world struct {
	*Committer
	accounts []Account
	leaves   []Node
	batches  []*Batch
	tree     *Tree
}

func newWorld(t testing.TB, p Profile, accounts, tokens, batchSize, fanIn int) *world {
	w := &world{Committer: testCommitter(t, p, tokens), accounts: testAccounts(accounts, tokens)}
	shape, err := ShapeFor(p, uint64(accounts), batchSize, fanIn)
	require.NoError(t, err)
	w.leaves, err = w.Leaves(w.accounts)
	require.NoError(t, err)
	var roots []Node
	for from := 0; from < accounts; from += batchSize {
		batch, err := NewBatch(shape, w.leaves[from:min(from+batchSize, accounts)])
		require.NoError(t, err)
		w.batches, roots = append(w.batches, batch), append(roots, batch.Root())
	}
	w.tree, err = NewTree(shape, roots)
	require.NoError(t, err)
	return w
}

func (w *world) root() Root {
	return Root{Shape: w.tree.Shape(), Context: w.Context(), Node: w.tree.Root()}
}

// inclusion returns what the owner of an account holds.
func (w *world) inclusion(t testing.TB, account int) *Inclusion {
	s := w.tree.Shape()
	batch := account / s.BatchSize
	path, err := w.tree.Path(w.batches[batch], s.Index(batch, account%s.BatchSize))
	require.NoError(t, err)
	return w.Inclusion(w.accounts[account], path)
}
