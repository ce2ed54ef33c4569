package proof

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// decodeJSON decodes data into v and refuses what is not the one encoding that
// v has, white space apart: unknown, missing, repeated or reordered fields,
// other spellings of numbers or strings, trailing data.
func decodeJSON(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("%w: %w", jsonReason(err), err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: after the JSON value", ErrTrailing)
	}
	want, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	var got bytes.Buffer
	if err := json.Compact(&got, data); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if at := mismatch(got.Bytes(), want); at >= 0 {
		return fmt.Errorf("%w: JSON differs at %q, canonical is %q", ErrNonCanonical, excerpt(got.Bytes(), at), excerpt(want, at))
	}
	return nil
}

// jsonReason sorts the errors of encoding/json.
func jsonReason(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return ErrTruncated
	}
	return ErrMalformed
}

// mismatch returns the first index at which a and b differ, or −1.
func mismatch(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}

// excerpt returns a few bytes around an index, for error messages.
func excerpt(b []byte, at int) []byte {
	const before, after = 16, 16
	return b[max(0, at-before):min(len(b), at+after)]
}

// header opens every file of this library.
type header struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

// check returns ErrUnsupported unless h announces the given format in the
// version of this library.
func (h header) check(format string) error {
	if h.Format != format {
		return fmt.Errorf("%w: format %q, want %q", ErrUnsupported, h.Format, format)
	}
	if h.Version != FileVersion {
		return fmt.Errorf("%w: version %d of %q, want %d", ErrUnsupported, h.Version, format, FileVersion)
	}
	return nil
}

// FileVersion is the version of the files that this library writes and reads.
const FileVersion = 1
