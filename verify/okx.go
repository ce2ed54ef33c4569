package verify

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// ErrOKXConfig reports a circuit whose configuration is not the one of OKX's
// programs.
var ErrOKXConfig = errors.New("verify: configuration is not OKX's")

// KeySource says where the key of a verified proof is from.
type KeySource uint8

const (
	// KeyGiven: from the caller.
	KeyGiven KeySource = iota + 1
	// KeyKnown: from the library, see [OKXKnownRounds].
	KeyKnown
	// KeyInFile: from the file with the proof. Whoever made the file has chosen
	// the circuit, so that the file is consistent with itself and no more.
	KeyInFile
)

// String says it for people.
func (s KeySource) String() string {
	switch s {
	case KeyGiven:
		return "given by the caller"
	case KeyKnown:
		return "known to the library"
	case KeyInFile:
		return "taken from the file: consistent with itself, circuit not pinned"
	}
	return fmt.Sprintf("key source %d", uint8(s))
}

// OKXOptions says what [OKXGlobal] verifies against. The zero value accepts
// proofs of known circuits only.
type OKXOptions struct {
	// Key is the key of the root circuit. Without it, the key is a known one
	// or, with TrustFile, that in the file.
	Key *RootKey

	// TrustFile accepts a circuit that nothing but the file describes.
	TrustFile bool

	Policy Policy
}

// OKXResult is what a global proof of OKX's proof-of-reserves-v2 establishes, if
// Source is not [KeyInFile]: up to the error of the parameters, whoever made the
// proof knew a witness for the circuit behind Key with the root and the totals
// in Root. What that circuit states, down to its inner circuits, is for whoever
// made the key to know; docs/security.md says what OKX's states.
//
// Of Root.Shape, a given key binds everything and a known one all but the batch
// size; the rest is the file's claim. A claim that is false makes proofs of
// users fail.
type OKXResult struct {
	Root   liability.Root
	Key    *RootKey
	Source KeySource

	// Round and Tokens are claims of the file, which the proof does not bind.
	Round  uint64
	Tokens int
}

// OKXGlobal verifies the global proof of OKX's proof-of-reserves-v2, in
// whichever dialect the key is.
//
// Nothing that the file declares weakens the verification: it must describe its
// circuits with exactly the configuration of OKX's programs ([CheckPolicy]), of
// which the key must be too, and with dimensions, digest and circuit data that
// are those of the key ([CheckStatement]). Without a key there is an error with
// [CheckKey] that wraps [ErrNotPinned].
func OKXGlobal(o *proof.OKXGlobal, opts OKXOptions) (*OKXResult, error) {
	if o == nil {
		return nil, fail(CheckEncoding, errNoProof)
	}
	if err := checkOKXConfigs(o.Circuits); err != nil {
		return nil, fail(CheckPolicy, err)
	}
	key, source, err := okxKey(o, &opts)
	if err != nil {
		return nil, err
	}
	if err := checkOKXConfig("key of the root circuit", &key.key.common.Config, true); err != nil {
		return nil, fail(CheckPolicy, err)
	}
	if err := checkOKXCircuit(o, key); err != nil {
		return nil, fail(CheckStatement, err)
	}
	g, err := o.Global(key.shape, &key.key.verifier, key.key.common)
	if err != nil {
		return nil, fail(CheckEncoding, err)
	}
	root, err := Global(key, opts.Policy, g)
	if err != nil {
		return nil, err
	}
	return &OKXResult{Root: root, Key: key, Source: source, Round: o.Round, Tokens: o.Tokens}, nil
}

// okxKey returns the key to verify a file with, and where it is from.
func okxKey(o *proof.OKXGlobal, opts *OKXOptions) (*RootKey, KeySource, error) {
	if opts.Key != nil {
		if opts.Key.key.common == nil {
			return nil, 0, fail(CheckKey, ErrNoKey)
		}
		return opts.Key, KeyGiven, nil
	}
	known, err := okxKnownKey(o)
	switch {
	case err != nil:
		return nil, 0, err
	case known != nil:
		return known, KeyKnown, nil
	case !opts.TrustFile:
		return nil, 0, fail(CheckKey, fmt.Errorf("%w for root circuit %v", ErrNotPinned, o.RootDigest))
	}
	key, err := okxFileKey(o)
	return key, KeyInFile, err
}

// okxFileKey returns the key that a file carries, in the one dialect that its
// circuit data decodes in.
func okxFileKey(o *proof.OKXGlobal) (*RootKey, error) {
	shape, err := o.Shape()
	if err != nil {
		return nil, fail(CheckStatement, err)
	}
	var errs []error
	for _, format := range proof.Formats() {
		key, err := decodeKey(format, o.Circuits.RootVerifierData)
		if err == nil {
			return newRootKey(shape, key)
		}
		errs = append(errs, fmt.Errorf("as %s: %w", format.Name, err))
	}
	return nil, fail(CheckKey, errors.Join(errs...))
}

// checkOKXCircuit returns an error unless the file claims the circuit and the
// dimensions of the key.
func checkOKXCircuit(o *proof.OKXGlobal, key *RootKey) error {
	if err := o.CheckClaims(key.shape, &key.key.verifier); err != nil {
		return err
	}
	if o.Circuits == nil {
		return nil
	}
	want, err := key.key.format.AppendVerifierData(nil, &key.key.verifier, key.key.common)
	if err != nil {
		return err
	}
	if !bytes.Equal(o.Circuits.RootVerifierData, want) {
		return fmt.Errorf("%w: circuit data in the file is not that of the key", ErrStatement)
	}
	return nil
}

// checkOKXConfigs returns an error unless every configuration that a file
// declares is the one of OKX's programs. The last aggregation circuit is the
// root.
func checkOKXConfigs(c *proof.OKXCircuits) error {
	if c == nil {
		return nil
	}
	if err := checkOKXConfig("batch circuit", &c.Batch, false); err != nil {
		return err
	}
	for i := range c.Recursive {
		name := fmt.Sprintf("circuit of level %d", i+1)
		if err := checkOKXConfig(name, &c.Recursive[i], i == len(c.Recursive)-1); err != nil {
			return err
		}
	}
	return nil
}

// checkOKXConfig returns an error that wraps [ErrWeak] if a configuration is
// weaker than OKX's, and [ErrOKXConfig] if it differs otherwise.
func checkOKXConfig(name string, got *circuit.Config, zeroKnowledge bool) error {
	want := circuit.OKXConfig()
	want.ZeroKnowledge = zeroKnowledge
	for _, v := range []struct {
		name      string
		got, want int
	}{
		{"queries", got.FRI.NumQueries, want.FRI.NumQueries},
		{"proof-of-work bits", got.FRI.PowBits, want.FRI.PowBits},
		{"security bits", got.SecurityBits, want.SecurityBits},
	} {
		if v.got < v.want {
			return fmt.Errorf("%w: %s has %d %s, want %d", ErrWeak, name, v.got, v.name, v.want)
		}
	}
	if !reflect.DeepEqual(*got, want) {
		return fmt.Errorf("%w: %s has %+v, want %+v", ErrOKXConfig, name, *got, want)
	}
	return nil
}
