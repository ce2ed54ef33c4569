package proof

import (
	"encoding/json"
	"fmt"

	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// OKXInfo is the summary that goes with OKX's global proof, the file
// global_info.json. It proves nothing.
type OKXInfo struct {
	Root liability.Node
}

// okxInfoJSON is the file. Its numbers exceed what JavaScript can hold.
type okxInfoJSON struct {
	Root    hash.Digest `json:"root_hash"`
	Equity  uint64      `json:"equity_sum"`
	Debt    uint64      `json:"debt_sum"`
	Balance uint64      `json:"balance_sum"`
}

// MarshalJSON encodes i as OKX's programs do, with the balance: equity less
// debt.
func (i OKXInfo) MarshalJSON() ([]byte, error) {
	if err := validateTotals(i.Root.Sums); err != nil {
		return nil, fmt.Errorf("proof: OKX's summary: %w", err)
	}
	r := i.Root
	return json.Marshal(okxInfoJSON{r.Hash, r.Equity, r.Debt, r.Equity - r.Debt})
}

// UnmarshalJSON decodes the one encoding of a summary, white space apart. On
// error i is unchanged.
func (i *OKXInfo) UnmarshalJSON(data []byte) error {
	var j okxInfoJSON
	if err := decodeJSON(data, &j); err != nil {
		return fmt.Errorf("proof: OKX's summary: %w", err)
	}
	sums := liability.Sums{Equity: j.Equity, Debt: j.Debt}
	if err := validateTotals(sums); err != nil {
		return fmt.Errorf("proof: OKX's summary: %w", err)
	}
	if want := j.Equity - j.Debt; j.Balance != want {
		return fmt.Errorf("proof: OKX's summary: %w: balance %d, want %d", ErrMalformed, j.Balance, want)
	}
	*i = OKXInfo{liability.Node{Hash: j.Root, Sums: sums}}
	return nil
}
