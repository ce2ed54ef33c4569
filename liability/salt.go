package liability

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// MinSecretBytes is the least length of the secret that salts derive from.
const MinSecretBytes = 32

// saltDomain separates salts from any other use of the same secret.
const saltDomain = "github.com/zkpor/por salt v1\x00"

// Errors of secrets and salts.
var (
	ErrSecret = errors.New("liability: secret too short")
	ErrSalt   = errors.New("liability: malformed salt")
)

// Salt hides an account's values inside its commitment from whoever sees the
// commitment or a path over it but not the salt.
type Salt [32]byte

// Elements returns s as field elements, split as [ID.Elements] does.
func (s Salt) Elements() [IDElements]field.Element { return pack32(s) }

// String returns s as 64 lower-case hexadecimal digits.
func (s Salt) String() string { return hex.EncodeToString(s[:]) }

// MarshalText encodes s as [Salt.String] does.
func (s Salt) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText decodes 64 lower-case hexadecimal digits. On error, which is
// ErrSalt, s is unchanged.
func (s *Salt) UnmarshalText(text []byte) error {
	var out Salt
	if len(text) != hex.EncodedLen(len(out)) {
		return fmt.Errorf("%w: got %d characters, want %d hexadecimal digits", ErrSalt, len(text), hex.EncodedLen(len(out)))
	}
	if _, err := hex.Decode(out[:], text); err != nil {
		return fmt.Errorf("%w: %w", ErrSalt, err)
	}
	if out.String() != string(text) {
		return fmt.Errorf("%w: not in lower case", ErrSalt)
	}
	*s = out
	return nil
}

// DeriveSalt returns the salt of a user in the round with the given context:
//
//	HMAC-SHA-256(secret, "github.com/zkpor/por salt v1" ‖ 0 ‖ context ‖ id)
//
// with the context in its 32-byte encoding. The parts have fixed lengths, so
// no two users or rounds share a message. It returns ErrSecret if the secret
// is shorter than [MinSecretBytes]. The exchange keeps the secret, uniformly
// random, for as long as it wants to be able to reissue inclusion proofs.
func DeriveSalt(secret []byte, context hash.Digest, id ID) (Salt, error) {
	if len(secret) < MinSecretBytes {
		return Salt{}, fmt.Errorf("%w: got %d bytes, want at least %d", ErrSecret, len(secret), MinSecretBytes)
	}
	message := make([]byte, 0, len(saltDomain)+hash.DigestBytes+len(id))
	message = append(message, saltDomain...)
	message, _ = context.AppendBinary(message)
	message = append(message, id[:]...)

	mac := hmac.New(sha256.New, secret)
	mac.Write(message)
	return Salt(mac.Sum(nil)), nil
}
