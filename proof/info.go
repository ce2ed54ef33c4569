package proof

import (
	"encoding/json"
	"fmt"

	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// Info is the short summary of a global proof that goes with it, for people
// and dashboards. It proves nothing.
type Info struct {
	Profile liability.Profile
	Round   string
	Root    liability.Node
}

// infoFormat names the JSON file of an [Info].
const infoFormat = "zkpor/info"

// infoJSON is the JSON file of an [Info].
type infoJSON struct {
	header
	Profile liability.Profile `json:"profile"`
	Round   string            `json:"round"`
	Root    hash.Digest       `json:"root"`
	Equity  uint64            `json:"equity,string"`
	Debt    uint64            `json:"debt,string"`
	Balance uint64            `json:"balance,string"`
}

// Info summarises g.
func (g *Global) Info() Info { return Info{g.Round.Profile, g.Round.ID, g.Root} }

// MarshalJSON encodes i with the balance, equity less debt: integers as decimal
// strings, the root in hexadecimal.
func (i Info) MarshalJSON() ([]byte, error) {
	if err := validateTotals(i.Root.Sums); err != nil {
		return nil, fmt.Errorf("proof: info: %w", err)
	}
	return json.Marshal(infoJSON{
		header:  header{infoFormat, FileVersion},
		Profile: i.Profile,
		Round:   i.Round,
		Root:    i.Root.Hash,
		Equity:  i.Root.Equity,
		Debt:    i.Root.Debt,
		Balance: i.Root.Equity - i.Root.Debt,
	})
}

// UnmarshalJSON decodes the one JSON encoding of a summary, white space apart.
// On error i is unchanged.
func (i *Info) UnmarshalJSON(data []byte) error {
	var f infoJSON
	if err := decodeFile(data, infoFormat, &f); err != nil {
		return fmt.Errorf("proof: info: %w", err)
	}
	sums := liability.Sums{Equity: f.Equity, Debt: f.Debt}
	if err := validateTotals(sums); err != nil {
		return fmt.Errorf("proof: info: %w", err)
	}
	if want := f.Equity - f.Debt; f.Balance != want {
		return fmt.Errorf("proof: info: %w: balance %d, want %d", ErrMalformed, f.Balance, want)
	}
	*i = Info{f.Profile, f.Round, liability.Node{Hash: f.Root, Sums: sums}}
	return nil
}
