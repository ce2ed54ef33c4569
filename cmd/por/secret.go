package main

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/zkpor/por/liability"
)

// saltSecret is the secret that salts derive from, and its file.
type saltSecret struct {
	name      string
	value     []byte
	temporary bool // the file goes unless keep is called
}

// secretName returns where the secret for an output folder is kept: beside it,
// because the folder is for others.
func secretName(out string) string { return filepath.Clean(out) + ".salt-secret" }

// createSecret draws a secret and writes it to a new file that only its owner
// can read. It never replaces a file. The file is removed by discard unless it
// has been kept.
func createSecret(name string) (*saltSecret, error) {
	value := make([]byte, liability.MinSecretBytes)
	rand.Read(value)
	err := createFile(name, []byte(hex.EncodeToString(value)+"\n"), 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%s exists: pass --salt-secret-file to use it, or move it away", name)
	}
	if err != nil {
		return nil, err
	}
	return &saltSecret{name, value, true}, nil
}

// readSecret reads a secret in hexadecimal digits, white space apart.
func readSecret(name string) (*saltSecret, error) {
	data, err := readFile(name, maxListBytes)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimSpace(data)
	value := make([]byte, hex.DecodedLen(len(data)))
	// The error may quote a digit, so it is not passed on.
	if _, err := hex.Decode(value, data); err != nil {
		return nil, fmt.Errorf("%s: not a secret in hexadecimal digits", name)
	}
	if len(value) < liability.MinSecretBytes {
		return nil, fmt.Errorf("%s: %w: got %d bytes, want at least %d", name, liability.ErrSecret, len(value), liability.MinSecretBytes)
	}
	return &saltSecret{name, value, false}, nil
}

// keep makes discard do nothing, as proofs that depend on the secret are out.
func (s *saltSecret) keep() { s.temporary = false }

// discard removes the file if createSecret made it and nothing needs it.
func (s *saltSecret) discard() {
	if s.temporary {
		os.Remove(s.name)
	}
}
