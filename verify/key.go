package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/proof"
)

// Key names one circuit completely: its shape, gates and parameters, the
// commitment to its constants and wiring, and the digest that starts its
// transcripts. It is immutable and safe for concurrent use; the zero Key refuses
// every proof.
type Key struct {
	format      *proof.Format // of the circuit's dialect
	common      *circuit.Common
	verifier    circuit.VerifierKey
	vanishing   *circuit.Vanishing
	fingerprint Fingerprint
}

// Fingerprint identifies a [Key]: the SHA-256 hash of its binary encoding.
type Fingerprint [sha256.Size]byte

// String returns the fingerprint in hexadecimal.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:]) }

var (
	// ErrCapHeight reports a cap that does not have the height the circuit
	// demands.
	ErrCapHeight = errors.New("verify: cap has the wrong height")
	// ErrCircuitDigest reports a digest that is not that of the cap.
	ErrCircuitDigest = errors.New("verify: circuit digest does not belong to the cap")
	// ErrNoKey reports a Key that is nil or zero.
	ErrNoKey = errors.New("verify: no key")
)

// NewKey returns the key of a circuit. It returns an error with [CheckKey]
// unless common is valid, the cap has the right height, and the digest is the
// one that plonky2 computes from the cap and the degree for circuits without a
// domain separator: a digest alone binds no cap, and a cap no digest. The dialect
// of the circuit must be that of a [proof.Format].
//
// The key refers to common and vk, which must not change afterwards.
func NewKey(common *circuit.Common, vk circuit.VerifierKey) (*Key, error) {
	if err := checkKey(common, &vk); err != nil {
		return nil, fail(CheckKey, err)
	}
	format, err := proof.FormatOf(common.FRI.Dialect)
	if err != nil {
		return nil, fail(CheckKey, err)
	}
	k := &Key{format: format, common: common, verifier: vk, vanishing: circuit.NewVanishing(common)}
	data, err := k.AppendBinary(nil)
	if err != nil {
		return nil, fail(CheckKey, err)
	}
	k.fingerprint = sha256.Sum256(data)
	return k, nil
}

func checkKey(common *circuit.Common, vk *circuit.VerifierKey) error {
	if common == nil {
		return ErrNoKey
	}
	if err := common.Validate(); err != nil {
		return err
	}
	if got, want := len(vk.ConstantsSigmasCap), 1<<common.FRI.CapHeight; got != want {
		return fmt.Errorf("%w: got %d digests, want %d", ErrCapHeight, got, want)
	}
	if want := circuit.Digest(vk.ConstantsSigmasCap, nil, common.DegreeBits()); vk.CircuitDigest != want {
		return fmt.Errorf("%w: got %v, want %v", ErrCircuitDigest, vk.CircuitDigest, want)
	}
	return nil
}

// Common returns the description of the circuit, which must not be changed.
func (k *Key) Common() *circuit.Common { return k.common }

// VerifierKey returns cap and digest of the circuit. The cap must not be
// changed.
func (k *Key) VerifierKey() circuit.VerifierKey { return k.verifier }

// Fingerprint returns the hash of the key's encoding.
func (k *Key) Fingerprint() Fingerprint { return k.fingerprint }

// Format returns the format that proofs of the circuit are encoded in, which
// must not be changed. It is nil for a zero Key.
func (k *Key) Format() *proof.Format { return k.format }

// AppendBinary appends the encoding of k: the magic of its format, which names
// the dialect and is empty for plonky2's own, then plonky2's
// VerifierCircuitData. It returns an error for a zero Key only.
func (k *Key) AppendBinary(b []byte) ([]byte, error) {
	if k.common == nil {
		return b, ErrNoKey
	}
	out, err := k.format.AppendVerifierData(append(b, k.format.KeyMagic...), &k.verifier, k.common)
	if err != nil {
		return b, err
	}
	return out, nil
}

// UnmarshalBinary decodes what [Key.AppendBinary] appends and checks it as
// [NewKey] does. On error k is unchanged.
func (k *Key) UnmarshalBinary(data []byte) error {
	format, data := cutMagic(data)
	decoded, err := decodeKey(format, data)
	if err != nil {
		return err
	}
	*k = *decoded
	return nil
}

// cutMagic returns the format that a key says it is in, and what follows.
func cutMagic(data []byte) (*proof.Format, []byte) {
	formats := proof.Formats()
	for _, f := range formats[1:] {
		if rest, ok := bytes.CutPrefix(data, []byte(f.KeyMagic)); ok {
			return f, rest
		}
	}
	return formats[0], data // A cap height, no text, comes first.
}

// decodeKey decodes VerifierCircuitData.
func decodeKey(format *proof.Format, data []byte) (*Key, error) {
	vk, common, err := format.DecodeVerifierData(data)
	if err != nil {
		return nil, fail(CheckKey, err)
	}
	return NewKey(common, *vk)
}
