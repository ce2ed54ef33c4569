package verify

import (
	"errors"
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// ErrStatement reports a global proof that shows something else than it proves.
var ErrStatement = errors.New("verify: statement differs from what is proved")

// Global verifies a global proof against the key of the root circuit and
// returns what it establishes.
//
// A nil error means, up to the error of the key's parameters: whoever made the
// proof knew for each leaf under the root an account that satisfies the
// profile's statement, the totals are the exact sums over all leaves, and in
// the standard profile all of it belongs to the round that g describes.
func Global(key *RootKey, policy Policy, g *proof.Global) (liability.Root, error) {
	if key == nil || key.key.common == nil {
		return liability.Root{}, fail(CheckKey, ErrNoKey)
	}
	if g == nil {
		return liability.Root{}, fail(CheckEncoding, errNoProof)
	}
	p, err := key.key.format.DecodeProof(key.key.common, g.Proof)
	if err != nil {
		return liability.Root{}, fail(CheckEncoding, err)
	}
	root, err := statement(key.shape, g, p.PublicInputs)
	if err != nil {
		return liability.Root{}, fail(CheckStatement, err)
	}
	if err := Proof(&key.key, policy, p); err != nil {
		return liability.Root{}, err
	}
	return root, nil
}

// statement returns what a proof with the given public inputs, as many as the
// profile has, says about a tree of the key's shape. It returns an error unless
// g shows the same.
func statement(shape liability.Shape, g *proof.Global, inputs []field.Element) (liability.Root, error) {
	if g.Shape != shape {
		return liability.Root{}, fmt.Errorf("%w: tree is %v, the key is for %v", ErrStatement, g.Shape, shape)
	}
	if g.Round.Profile != shape.Profile {
		return liability.Root{}, fmt.Errorf("%w: %w: round is %v, the key is for %v",
			ErrStatement, liability.ErrProfile, g.Round.Profile, shape.Profile)
	}
	context, err := g.Round.Context()
	if err != nil {
		return liability.Root{}, err
	}
	const rootEnd = 2 + hash.DigestLen
	proved := liability.Node{
		Sums: liability.Sums{Equity: inputs[0].Uint64(), Debt: inputs[1].Uint64()},
		Hash: hash.Digest(inputs[2:rootEnd]),
	}
	if proved != g.Root {
		return liability.Root{}, fmt.Errorf("%w: shows root %v, proves %v", ErrStatement, g.Root, proved)
	}
	if _, err := proved.Sums.Add(liability.Sums{}); err != nil {
		return liability.Root{}, err
	}
	if proved.Debt > proved.Equity {
		return liability.Root{}, fmt.Errorf("%w: total debt %d, total equity %d",
			liability.ErrDebtExceedsEquity, proved.Debt, proved.Equity)
	}
	if shape.Profile == liability.Standard {
		if got := hash.Digest(inputs[rootEnd : rootEnd+hash.DigestLen]); got != context {
			return liability.Root{}, fmt.Errorf("%w: shows a round with context %v, proves %v", ErrStatement, context, got)
		}
	}
	return liability.Root{Shape: shape, Context: context, Node: proved}, nil
}
