package liability

import (
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/zkpor/por/field"
)

// IDElements is the number of field elements that carry an [ID] or a [Salt].
const IDElements = 5

// ErrID reports a user id that is not 64 hexadecimal digits.
var ErrID = errors.New("liability: malformed user id")

// ID names a user: 32 bytes of the exchange's choice, unique within a round.
type ID [32]byte

// ParseID decodes 64 hexadecimal digits of either case, or returns ErrID.
func ParseID(s string) (ID, error) {
	var id ID
	if err := id.UnmarshalText([]byte(s)); err != nil {
		return ID{}, err
	}
	return id, nil
}

// String returns id as 64 lower-case hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText encodes id as [ID.String] does.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText decodes 64 hexadecimal digits. Either case is accepted, as in
// OKX's account files: both spell the same 32 bytes. On error, which is ErrID,
// id is unchanged.
func (id *ID) UnmarshalText(text []byte) error {
	var out ID
	if len(text) != hex.EncodedLen(len(out)) {
		return fmt.Errorf("%w: got %d characters, want %d hexadecimal digits", ErrID, len(text), hex.EncodedLen(len(out)))
	}
	if _, err := hex.Decode(out[:], text); err != nil {
		return fmt.Errorf("%w: %w", ErrID, err)
	}
	*id = out
	return nil
}

// Elements returns id as field elements: four of 7 bytes and one of 4, each
// big-endian. The map is injective.
func (id ID) Elements() [IDElements]field.Element { return pack32(id) }

// pack32 splits 32 bytes into big-endian integers of 7, 7, 7, 7 and 4 bytes.
func pack32(b [32]byte) (out [IDElements]field.Element) {
	for i := range out {
		out[i] = field.New(bigEndian(b[i*chunkBytes : min((i+1)*chunkBytes, len(b))]))
	}
	return out
}

// chunkBytes is how many bytes one field element carries: 2^56 < p.
const chunkBytes = 7

// bigEndian returns the big-endian integer of at most [chunkBytes] bytes.
func bigEndian(b []byte) uint64 {
	var v uint64
	for _, x := range b {
		v = v<<8 | uint64(x)
	}
	return v
}
