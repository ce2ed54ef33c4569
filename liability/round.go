package liability

import (
	"errors"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

const (
	// FormatVersion is the version of the statement that this package makes
	// and checks. It is part of the context.
	FormatVersion = 1

	// MaxTokens bounds the number of tokens of a round.
	MaxTokens = 1 << 14

	// MaxNameBytes bounds a token, a round id and a unit.
	MaxNameBytes = 64

	// contextTag separates contexts from other hashes: "context" in ASCII.
	contextTag = 0x636f6e74657874
)

// ErrRound reports a round whose description is incomplete or malformed.
var ErrRound = errors.New("liability: malformed round")

// Round says what the numbers of a proof mean.
type Round struct {
	Profile Profile

	// FormatVersion is [FormatVersion].
	FormatVersion int

	// ID names the round.
	ID string

	// SnapshotTime is when the accounts were read, in whole seconds, not
	// before 1970.
	SnapshotTime time.Time

	// Tokens names the columns of the accounts, in their order.
	Tokens []string

	// Unit is what one unit of equity or debt is, such as "USD cent".
	Unit string
}

// Validate returns ErrProfile for an unknown profile and ErrRound unless every
// field is as documented: names are 1 to [MaxNameBytes] bytes of printable
// UTF-8, tokens are distinct and number 1 to [MaxTokens].
//
// The OKXv2 statement binds nothing but ids and sums, so there the description
// is a mere label: only what is present is checked.
func (r *Round) Validate() error {
	if err := r.Profile.Validate(); err != nil {
		return err
	}
	if r.Profile == OKXv2 && len(r.Tokens) == 0 {
		return nil
	}
	if err := ValidateTokens(r.Tokens); err != nil {
		return err
	}
	if r.Profile == OKXv2 {
		return nil
	}
	return r.validateLabels()
}

func (r *Round) validateLabels() error {
	if r.FormatVersion != FormatVersion {
		return fmt.Errorf("%w: got format version %d, want %d", ErrRound, r.FormatVersion, FormatVersion)
	}
	if r.SnapshotTime.Unix() < 0 || r.SnapshotTime.Nanosecond() != 0 {
		return fmt.Errorf("%w: snapshot time %v is not a whole second since 1970", ErrRound, r.SnapshotTime)
	}
	if err := validateName("id", r.ID); err != nil {
		return err
	}
	return validateName("unit", r.Unit)
}

// ValidateTokens returns ErrRound unless tokens is a list that [Round.Validate]
// accepts.
func ValidateTokens(tokens []string) error {
	if len(tokens) == 0 || len(tokens) > MaxTokens {
		return fmt.Errorf("%w: got %d tokens, want 1 to %d", ErrRound, len(tokens), MaxTokens)
	}
	seen := make(map[string]bool, len(tokens))
	for _, token := range tokens {
		if err := validateName("token", token); err != nil {
			return err
		}
		if seen[token] {
			return fmt.Errorf("%w: token %q is listed twice", ErrRound, token)
		}
		seen[token] = true
	}
	return nil
}

func validateName(what, name string) error {
	if len(name) == 0 || len(name) > MaxNameBytes {
		return fmt.Errorf("%w: %s has %d bytes, want 1 to %d", ErrRound, what, len(name), MaxNameBytes)
	}
	if !utf8.ValidString(name) {
		return fmt.Errorf("%w: %s %q is not UTF-8", ErrRound, what, name)
	}
	for _, c := range name {
		if !unicode.IsPrint(c) {
			return fmt.Errorf("%w: %s %q has an unprintable character", ErrRound, what, name)
		}
	}
	return nil
}

// Context returns the digest by which the circuits of the Standard profile
// know the round:
//
//	hash.NoPad("context", profile, version, id, time, unit, T, token 1, …, token T)
//
// The first item is a constant, seven ASCII bytes as a big-endian integer.
// Numbers (profile, version, Unix time, the number T of tokens) are one element
// each. A string of n bytes is n followed by ⌈n/7⌉ elements of seven bytes,
// big-endian, the last of them with the bytes that remain. No encoding is a
// prefix of another, so that the unpadded sponge is safe and distinct rounds
// have distinct encodings.
//
// In OKXv2, whose circuits know no round, the context is zero. Context returns
// the error of [Round.Validate].
func (r *Round) Context() (hash.Digest, error) {
	if err := r.Validate(); err != nil {
		return hash.Digest{}, err
	}
	if r.Profile == OKXv2 {
		return hash.Digest{}, nil
	}
	return hash.NoPad(r.encode()), nil
}

// encode returns the input of the hash that is the context of a valid round.
func (r *Round) encode() []field.Element {
	out := []field.Element{
		field.New(contextTag),
		field.New(uint64(r.Profile)),
		field.New(uint64(r.FormatVersion)),
	}
	out = appendString(out, r.ID)
	out = append(out, field.New(uint64(r.SnapshotTime.Unix())))
	out = appendString(out, r.Unit)
	out = append(out, field.New(uint64(len(r.Tokens))))
	for _, token := range r.Tokens {
		out = appendString(out, token)
	}
	return out
}

func appendString(out []field.Element, s string) []field.Element {
	out = append(out, field.New(uint64(len(s))))
	for b := []byte(s); len(b) > 0; {
		n := min(chunkBytes, len(b))
		out = append(out, field.New(bigEndian(b[:n])))
		b = b[n:]
	}
	return out
}
