package proof

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/zkpor/por/liability"
)

// Global is what the exchange publishes: what it owes in total, the root of
// the tree over all accounts, and the proof that both are right.
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

// globalFormat names the file of a [Global].
const globalFormat = "zkpor/global"

// globalJSON is the file of a [Global].
type globalJSON struct {
	header
	Round     roundJSON `json:"round"`
	Tokens    []string  `json:"tokens"`
	BatchSize int       `json:"batch_size"`
	FanIn     int       `json:"fan_in"`
	Levels    int       `json:"levels"`
	Root      string    `json:"root"`
	Equity    uint64    `json:"equity,string"`
	Debt      uint64    `json:"debt,string"`
	Proof     []byte    `json:"proof"`
}

// roundJSON is a [liability.Round] without its tokens.
type roundJSON struct {
	Profile      liability.Profile `json:"profile"`
	Statement    int               `json:"statement_version"`
	ID           string            `json:"id"`
	SnapshotTime string            `json:"snapshot_time"`
	Unit         string            `json:"unit"`
}

// MarshalJSON encodes g: 64-bit totals as decimal strings, the root in
// hexadecimal, the proof in base64.
func (g *Global) MarshalJSON() ([]byte, error) {
	return json.Marshal(globalJSON{
		header:    header{globalFormat, FileVersion},
		Round:     roundToJSON(&g.Round),
		Tokens:    g.Round.Tokens,
		BatchSize: g.Shape.BatchSize,
		FanIn:     g.Shape.FanIn,
		Levels:    g.Shape.Levels,
		Root:      g.Root.Hash.String(),
		Equity:    g.Root.Equity,
		Debt:      g.Root.Debt,
		Proof:     g.Proof,
	})
}

// UnmarshalJSON decodes the one encoding of a global proof, white space apart.
// It checks that round and shape are valid, but nothing of the proof. On error
// g is unchanged.
func (g *Global) UnmarshalJSON(data []byte) error {
	var f globalJSON
	if err := decodeJSON(data, &f); err != nil {
		return fmt.Errorf("proof: global proof: %w", err)
	}
	out, err := f.global()
	if err != nil {
		return fmt.Errorf("proof: global proof: %w", err)
	}
	*g = *out
	return nil
}

func (f *globalJSON) global() (*Global, error) {
	if err := f.check(globalFormat); err != nil {
		return nil, err
	}
	round, err := f.Round.round(f.Tokens)
	if err != nil {
		return nil, err
	}
	g := &Global{
		Round: round,
		Shape: liability.Shape{Profile: round.Profile, BatchSize: f.BatchSize, FanIn: f.FanIn, Levels: f.Levels},
		Root:  liability.Node{Sums: liability.Sums{Equity: f.Equity, Debt: f.Debt}},
		Proof: f.Proof,
	}
	if err := g.Shape.Validate(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if err := g.Root.Hash.UnmarshalText([]byte(f.Root)); err != nil {
		return nil, fmt.Errorf("%w: root: %w", ErrMalformed, err)
	}
	return g, nil
}

func roundToJSON(r *liability.Round) roundJSON {
	return roundJSON{r.Profile, r.FormatVersion, r.ID, r.SnapshotTime.UTC().Format(time.RFC3339), r.Unit}
}

// round returns a valid round with the given tokens.
func (j *roundJSON) round(tokens []string) (liability.Round, error) {
	at, err := time.Parse(time.RFC3339, j.SnapshotTime)
	if err != nil {
		return liability.Round{}, fmt.Errorf("%w: snapshot time: %w", ErrMalformed, err)
	}
	at = at.UTC()
	if got := at.Format(time.RFC3339); got != j.SnapshotTime {
		return liability.Round{}, fmt.Errorf("%w: snapshot time %q, canonical is %q", ErrNonCanonical, j.SnapshotTime, got)
	}
	r := liability.Round{
		Profile:       j.Profile,
		FormatVersion: j.Statement,
		ID:            j.ID,
		SnapshotTime:  at,
		Tokens:        tokens,
		Unit:          j.Unit,
	}
	if err := r.Validate(); err != nil {
		return liability.Round{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return r, nil
}
