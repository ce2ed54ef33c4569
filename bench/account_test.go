package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/liability"
)

// batchSize is the number of accounts of a batch, the default of the library.
const batchSize = 1024

func newCommitter(b *testing.B, p liability.Profile, tokens int) *liability.Committer {
	b.Helper()
	round := liability.Round{
		Profile:       p,
		FormatVersion: liability.FormatVersion,
		ID:            "benchmark",
		SnapshotTime:  time.Unix(1_795_000_000, 0).UTC(),
		Unit:          "USD cent",
	}
	for i := range tokens {
		round.Tokens = append(round.Tokens, fmt.Sprintf("T%d", i))
	}
	c, err := liability.NewCommitter(round, bytes.Repeat([]byte{1}, liability.MinSecretBytes))
	require.NoError(b, err)
	return c
}

// randomAccounts returns solvent accounts.
func randomAccounts(n, tokens int) []liability.Account {
	rng := rand.New(rand.NewPCG(1, 2))
	accounts := make([]liability.Account, n)
	for i := range accounts {
		a := &accounts[i]
		for j := range a.ID {
			a.ID[j] = byte(rng.Uint32())
		}
		for range tokens {
			equity := rng.Uint64N(1 << 40)
			a.Equity, a.Debt = append(a.Equity, equity), append(a.Debt, rng.Uint64N(equity+1))
		}
	}
	return accounts
}
