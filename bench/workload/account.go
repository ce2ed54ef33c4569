package workload

import (
	"time"

	"github.com/zkpor/por/batch/accounts"
	"github.com/zkpor/por/liability"
)

// newAccounts returns made-up accounts, always the same.
func newAccounts(n, tokens int) []liability.Account {
	g := accounts.Generator{Tokens: tokens}
	list := make([]liability.Account, n)
	for i := range list {
		list[i] = g.Account(uint64(i))
	}
	return list
}

// snapshotTime is that of all rounds.
func snapshotTime() time.Time { return time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC) }

// saltSecret is that of all rounds, and no secret.
func saltSecret() []byte { return make([]byte, liability.MinSecretBytes) }

func newCommitter(p liability.Profile, tokens int) (*liability.Committer, error) {
	return liability.NewCommitter(liability.Round{
		Profile:       p,
		FormatVersion: liability.FormatVersion,
		ID:            "1",
		SnapshotTime:  snapshotTime(),
		Tokens:        accounts.TokenNames(tokens),
		Unit:          "unit",
	}, saltSecret())
}
