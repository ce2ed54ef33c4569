package proof

import (
	"encoding/json"
	"fmt"
	"math/bits"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// OKXInclusion is the user proof of OKX's proof-of-reserves-v2, the file
// user_proofs/<id>.json.
type OKXInclusion struct {
	Account liability.Account // values below the field's modulus
	Index   uint64

	// Batch are the siblings inside the batch, that of the leaf first.
	Batch []hash.Digest

	// Levels are the siblings at each aggregation level, from the bottom.
	Levels []OKXSiblings
}

// OKXSiblings are the siblings of a node with many: those before it and those
// after it, in the order of the tree.
type OKXSiblings struct {
	Left, Right []hash.Digest
}

// okxInclusionJSON is the file.
type okxInclusionJSON struct {
	Account okxAccountJSON         `json:"account"`
	Index   uint64                 `json:"index"`
	Batch   array[hash.Digest]     `json:"sum_tree_siblings"`
	Levels  array[okxSiblingsJSON] `json:"recursive_tree_siblings"`
}

type okxAccountJSON struct {
	ID     liability.ID         `json:"id"`
	Equity array[field.Element] `json:"equity"`
	Debt   array[field.Element] `json:"debt"`
}

type okxSiblingsJSON struct {
	Left  array[hash.Digest] `json:"left_hashes"`
	Right array[hash.Digest] `json:"right_hashes"`
}

// NewOKXInclusion returns in, which is in a tree of the given shape, in OKX's
// layout. It returns ErrMalformed if shape or round is not of the OKXv2
// profile, or the path does not fit the shape.
func NewOKXInclusion(in *liability.Inclusion, shape liability.Shape) (*OKXInclusion, error) {
	if in.Round.Profile != liability.OKXv2 {
		return nil, fmt.Errorf("proof: OKX's user proof: %w: %w: round is %v", ErrMalformed, liability.ErrProfile, in.Round.Profile)
	}
	if err := checkOKXPlace(in.Path.Index, shape); err != nil {
		return nil, err
	}
	siblings := in.Path.Siblings
	if got, want := len(siblings), shape.PathLen(); got != want {
		return nil, fmt.Errorf("proof: OKX's user proof: %w: %w: got %d, want %d", ErrMalformed, liability.ErrPathLength, got, want)
	}
	depth := bits.TrailingZeros(uint(shape.BatchSize))
	out := &OKXInclusion{Account: in.Account, Index: in.Path.Index, Batch: siblings[:depth:depth]}
	siblings = siblings[depth:]
	for level := range shape.Levels {
		left, all := okxDigit(in.Path.Index, shape, level), shape.FanIn-1
		out.Levels = append(out.Levels, OKXSiblings{siblings[:left:left], siblings[left:all:all]})
		siblings = siblings[all:]
	}
	return out, nil
}

// Inclusion returns o as an inclusion proof in a tree of the given shape, the
// verifier's. It returns ErrMalformed unless shape is of the OKXv2 profile, the
// index is one of its leaves, and each level has as many siblings as the shape
// says and as many of them on the left as the index says. The round has no
// name and no names of tokens, of which OKX's files have none. The result
// shares no memory with o but the account's values.
func (o *OKXInclusion) Inclusion(shape liability.Shape) (*liability.Inclusion, error) {
	if err := checkOKXPlace(o.Index, shape); err != nil {
		return nil, err
	}
	depth := bits.TrailingZeros(uint(shape.BatchSize))
	if len(o.Batch) != depth || len(o.Levels) != shape.Levels {
		return nil, fmt.Errorf("proof: OKX's user proof: %w: %d siblings in the batch and %d levels, want %d and %d",
			ErrMalformed, len(o.Batch), len(o.Levels), depth, shape.Levels)
	}
	siblings := append(make([]hash.Digest, 0, shape.PathLen()), o.Batch...)
	for i, level := range o.Levels {
		left := okxDigit(o.Index, shape, i)
		if right := shape.FanIn - 1 - left; len(level.Left) != left || len(level.Right) != right {
			return nil, fmt.Errorf("proof: OKX's user proof: %w: level %d has %d siblings on the left and %d on the right, want %d and %d",
				ErrMalformed, i, len(level.Left), len(level.Right), left, right)
		}
		siblings = append(append(siblings, level.Left...), level.Right...)
	}
	return &liability.Inclusion{
		Round:   liability.Round{Profile: liability.OKXv2, FormatVersion: liability.FormatVersion},
		Account: o.Account,
		Path:    liability.Path{Index: o.Index, Siblings: siblings},
	}, nil
}

// checkOKXPlace returns ErrMalformed unless the tree is a valid one of the
// OKXv2 profile and the index one of its leaves.
func checkOKXPlace(index uint64, shape liability.Shape) error {
	err := shape.Validate()
	switch {
	case err != nil:
	case shape.Profile != liability.OKXv2:
		err = fmt.Errorf("%w: tree is %v", liability.ErrProfile, shape.Profile)
	case index >= shape.NumLeaves():
		err = fmt.Errorf("%w: got %d, want below %d", liability.ErrIndex, index, shape.NumLeaves())
	}
	if err != nil {
		return fmt.Errorf("proof: OKX's user proof: %w: %w", ErrMalformed, err)
	}
	return nil
}

// okxDigit returns the position, among the children of one node, of the node
// above a leaf at an aggregation level: a digit of the index in base FanIn.
func okxDigit(index uint64, shape liability.Shape, level int) int {
	index /= uint64(shape.BatchSize)
	for range level {
		index /= uint64(shape.FanIn)
	}
	return int(index % uint64(shape.FanIn))
}

// MarshalJSON encodes o as OKX's programs do. It returns ErrMalformed for
// values that are not below the field's modulus.
func (o OKXInclusion) MarshalJSON() ([]byte, error) {
	for _, values := range [][]uint64{o.Account.Equity, o.Account.Debt} {
		for i, v := range values {
			if v >= field.Modulus {
				return nil, fmt.Errorf("proof: OKX's user proof: %w: value %d of token %d", ErrMalformed, v, i)
			}
		}
	}
	return json.Marshal(okxInclusionJSON{
		Account: okxAccountJSON{o.Account.ID, mapped(o.Account.Equity, field.New), mapped(o.Account.Debt, field.New)},
		Index:   o.Index,
		Batch:   o.Batch,
		Levels: mapped(o.Levels, func(s OKXSiblings) okxSiblingsJSON {
			return okxSiblingsJSON{s.Left, s.Right}
		}),
	})
}

// UnmarshalJSON decodes the one encoding of a user proof, white space apart.
// Whether its parts fit each other is for [OKXInclusion.Inclusion]. On error o
// is unchanged.
func (o *OKXInclusion) UnmarshalJSON(data []byte) error {
	var j okxInclusionJSON
	if err := decodeJSON(data, &j); err != nil {
		return fmt.Errorf("proof: OKX's user proof: %w", err)
	}
	*o = OKXInclusion{
		Account: liability.Account{
			ID:     j.Account.ID,
			Equity: mapped(j.Account.Equity, field.Element.Uint64),
			Debt:   mapped(j.Account.Debt, field.Element.Uint64),
		},
		Index: j.Index,
		Batch: j.Batch.slice(),
		Levels: mapped(j.Levels, func(s okxSiblingsJSON) OKXSiblings {
			return OKXSiblings{s.Left.slice(), s.Right.slice()}
		}),
	}
	return nil
}
