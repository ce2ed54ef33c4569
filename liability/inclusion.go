package liability

import (
	"errors"
	"fmt"

	"github.com/zkpor/por/hash"
)

// Errors of [Inclusion.Check] beside those of the parts that it checks.
var (
	ErrContextMismatch = errors.New("liability: proof is of another round")
	ErrRootMismatch    = errors.New("liability: account is not under the root")
)

// Root is what a verified global proof says about the tree. Its parts must
// come from there: whoever chooses them chooses the outcome of a check.
type Root struct {
	Shape   Shape
	Context hash.Digest
	Node
}

// Inclusion is what a user holds: their account as the exchange counted it,
// and its place in the tree.
type Inclusion struct {
	Round   Round
	Account Account
	Salt    Salt // zero in OKXv2
	Path    Path
}

// Check returns nil if the tree under root has, at the index of the path, a
// leaf of exactly this account whose equity and debt are the sums over its
// tokens, and if the global proof is of this round.
//
// In Standard everything the inclusion shows is bound: round, names and order
// of the tokens, id, each equity and debt. In OKXv2 only the id, the index and
// the sums are. A wrong value, id, salt, index or sibling is seen as
// ErrRootMismatch; the other reasons are ErrProfile, ErrRound and
// ErrContextMismatch for the round, ErrTokenCount, ErrRange and
// ErrDebtExceedsEquity for the values, ErrSalt, and ErrShape, ErrIndex and
// ErrPathLength for the path. Check never panics.
func (in *Inclusion) Check(root Root) error {
	if in.Round.Profile != root.Shape.Profile {
		return fmt.Errorf("%w: got %v, want %v", ErrProfile, in.Round.Profile, root.Shape.Profile)
	}
	context, err := in.Round.Context()
	if err != nil {
		return err
	}
	if context != root.Context {
		return fmt.Errorf("%w: context %v, want %v", ErrContextMismatch, context, root.Context)
	}
	leaf, err := in.leaf()
	if err != nil {
		return err
	}
	got, err := in.Path.Root(root.Shape, leaf.Hash)
	if err != nil {
		return err
	}
	if got != root.Hash {
		return fmt.Errorf("%w: path leads to %v, want %v", ErrRootMismatch, got, root.Hash)
	}
	return nil
}

// leaf recomputes the leaf from the values. The round is valid.
func (in *Inclusion) leaf() (Node, error) {
	n := len(in.Round.Tokens)
	named := in.Round.Profile == Standard || n > 0
	if named && len(in.Account.Equity) != n {
		return Node{}, fmt.Errorf("%w: got %d, want %d", ErrTokenCount, len(in.Account.Equity), n)
	}
	sums, err := in.Account.Sums(in.Round.Profile)
	if err != nil {
		return Node{}, err
	}
	if in.Round.Profile == OKXv2 {
		if in.Salt != (Salt{}) {
			return Node{}, fmt.Errorf("%w: %v has none", ErrSalt, in.Round.Profile)
		}
		return OKXLeaf(in.Account.ID, sums), nil
	}
	return StandardLeaf(Entry{Commit(in.Account, in.Salt), sums}), nil
}
