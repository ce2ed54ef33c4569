package liability

import (
	"fmt"
	"slices"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// Committer turns the accounts of one round into leaves, and back into what
// their owners hold. It is safe for concurrent use.
type Committer struct {
	round   Round
	context hash.Digest
	secret  []byte
}

// NewCommitter returns a committer for the round. The secret, of at least
// [MinSecretBytes], is what salts derive from, see [DeriveSalt]; the OKXv2
// profile has no salts and takes none. The errors are those of
// [Round.Validate], and ErrSecret.
func NewCommitter(round Round, secret []byte) (*Committer, error) {
	context, err := round.Context()
	if err != nil {
		return nil, err
	}
	if len(round.Tokens) == 0 {
		return nil, fmt.Errorf("%w: no tokens", ErrRound)
	}
	if round.Profile == Standard && len(secret) < MinSecretBytes {
		return nil, fmt.Errorf("%w: got %d bytes, want at least %d", ErrSecret, len(secret), MinSecretBytes)
	}
	round.Tokens = slices.Clone(round.Tokens)
	return &Committer{round, context, slices.Clone(secret)}, nil
}

// Round returns the round. The caller must not modify its tokens.
func (c *Committer) Round() Round { return c.round }

// Context returns the context of the round.
func (c *Committer) Context() hash.Digest { return c.context }

// Salt returns the salt of a user, zero in the OKXv2 profile.
func (c *Committer) Salt(id ID) Salt {
	if c.round.Profile == OKXv2 {
		return Salt{}
	}
	salt, err := DeriveSalt(c.secret, c.context, id)
	if err != nil {
		panic(err) // NewCommitter has checked the secret
	}
	return salt
}

// Entries returns the entries of accounts for the Standard batch circuit. It
// returns ErrProfile in another profile, and the error of the first account
// that [Account.Sums] refuses or whose tokens are not as many as the round's.
func (c *Committer) Entries(accounts []Account) ([]Entry, error) {
	if c.round.Profile != Standard {
		return nil, fmt.Errorf("%w: %v has no commitments", ErrProfile, c.round.Profile)
	}
	entries := make([]Entry, len(accounts))
	width := commitmentWidth(len(c.round.Tokens))
	rows := make([]field.Element, width*min(len(accounts), hash.Lanes))
	var digests [hash.Lanes]hash.Digest
	for from := 0; from < len(accounts); from += hash.Lanes {
		block := accounts[from:min(from+hash.Lanes, len(accounts))]
		for i, a := range block {
			sums, err := c.sums(a)
			if err != nil {
				return nil, err
			}
			entries[from+i].Sums = sums
			fillCommitment(rows[i*width:][:width], a, c.Salt(a.ID))
		}
		hash.Rows(digests[:len(block)], rows[:len(block)*width], width)
		for i, d := range digests[:len(block)] {
			entries[from+i].Commitment = d
		}
	}
	return entries, nil
}

// Leaves returns the leaves of accounts in the round's profile, with the
// errors of [Committer.Entries] on accounts.
func (c *Committer) Leaves(accounts []Account) ([]Node, error) {
	leaves := make([]Node, len(accounts))
	if c.round.Profile == Standard {
		entries, err := c.Entries(accounts)
		if err != nil {
			return nil, err
		}
		StandardLeaves(leaves, entries)
		return leaves, nil
	}

	rows := make([]field.Element, okxWidth*len(accounts))
	for i, a := range accounts {
		sums, err := c.sums(a)
		if err != nil {
			return nil, err
		}
		leaves[i].Sums = sums
		fillOKX(rows[i*okxWidth:][:okxWidth], a.ID, sums)
	}
	digests := make([]hash.Digest, len(accounts))
	hash.Rows(digests, rows, okxWidth)
	for i, d := range digests {
		leaves[i].Hash = d
	}
	return leaves, nil
}

// Inclusion returns what the owner of the account holds, given the path of its
// leaf. It shares the account's slices.
func (c *Committer) Inclusion(a Account, path Path) *Inclusion {
	return &Inclusion{Round: c.round, Account: a, Salt: c.Salt(a.ID), Path: path}
}

// sums is [Account.Sums] for an account of this round.
func (c *Committer) sums(a Account) (Sums, error) {
	if len(a.Equity) != len(c.round.Tokens) {
		return Sums{}, fmt.Errorf("account %v: %w: got %d, want %d", a.ID, ErrTokenCount, len(a.Equity), len(c.round.Tokens))
	}
	sums, err := a.Sums(c.round.Profile)
	if err != nil {
		return Sums{}, fmt.Errorf("account %v: %w", a.ID, err)
	}
	return sums, nil
}
