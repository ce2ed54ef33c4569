package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// staging is a folder that is filled under a temporary name and appears under
// its own only when complete.
type staging struct {
	name  string // temporary, in the same folder as final
	final string
}

// createStaging makes the temporary folder. It fails if final exists, unless as
// an empty folder.
func createStaging(final string) (*staging, error) {
	final = filepath.Clean(final)
	entries, err := os.ReadDir(final)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case len(entries) > 0:
		return nil, fmt.Errorf("%s is not empty: it may hold the proofs of another run; choose another folder or remove it", final)
	}
	if err := os.MkdirAll(filepath.Dir(final), 0o755); err != nil {
		return nil, err
	}
	name, err := os.MkdirTemp(filepath.Dir(final), "."+filepath.Base(final)+"-*")
	if err != nil {
		return nil, err
	}
	return &staging{name, final}, nil
}

// publish gives the folder its name.
func (s *staging) publish() error {
	if err := os.Chmod(s.name, 0o755); err != nil {
		return err
	}
	if err := os.Remove(s.final); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(s.name, s.final)
}

// remove removes what has not been published.
func (s *staging) remove() { os.RemoveAll(s.name) }
