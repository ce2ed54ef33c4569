package proof

import (
	"encoding/json"
	"fmt"

	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// Global is what the exchange publishes: what it owes in total, the root of
// the tree over all accounts, and the proof that both are right.
//
// It has a JSON and a binary encoding, both canonical and of the same content.
// Neither encodes a Global whose round, shape or totals are invalid or that has
// no proof, and neither looks into the proof.
type Global struct {
	Round liability.Round
	Shape liability.Shape

	// Root is the root of the tree with the sums over all accounts.
	Root liability.Node

	// Proof is the proof of the root circuit in plonky2's binary layout,
	// public inputs included. It stays encoded, because its shape is a matter
	// of the verifier's key and not of this file.
	Proof []byte
}

// globalFormat names the JSON file of a [Global].
const globalFormat = "zkpor/global"

// globalJSON is the JSON file of a [Global].
type globalJSON struct {
	header
	Round     roundJSON     `json:"round"`
	Tokens    array[string] `json:"tokens"`
	BatchSize int           `json:"batch_size"`
	FanIn     int           `json:"fan_in"`
	Levels    int           `json:"levels"`
	Root      hash.Digest   `json:"root"`
	Equity    uint64        `json:"equity,string"`
	Debt      uint64        `json:"debt,string"`
	Proof     []byte        `json:"proof"`
}

// DecodeGlobal decodes either encoding of a global proof.
func DecodeGlobal(data []byte) (*Global, error) {
	return decodeEither[Global](data, globalMagic)
}

// MarshalJSON encodes g: 64-bit totals as decimal strings, the root in
// hexadecimal, the proof in base64.
func (g Global) MarshalJSON() ([]byte, error) {
	if err := g.validate(); err != nil {
		return nil, fmt.Errorf("proof: global proof: %w", err)
	}
	return json.Marshal(globalJSON{
		header:    header{globalFormat, FileVersion},
		Round:     roundToJSON(&g.Round),
		Tokens:    g.Round.Tokens,
		BatchSize: g.Shape.BatchSize,
		FanIn:     g.Shape.FanIn,
		Levels:    g.Shape.Levels,
		Root:      g.Root.Hash,
		Equity:    g.Root.Equity,
		Debt:      g.Root.Debt,
		Proof:     g.Proof,
	})
}

// UnmarshalJSON decodes the one JSON encoding of a global proof, white space
// apart. It checks that round, shape and totals are valid, but nothing of the
// proof. On error g is unchanged.
func (g *Global) UnmarshalJSON(data []byte) error {
	var f globalJSON
	if err := decodeFile(data, globalFormat, &f); err != nil {
		return fmt.Errorf("proof: global proof: %w", err)
	}
	round, err := f.Round.round(f.Tokens.slice())
	if err != nil {
		return fmt.Errorf("proof: global proof: %w", err)
	}
	out := Global{
		Round: round,
		Shape: liability.Shape{Profile: round.Profile, BatchSize: f.BatchSize, FanIn: f.FanIn, Levels: f.Levels},
		Root:  liability.Node{Hash: f.Root, Sums: liability.Sums{Equity: f.Equity, Debt: f.Debt}},
		Proof: f.Proof,
	}
	if err := out.validate(); err != nil {
		return fmt.Errorf("proof: global proof: %w", err)
	}
	*g = out
	return nil
}

// AppendBinary appends the binary encoding of g to b. On error it returns b
// unchanged.
func (g *Global) AppendBinary(b []byte) ([]byte, error) {
	if err := g.validate(); err != nil {
		return b, fmt.Errorf("proof: global proof: %w", err)
	}
	e := &encoder{dst: b}
	if codeGlobal(e, g); e.err != nil {
		return b, e.err
	}
	return e.dst, nil
}

// UnmarshalBinary decodes what [Global.AppendBinary] appends, with the checks
// of [Global.UnmarshalJSON]. On error g is unchanged.
func (g *Global) UnmarshalBinary(data []byte) error {
	var out Global
	d := &decoder{data: data}
	codeGlobal(d, &out)
	if err := d.finish(); err != nil {
		return err
	}
	if err := out.validate(); err != nil {
		return fmt.Errorf("proof: global proof: %w", err)
	}
	*g = out
	return nil
}

// codeGlobal is the binary layout of a valid global proof.
func codeGlobal(c fileCoder, g *Global) {
	codeMagic(c, globalMagic)
	codeRound(c, &g.Round)
	c.uint(at("batch size"), &g.Shape.BatchSize, 4, liability.MaxBatchSize)
	codePower(c, at("fan-in"), &g.Shape.FanIn)
	c.uint(at("levels"), &g.Shape.Levels, 1, liability.MaxCapacityBits)
	g.Shape.Profile = g.Round.Profile
	digest(c, at("root"), &g.Root.Hash)
	c.word(at("total equity"), &g.Root.Equity)
	c.word(at("total debt"), &g.Root.Debt)

	n := len(g.Proof)
	c.uint(at("length of proof"), &n, 4, maxInt)
	c.bytes(at("proof"), &g.Proof, n)
}

// validate returns ErrMalformed unless g can be encoded.
func (g *Global) validate() error {
	if err := validateRound(&g.Round); err != nil {
		return err
	}
	if err := g.Shape.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if g.Shape.Profile != g.Round.Profile {
		return fmt.Errorf("%w: %w: tree is %v, round is %v", ErrMalformed, liability.ErrProfile, g.Shape.Profile, g.Round.Profile)
	}
	if err := validateTotals(g.Root.Sums); err != nil {
		return err
	}
	if len(g.Proof) == 0 {
		return fmt.Errorf("%w: proof is empty", ErrMalformed)
	}
	return nil
}

// validateTotals returns ErrMalformed for totals that no round has.
func validateTotals(s liability.Sums) error {
	if _, err := s.Add(liability.Sums{}); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if s.Debt > s.Equity {
		return fmt.Errorf("%w: %w: debt %d, equity %d", ErrMalformed, liability.ErrDebtExceedsEquity, s.Debt, s.Equity)
	}
	return nil
}
