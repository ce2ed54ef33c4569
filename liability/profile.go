package liability

import (
	"errors"
	"fmt"
)

// SumBits bounds every total: equity and debt of a batch, of an aggregation
// node and of the whole tree are below 2^62, in both profiles.
const SumBits = 62

// ErrProfile reports an unknown profile, or one that an operation or a
// neighbouring value does not fit.
var ErrProfile = errors.New("liability: wrong profile")

// Profile names a statement, see the package documentation. Its zero value is
// no profile.
type Profile uint8

const (
	// Standard is this library's own statement.
	Standard Profile = iota + 1

	// OKXv2 is the statement of OKX's proof-of-reserves-v2.
	OKXv2
)

// Validate returns ErrProfile unless p is one of the constants above.
func (p Profile) Validate() error {
	if p != Standard && p != OKXv2 {
		return fmt.Errorf("%w: unknown profile %d", ErrProfile, uint8(p))
	}
	return nil
}

// AccountBits returns b such that the equity and the debt of one account are
// below 2^b: 52 in Standard, so that a batch of 2^10 accounts stays below
// 2^[SumBits] whatever its accounts hold, and 62 in OKXv2.
func (p Profile) AccountBits() int {
	if p == Standard {
		return 52
	}
	return SumBits
}

// String returns "standard" or "okxv2".
func (p Profile) String() string {
	switch p {
	case Standard:
		return "standard"
	case OKXv2:
		return "okxv2"
	}
	return fmt.Sprintf("profile(%d)", uint8(p))
}

// MarshalText encodes p as its name, or returns ErrProfile.
func (p Profile) MarshalText() ([]byte, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	return []byte(p.String()), nil
}

// UnmarshalText decodes a name, or returns ErrProfile and leaves p unchanged.
func (p *Profile) UnmarshalText(text []byte) error {
	for _, q := range []Profile{Standard, OKXv2} {
		if q.String() == string(text) {
			*p = q
			return nil
		}
	}
	return fmt.Errorf("%w: %q", ErrProfile, text)
}
