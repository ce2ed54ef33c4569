package proof

import (
	"encoding/json"
	"fmt"

	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// Inclusion is what a user holds, see [liability.Inclusion].
type Inclusion struct {
	liability.Inclusion

	// Global is the global proof whose root the account is under, if the two
	// travel together. It is nil where the user gets it separately.
	Global *Global
}

// inclusionFormat names the file of an [Inclusion].
const inclusionFormat = "zkpor/inclusion"

// inclusionJSON is the file of an [Inclusion]. The balances name the round's
// tokens, in their order.
type inclusionJSON struct {
	header
	Round    roundJSON      `json:"round"`
	ID       liability.ID   `json:"id"`
	Balances []balanceJSON  `json:"balances"`
	Salt     liability.Salt `json:"salt"`
	Index    uint64         `json:"index,string"`
	Siblings []hash.Digest  `json:"siblings"`
	Global   *Global        `json:"global,omitempty"`
}

// balanceJSON is what the exchange owes a user in one token.
type balanceJSON struct {
	Token  string `json:"token"`
	Equity uint64 `json:"equity,string"`
	Debt   uint64 `json:"debt,string"`
}

// MarshalJSON encodes in: integers as decimal strings, hashes in hexadecimal.
func (in *Inclusion) MarshalJSON() ([]byte, error) {
	tokens := len(in.Round.Tokens)
	if len(in.Account.Equity) != tokens || len(in.Account.Debt) != tokens {
		return nil, fmt.Errorf("proof: inclusion: %w: %d equities and %d debts of %d tokens",
			ErrShape, len(in.Account.Equity), len(in.Account.Debt), tokens)
	}
	balances := make([]balanceJSON, tokens)
	for i, token := range in.Round.Tokens {
		balances[i] = balanceJSON{token, in.Account.Equity[i], in.Account.Debt[i]}
	}
	return json.Marshal(inclusionJSON{
		header:   header{inclusionFormat, FileVersion},
		Round:    roundToJSON(&in.Round),
		ID:       in.Account.ID,
		Balances: balances,
		Salt:     in.Salt,
		Index:    in.Path.Index,
		Siblings: in.Path.Siblings,
		Global:   in.Global,
	})
}

// UnmarshalJSON decodes the one encoding of an inclusion proof, white space
// apart. It checks that the round is valid; whether the account is under a root
// is for [liability.Inclusion.Check]. On error in is unchanged.
func (in *Inclusion) UnmarshalJSON(data []byte) error {
	var f inclusionJSON
	if err := decodeJSON(data, &f); err != nil {
		return fmt.Errorf("proof: inclusion: %w", err)
	}
	if err := f.check(inclusionFormat); err != nil {
		return fmt.Errorf("proof: inclusion: %w", err)
	}
	n := len(f.Balances)
	tokens := make([]string, n)
	account := liability.Account{ID: f.ID, Equity: make([]uint64, n), Debt: make([]uint64, n)}
	for i, b := range f.Balances {
		tokens[i], account.Equity[i], account.Debt[i] = b.Token, b.Equity, b.Debt
	}
	round, err := f.Round.round(tokens)
	if err != nil {
		return fmt.Errorf("proof: inclusion: %w", err)
	}
	*in = Inclusion{
		Inclusion: liability.Inclusion{
			Round:   round,
			Account: account,
			Salt:    f.Salt,
			Path:    liability.Path{Index: f.Index, Siblings: f.Siblings},
		},
		Global: f.Global,
	}
	return nil
}
