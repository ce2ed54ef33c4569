package hash

import (
	"encoding/hex"
	"fmt"

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
	var out Digest
	if err := out.setBytes(raw); err != nil {
		return err
	}
	if out.String() != string(text) {
		return fmt.Errorf("hash: digest %q is not in lower case", text)
	}
	*d = out
	return nil
}

func (d *Digest) setBytes(raw [DigestBytes]byte) error {
	for i := range d {
		e, err := field.FromBytes(raw[i*field.Bytes:])
		if err != nil {
			return fmt.Errorf("hash: digest element %d: %w", i, err)
		}
		d[i] = e
	}
	return nil
}
