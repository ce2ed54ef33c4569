package hash

import (
	"encoding/hex"
	"fmt"
	"io"

	"github.com/zkpor/por/field"
)

const (
	// DigestLen is the number of field elements in a digest.
	DigestLen = 4

	// DigestBytes is the length of an encoded digest.
	DigestBytes = DigestLen * field.Bytes
)

// Digest is the output of a hash: four field elements.
type Digest [DigestLen]field.Element

// DigestFromBytes decodes the first [DigestBytes] bytes of b, the inverse of
// [Digest.AppendBinary]. It returns io.ErrUnexpectedEOF if b is shorter and
// field.ErrNonCanonical if an element is not below the modulus.
func DigestFromBytes(b []byte) (Digest, error) {
	if len(b) < DigestBytes {
		return Digest{}, fmt.Errorf("hash: digest of %d bytes, want %d: %w", len(b), DigestBytes, io.ErrUnexpectedEOF)
	}
	var d Digest
	for i := range d {
		e, err := field.FromBytes(b[i*field.Bytes:])
		if err != nil {
			return Digest{}, fmt.Errorf("hash: digest element %d: %w", i, err)
		}
		d[i] = e
	}
	return d, nil
}

// AppendBinary appends the elements as little-endian 64-bit integers, the
// encoding of plonky2. It never fails.
func (d Digest) AppendBinary(b []byte) ([]byte, error) {
	for _, e := range d {
		b, _ = e.AppendBinary(b)
	}
	return b, nil
}

// String returns the encoding of d in hexadecimal.
func (d Digest) String() string {
	b, _ := d.AppendBinary(nil)
	return hex.EncodeToString(b)
}

// MarshalText encodes d in hexadecimal.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText decodes 64 lower-case hexadecimal digits whose elements are
// canonical. On error d is unchanged.
func (d *Digest) UnmarshalText(text []byte) error {
	var raw [DigestBytes]byte
	if len(text) != hex.EncodedLen(DigestBytes) {
		return fmt.Errorf("hash: digest has %d hexadecimal digits, want %d", len(text), hex.EncodedLen(DigestBytes))
	}
	if _, err := hex.Decode(raw[:], text); err != nil {
		return fmt.Errorf("hash: digest: %w", err)
	}
	out, err := DigestFromBytes(raw[:])
	if err != nil {
		return err
	}
	if out.String() != string(text) {
		return fmt.Errorf("hash: digest %q is not in lower case", text)
	}
	*d = out
	return nil
}
