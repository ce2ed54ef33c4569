package verify

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// RootKey names the circuit whose proofs are global proofs of trees of one
// shape. It is immutable and safe for concurrent use; the zero RootKey refuses
// every proof.
type RootKey struct {
	shape liability.Shape
	key   Key
}

// ErrPublicInputs reports a circuit with another number of public inputs than
// the statement of its profile has.
var ErrPublicInputs = errors.New("verify: wrong number of public inputs")

// numPublicInputs returns how many public inputs the circuits of a profile
// have: equity, debt and root, and in the standard profile the context.
func numPublicInputs(p liability.Profile) int {
	const okxv2 = 2 + hash.DigestLen
	if p == liability.Standard {
		return okxv2 + hash.DigestLen
	}
	return okxv2
}

// NewRootKey returns the key of the root circuit of trees of a shape. It
// returns an error with [CheckKey] under the conditions of [NewKey], and if the
// shape is invalid or the circuit does not have the public inputs of the
// shape's profile.
func NewRootKey(shape liability.Shape, common *circuit.Common, vk circuit.VerifierKey) (*RootKey, error) {
	key, err := NewKey(common, vk)
	if err != nil {
		return nil, err
	}
	return newRootKey(shape, key)
}

func newRootKey(shape liability.Shape, key *Key) (*RootKey, error) {
	if err := shape.Validate(); err != nil {
		return nil, fail(CheckKey, err)
	}
	if got, want := key.common.NumPublicInputs, numPublicInputs(shape.Profile); got != want {
		return nil, fail(CheckKey, fmt.Errorf("%w: got %d, want %d for %v", ErrPublicInputs, got, want, shape.Profile))
	}
	return &RootKey{shape, *key}, nil
}

// Shape returns the dimensions of the trees that the key is for.
func (k *RootKey) Shape() liability.Shape { return k.shape }

// Key returns the key of the root circuit.
func (k *RootKey) Key() *Key { return &k.key }

// keyMagic opens an encoded [RootKey]; the last byte is the version.
var keyMagic = []byte("por key\x01")

// keyHeaderLen is the length of what precedes the circuit: the magic, a byte
// each for profile, log2 of the fan-in, and levels, and the batch size as a
// little-endian 32-bit integer.
var keyHeaderLen = len(keyMagic) + 7

// AppendBinary appends the encoding of k: a header with the shape, then that of
// the [Key]. It returns an error for a zero RootKey only.
func (k *RootKey) AppendBinary(b []byte) ([]byte, error) {
	if k.key.common == nil {
		return b, ErrNoKey
	}
	s := k.shape
	b = append(b, keyMagic...)
	b = append(b, byte(s.Profile), byte(log2(s.FanIn)), byte(s.Levels))
	b = binary.LittleEndian.AppendUint32(b, uint32(s.BatchSize))
	return k.key.AppendBinary(b)
}

// UnmarshalBinary decodes what [RootKey.AppendBinary] appends and checks it as
// [NewRootKey] does. On error k is unchanged.
func (k *RootKey) UnmarshalBinary(data []byte) error {
	if len(data) < keyHeaderLen || !bytes.HasPrefix(data, keyMagic) {
		return fail(CheckKey, fmt.Errorf("%w: not a key file of version %d", proof.ErrMalformed, keyMagic[len(keyMagic)-1]))
	}
	dims := data[len(keyMagic):keyHeaderLen]
	batchSize := binary.LittleEndian.Uint32(dims[3:])
	if dims[1] >= 32 || batchSize > liability.MaxBatchSize {
		return fail(CheckKey, fmt.Errorf("%w: batch size %d, fan-in 2^%d", liability.ErrShape, batchSize, dims[1]))
	}
	shape := liability.Shape{
		Profile:   liability.Profile(dims[0]),
		BatchSize: int(batchSize),
		FanIn:     1 << dims[1],
		Levels:    int(dims[2]),
	}
	var key Key
	if err := key.UnmarshalBinary(data[keyHeaderLen:]); err != nil {
		return err
	}
	decoded, err := newRootKey(shape, &key)
	if err != nil {
		return err
	}
	*k = *decoded
	return nil
}

// log2 returns the binary logarithm of a power of two.
func log2(n int) int {
	k := 0
	for n>>k > 1 {
		k++
	}
	return k
}
