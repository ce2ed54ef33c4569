package verify

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/zkpor/por/liability"
)

// The keys of the default dimensions of the standard profile. They are made by
// `por key --pin`, and a test rebuilds the circuits and compares.
//
//go:embed keys/*.key
var pinnedKeys embed.FS

// ErrNotPinned reports a shape for which the library has no key.
var ErrNotPinned = errors.New("verify: no pinned key")

// PinnedKey returns the library's key for global proofs of trees of a shape, or
// an error that wraps [ErrNotPinned] and has [CheckKey]: then the caller needs
// a key of their own, see RootKey.UnmarshalBinary.
func PinnedKey(shape liability.Shape) (*RootKey, error) {
	data, err := pinnedKeys.ReadFile("keys/" + KeyFileName(shape))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fail(CheckKey, fmt.Errorf("%w for a %v", ErrNotPinned, shape))
	}
	if err != nil {
		return nil, fail(CheckKey, err)
	}
	var k RootKey
	if err := k.UnmarshalBinary(data); err != nil {
		return nil, err
	}
	if k.shape != shape {
		return nil, fail(CheckKey, fmt.Errorf("%w: %s holds another", ErrNotPinned, KeyFileName(shape)))
	}
	return &k, nil
}

// KeyFileName returns the name of the file that holds the key of a shape.
func KeyFileName(s liability.Shape) string {
	return fmt.Sprintf("%v-%dx%d-levels%d.key", s.Profile, s.BatchSize, s.FanIn, s.Levels)
}
