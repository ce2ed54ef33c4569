package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/zkpor/por"
	"github.com/zkpor/por/proof"
	"github.com/zkpor/por/verify"
)

// Names of files, the same as in OKX's program.
const (
	globalFile  = "sum_proof_data.json"
	infoFile    = "global_info.json"
	usersFolder = "user_proofs"
	keyFile     = "root.key"

	// userPattern is what a user's file is called beside the validator.
	userPattern = "*_inclusion_proof.json"
)

// Bounds of files in bytes.
const (
	maxProofBytes = 16 << 20
	maxKeyBytes   = 1 << 20
	maxListBytes  = 2 << 20
)

// readFile reads a file of at most limit bytes.
func readFile(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s: more than %d bytes", name, limit)
	}
	return data, nil
}

// readGlobal reads a global proof.
func readGlobal(name string) (*por.GlobalProof, error) {
	data, err := readFile(name, maxProofBytes)
	if err != nil {
		return nil, err
	}
	g, err := decodeGlobal(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return g, nil
}

// readUser reads an inclusion proof.
func readUser(name string) (*por.UserProof, error) {
	data, err := readFile(name, maxProofBytes)
	if err != nil {
		return nil, err
	}
	u, err := decodeUser(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return u, nil
}

// readKey reads a key that por has written.
func readKey(name string) (*por.Key, error) {
	data, err := readFile(name, maxKeyBytes)
	if err != nil {
		return nil, err
	}
	key := new(por.Key)
	if err := key.UnmarshalBinary(data); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return key, nil
}

// keyFor returns the key in a file or, without a name, the pinned one for the
// shape of g, and where it is from.
func keyFor(name string, g *proof.Global) (key *por.Key, source string, err error) {
	if name != "" {
		key, err = readKey(name)
		return key, "file " + name, err
	}
	key, err = verify.PinnedKey(g.Shape)
	if errors.Is(err, verify.ErrNotPinned) {
		err = fmt.Errorf("%w; pass the exchange's with --key, and compare it with source by por key --key", err)
	}
	return key, "pinned", err
}

// createFile writes a new file. It fails if there is one of that name.
func createFile(name string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// replaceFile writes a file, or replaces it, at once.
func replaceFile(name string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // in vain after the renaming
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
