package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/zkpor/por"
)

// Names of files, the same as in OKX's program.
const (
	globalFile  = "sum_proof_data.json"
	infoFile    = "global_info.json"
	usersFolder = "user_proofs"
	keyFile     = "root.key"

	// globalPattern is what a global proof may be called beside the validator, so
	// that there is room for several.
	globalPattern = "*sum_proof_data*.json"

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

// decodeFile reads a file of at most limit bytes and decodes it. Its errors
// name the file.
func decodeFile[T any](name string, limit int64, decode func([]byte) (T, error)) (T, error) {
	data, err := readFile(name, limit)
	if err != nil {
		return *new(T), err
	}
	v, err := decode(data)
	if err != nil {
		return *new(T), fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

func readGlobal(name string) (*globalInput, error) {
	return decodeFile(name, maxProofBytes, decodeGlobal)
}

func readUser(name string) (*userInput, error) {
	return decodeFile(name, maxProofBytes, decodeUser)
}

// readKey reads a key that por has written.
func readKey(name string) (*por.Key, error) {
	return decodeFile(name, maxKeyBytes, func(data []byte) (*por.Key, error) {
		key := new(por.Key)
		return key, key.UnmarshalBinary(data)
	})
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
