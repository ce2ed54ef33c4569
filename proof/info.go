package proof

import (
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// Info is the short summary of a global proof that goes with it, for people
// and dashboards. It proves nothing.
type Info struct {
	RootHash   hash.Digest       `json:"root_hash"`
	EquitySum  uint64            `json:"equity_sum,string"`
	DebtSum    uint64            `json:"debt_sum,string"`
	BalanceSum uint64            `json:"balance_sum,string"`
	Round      string            `json:"round"`
	Profile    liability.Profile `json:"profile"`
}

// Info summarises g.
func (g *Global) Info() Info {
	return Info{
		RootHash:   g.Root.Hash,
		EquitySum:  g.Root.Equity,
		DebtSum:    g.Root.Debt,
		BalanceSum: g.Root.Equity - g.Root.Debt,
		Round:      g.Round.ID,
		Profile:    g.Round.Profile,
	}
}
