package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/zkpor/por"
	"github.com/zkpor/por/proof"
	"github.com/zkpor/por/verify"
)

// okxReport is what there is to know of a verified global proof in OKX's format
// beyond what it proves.
type okxReport struct {
	source verify.KeySource
	claims []string // what the file says without the proof binding it
}

// print prints what such a file establishes, and what not.
func (r *okxReport) print(w io.Writer) {
	if r.source == verify.KeyInFile {
		fmt.Fprint(w, `
The file is consistent with itself, and no more: whoever made it has chosen the
circuit, so that nothing is known about the accounts. --key pins the circuit.
`)
	} else {
		fmt.Fprint(w, `
The file establishes that its maker knew a witness for the circuit that the key
stands for, with this root, equity and debt.
`)
	}
	fmt.Fprint(w, `It does not establish the following; see docs/security.md, "Files of OKX's programs":
- Round and number of tokens: nothing binds them to the proof.
- The split into tokens and the position of a user: the inclusion proof binds
  id, total equity and total debt.
- Equity and debt as firmly as the balance, their difference: of an account only
  the difference is checked to be in range.
- What the inner circuits are: those that the key of the root circuit stands for.

`)
}

// verifyOKX verifies a global proof, of the given name, in OKX's format: against
// the key in a file or, without one, a known key or the one that it carries.
func (t trust) verifyOKX(in *globalInput, name, keyName string) (*verified, error) {
	o := in.okx
	opts := verify.OKXOptions{TrustFile: t.inFile}
	bare := false
	if keyName != "" {
		var err error
		if opts.Key, bare, err = readOKXKey(keyName, o); err != nil {
			return nil, err
		}
	}
	result, err := verify.OKXGlobal(o, opts)
	if errors.Is(err, verify.ErrNotPinned) {
		err = fmt.Errorf("%w; pass the key of the root circuit with --key, or check only that the file is consistent with itself with --trust-circuit-in-file", err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	vk := result.Key.Key().VerifierKey()
	global, err := o.Global(result.Root.Shape, &vk, result.Key.Key().Common())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	source := result.Source.String()
	if result.Source == verify.KeyGiven {
		source += ", file " + keyName
	}
	report := &okxReport{source: result.Source, claims: okxClaims(result.Source, bare)}
	return &verified{global: global, root: result.Root, key: result.Key, source: source, okx: report}, nil
}

// okxClaims lists what a global proof does not bind, with a key from the given
// source. Bare circuit data says nothing of the tree.
func okxClaims(source verify.KeySource, bare bool) []string {
	claims := []string{"round", "number of tokens"}
	switch {
	case source == verify.KeyKnown:
		return append(claims, "batch size")
	case source == verify.KeyInFile || bare:
		return append(claims, "dimensions of the tree")
	}
	return claims
}

// verify returns what the global proof establishes, which must be for the given
// key.
func (in *globalInput) verify(key *por.Key) (por.Root, error) {
	if in.okx == nil {
		return verify.Global(key, por.Policy{}, in.native)
	}
	result, err := verify.OKXGlobal(in.okx, verify.OKXOptions{Key: key})
	if err != nil {
		return por.Root{}, err
	}
	return result.Root, nil
}

// rootKeyMagic opens a key that por has written, in all versions.
const rootKeyMagic = "por key"

// readOKXKey reads the key for a global proof in OKX's format: one that por has
// written, or bare circuit data as plonky2 or OKX's fork of it writes it, in
// binary or hexadecimal. Bare data does not say which dimensions the tree has,
// and takes them from the proof.
func readOKXKey(name string, o *proof.OKXGlobal) (key *por.Key, bare bool, err error) {
	key, err = decodeFile(name, maxKeyBytes, func(data []byte) (*por.Key, error) {
		if bytes.HasPrefix(data, []byte(rootKeyMagic)) {
			key := new(por.Key)
			return key, key.UnmarshalBinary(data)
		}
		bare = true
		shape, err := o.Shape()
		if err != nil {
			return nil, err
		}
		circuit, err := decodeCircuit(data)
		if err != nil {
			return nil, err
		}
		return verify.NewRootKey(shape, circuit.Common(), circuit.VerifierKey())
	})
	return key, bare, err
}

// decodeCircuit decodes bare circuit data of either dialect, or the encoding of
// a [verify.Key].
func decodeCircuit(data []byte) (*verify.Key, error) {
	if raw, err := hex.DecodeString(string(bytes.TrimSpace(data))); err == nil {
		data = raw
	}
	key := new(verify.Key)
	err := key.UnmarshalBinary(data)
	if err == nil {
		return key, nil
	}
	format := proof.OKX()
	vk, common, errOKX := format.DecodeVerifierData(data)
	if errOKX == nil {
		return verify.NewKey(common, *vk)
	}
	return nil, fmt.Errorf("%w; as circuit of %s: %w", err, format.Name, errOKX)
}
