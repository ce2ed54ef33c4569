package proof

import (
	"encoding/json"
	"fmt"

	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// Inclusion is what a user holds, see [liability.Inclusion].
//
// It has a JSON and a binary encoding, both canonical and of the same content.
// Neither encodes an Inclusion whose round is invalid or whose account has not
// one equity and one debt for each token of the round.
type Inclusion struct {
	liability.Inclusion

	// Global is the global proof whose root the account is under, if the two
	// travel together. It is nil where the user gets it separately.
	Global *Global
}

// inclusionFormat names the JSON file of an [Inclusion].
const inclusionFormat = "zkpor/inclusion"

// inclusionJSON is the JSON file of an [Inclusion]. The balances name the
// round's tokens, in their order.
type inclusionJSON struct {
	header
	Round    roundJSON          `json:"round"`
	ID       liability.ID       `json:"id"`
	Balances array[balanceJSON] `json:"balances"`
	Salt     liability.Salt     `json:"salt"`
	Index    uint64             `json:"index,string"`
	Siblings array[hash.Digest] `json:"siblings"`
	Global   *Global            `json:"global,omitempty"`
}

// balanceJSON is what the exchange owes a user in one token.
type balanceJSON struct {
	Token  string `json:"token"`
	Equity uint64 `json:"equity,string"`
	Debt   uint64 `json:"debt,string"`
}

// DecodeInclusion decodes either encoding of an inclusion proof.
func DecodeInclusion(data []byte) (*Inclusion, error) {
	return decodeEither[Inclusion](data, inclusionMagic)
}

// MarshalJSON encodes in: integers as decimal strings, hashes in hexadecimal.
func (in Inclusion) MarshalJSON() ([]byte, error) {
	if err := in.validate(); err != nil {
		return nil, fmt.Errorf("proof: inclusion: %w", err)
	}
	balances := make([]balanceJSON, len(in.Round.Tokens))
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

// UnmarshalJSON decodes the one JSON encoding of an inclusion proof, white
// space apart. It checks that the round is valid; whether the account is under
// a root is for [liability.Inclusion.Check]. On error in is unchanged.
func (in *Inclusion) UnmarshalJSON(data []byte) error {
	var f inclusionJSON
	if err := decodeFile(data, inclusionFormat, &f); err != nil {
		return fmt.Errorf("proof: inclusion: %w", err)
	}
	round, err := f.Round.round(mapped(f.Balances, func(b balanceJSON) string { return b.Token }))
	if err != nil {
		return fmt.Errorf("proof: inclusion: %w", err)
	}
	out := Inclusion{
		Inclusion: liability.Inclusion{
			Round: round,
			Account: liability.Account{
				ID:     f.ID,
				Equity: mapped(f.Balances, func(b balanceJSON) uint64 { return b.Equity }),
				Debt:   mapped(f.Balances, func(b balanceJSON) uint64 { return b.Debt }),
			},
			Salt: f.Salt,
			Path: liability.Path{Index: f.Index, Siblings: f.Siblings.slice()},
		},
		Global: f.Global,
	}
	if err := out.validate(); err != nil {
		return fmt.Errorf("proof: inclusion: %w", err)
	}
	*in = out
	return nil
}

// AppendBinary appends the binary encoding of in to b. On error it returns b
// unchanged.
func (in *Inclusion) AppendBinary(b []byte) ([]byte, error) {
	if err := in.validate(); err != nil {
		return b, fmt.Errorf("proof: inclusion: %w", err)
	}
	e := &encoder{dst: b}
	if codeInclusion(e, in); e.err != nil {
		return b, e.err
	}
	return e.dst, nil
}

// UnmarshalBinary decodes what [Inclusion.AppendBinary] appends, with the
// checks of [Inclusion.UnmarshalJSON]. On error in is unchanged.
func (in *Inclusion) UnmarshalBinary(data []byte) error {
	var out Inclusion
	d := &decoder{data: data}
	codeInclusion(d, &out)
	if err := d.finish(); err != nil {
		return err
	}
	if err := out.validate(); err != nil {
		return fmt.Errorf("proof: inclusion: %w", err)
	}
	*in = out
	return nil
}

// codeInclusion is the binary layout of a valid inclusion proof.
func codeInclusion(c fileCoder, in *Inclusion) {
	codeMagic(c, inclusionMagic)
	codeRound(c, &in.Round)
	codeAccount(c, &in.Account, len(in.Round.Tokens))
	fixedBytes(c, at("salt"), in.Salt[:])
	c.word(at("index"), &in.Path.Index)

	n := len(in.Path.Siblings)
	c.uint(at("number of siblings"), &n, 2, maxSiblings)
	c.digests(at("siblings"), &in.Path.Siblings, n)

	bundled := in.Global != nil
	c.bool(at("presence of global proof"), &bundled)
	if !bundled || c.failed() != nil {
		return
	}
	if in.Global == nil {
		in.Global = new(Global)
	}
	codeGlobal(c, in.Global)
}

// maxSiblings is more than the number of siblings of any path.
const maxSiblings = 1<<16 - 1

// codeAccount is the layout of an account: id, then equity and debt of each
// token.
func codeAccount(c fileCoder, a *liability.Account, tokens int) {
	fixedBytes(c, at("user id"), a.ID[:])
	list(c, at("equities"), &a.Equity, tokens, 16)
	list(c, at("debts"), &a.Debt, tokens, 16)
	if c.failed() != nil {
		return
	}
	for i := range tokens {
		c.word(entry("equity", i), &a.Equity[i])
		c.word(entry("debt", i), &a.Debt[i])
	}
}

// validate returns an error unless in can be encoded: ErrShape if the account
// does not have the tokens of the round, ErrTooLarge for a path that no tree
// has, and otherwise ErrMalformed.
func (in *Inclusion) validate() error {
	if err := validateRound(&in.Round); err != nil {
		return err
	}
	if n := len(in.Round.Tokens); len(in.Account.Equity) != n || len(in.Account.Debt) != n {
		return fmt.Errorf("%w: %d equities and %d debts of %d tokens",
			ErrShape, len(in.Account.Equity), len(in.Account.Debt), n)
	}
	if n := len(in.Path.Siblings); n > maxSiblings {
		return fmt.Errorf("%w: got %d siblings, want at most %d", ErrTooLarge, n, maxSiblings)
	}
	if in.Global != nil {
		if err := in.Global.validate(); err != nil {
			return fmt.Errorf("global proof: %w", err)
		}
	}
	return nil
}
