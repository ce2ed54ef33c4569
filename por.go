package por

import (
	"context"
	"errors"
	"fmt"

	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
	"github.com/zkpor/por/verify"
)

// The types that the functions of this package take and return.
type (
	// Account is what the exchange owes one user, per token.
	Account = liability.Account
	// ID names a user by 32 bytes.
	ID = liability.ID
	// Profile names the statement that is proved.
	Profile = liability.Profile
	// Round says what the numbers of a proof mean.
	Round = liability.Round
	// Root is what a verified global proof establishes.
	Root = liability.Root

	// GlobalProof is what the exchange publishes.
	GlobalProof = proof.Global
	// UserProof is what a user holds.
	UserProof = proof.Inclusion

	// Key names the circuit that a global proof is verified against.
	Key = verify.RootKey
	// Policy is the least security that a verifier accepts.
	Policy = verify.Policy
	// VerifyError reports the first check that failed.
	VerifyError = verify.Error
)

// The profiles.
const (
	Standard = liability.Standard
	OKXv2    = liability.OKXv2
)

// ErrNoRoot reports an inclusion proof that there is no root to check against.
var ErrNoRoot = errors.New("por: no root to check against: pass WithGlobal or WithRoot")

// ParseID decodes 64 hexadecimal digits.
func ParseID(s string) (ID, error) { return liability.ParseID(s) }

// Result is what [Prove] makes.
type Result struct {
	// Global is to be published.
	Global *GlobalProof

	// Users are the inclusion proofs, in the order of the accounts. Each is to
	// be handed to its user and to nobody else.
	Users []*UserProof

	// SaltSecret is to be kept secret, see [Prover.SaltSecret].
	SaltSecret []byte
}

// Prove proves what is owed to the given accounts. It needs the names of their
// tokens, see [WithTokens], and holds everything in memory: [Prover] is for
// accounts by the million.
func Prove(accounts []Account, opts ...Option) (*Result, error) {
	p, err := NewProver(opts...)
	if err != nil {
		return nil, err
	}
	result := &Result{Users: make([]*UserProof, 0, len(accounts)), SaltSecret: p.SaltSecret()}
	sequence := func(yield func(Account, error) bool) {
		for _, a := range accounts {
			if !yield(a, nil) {
				return
			}
		}
	}
	issue := func(u *UserProof) error {
		result.Users = append(result.Users, u)
		return nil
	}
	if result.Global, err = p.Prove(context.Background(), sequence, issue); err != nil {
		return nil, err
	}
	return result, nil
}

// VerifyOption says what a proof is verified against.
type VerifyOption func(*verification)

type verification struct {
	key    *Key
	policy Policy
	global *GlobalProof
	root   *Root
}

// WithKey verifies against a key of the caller's instead of the pinned one for
// the proof's dimensions.
func WithKey(k *Key) VerifyOption { return func(v *verification) { v.key = k } }

// WithPolicy replaces the default policy.
func WithPolicy(p Policy) VerifyOption { return func(v *verification) { v.policy = p } }

// WithGlobal names the global proof that an inclusion proof belongs to. It is
// verified as well.
func WithGlobal(g *GlobalProof) VerifyOption { return func(v *verification) { v.global = g } }

// WithRoot names the root that an inclusion proof is checked against, as
// [VerifyGlobal] returned it. Checking many inclusion proofs of one round thus
// verifies the global proof once.
func WithRoot(r Root) VerifyOption { return func(v *verification) { v.root = &r } }

func newVerification(opts []VerifyOption) *verification {
	v := new(verification)
	for _, o := range opts {
		o(v)
	}
	return v
}

// VerifyGlobal verifies a global proof and returns what it establishes: root,
// totals and context. A nil error means that whoever made the proof knew, for
// every leaf under the root, an account whose values are in range and cover its
// debt, and that the totals are the exact sums over all of them.
//
// The circuit is that of the pinned key for the proof's profile, batch size,
// fan-in and number of levels, or of [WithKey]; without either the error
// wraps verify.ErrNotPinned. A failed check is a [VerifyError].
func VerifyGlobal(g *GlobalProof, opts ...VerifyOption) (Root, error) {
	return newVerification(opts).verifyGlobal(g)
}

func (v *verification) verifyGlobal(g *GlobalProof) (Root, error) {
	key := v.key
	if key == nil && g != nil {
		var err error
		if key, err = verify.PinnedKey(g.Shape); err != nil {
			return Root{}, err
		}
	}
	return verify.Global(key, v.policy, g)
}

// VerifyUser verifies an inclusion proof. A nil error means that the root
// contains, at the stated index, a leaf of exactly this account: id, and equity
// and debt of each token. The user still compares these with what they own.
//
// The root is never taken from the inclusion proof alone: it comes from
// [WithRoot], or from a global proof, which is verified too: that of
// [WithGlobal], or else the one inside u. Without any of them the error is
// [ErrNoRoot]. A failed check is a [VerifyError].
func VerifyUser(u *UserProof, opts ...VerifyOption) error {
	v := newVerification(opts)
	if u == nil {
		return verify.Inclusion(Root{}, nil)
	}
	if v.root != nil {
		return verify.Inclusion(*v.root, &u.Inclusion)
	}
	global := v.global
	if global == nil {
		global = u.Global
	}
	if global == nil {
		return ErrNoRoot
	}
	root, err := v.verifyGlobal(global)
	if err != nil {
		return fmt.Errorf("por: global proof: %w", err)
	}
	return verify.Inclusion(root, &u.Inclusion)
}
