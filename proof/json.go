package proof

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/zkpor/por/field"
)

// FileVersion is the version of the files that this library writes and reads.
const FileVersion = 1

// header opens every JSON file of this library.
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

// decodeFile decodes a file of the given format into v. The header comes first,
// so that a file of a later version is reported as that and not by the first
// field that it has more.
func decodeFile(data []byte, format string, v any) error {
	var h header
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&h); err != nil {
		return jsonError(err)
	}
	if err := h.check(format); err != nil {
		return err
	}
	return decodeJSON(data, v)
}

// decodeJSON decodes data into v and refuses what is not the one encoding that
// v has, white space apart: unknown, missing, repeated or reordered fields,
// other spellings of numbers or strings, trailing data.
func decodeJSON(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return jsonError(err)
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
	if !bytes.Equal(got.Bytes(), want) {
		at := firstDifference(got.Bytes(), want)
		return fmt.Errorf("%w: JSON has %q where the canonical encoding has %q",
			ErrNonCanonical, excerpt(got.Bytes(), at), excerpt(want, at))
	}
	return nil
}

// jsonError gives the errors of encoding/json, and of the types it decodes, the
// reason that they stand for.
func jsonError(err error) error {
	for _, reason := range []error{ErrUnsupported, ErrNonCanonical, ErrMalformed} {
		if errors.Is(err, reason) {
			return err
		}
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("%w: %w", ErrTruncated, err)
	case errors.Is(err, field.ErrNonCanonical):
		return fmt.Errorf("%w: %w", ErrNonCanonical, err)
	}
	return fmt.Errorf("%w: %w", ErrMalformed, err)
}

// firstDifference returns the first index at which a and b differ, the length of
// the shorter if that is where the other begins.
func firstDifference(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// excerpt returns a few bytes around an index, for error messages.
func excerpt(b []byte, at int) []byte {
	const before, after = 16, 16
	return b[max(0, at-before):min(len(b), at+after)]
}

// array is a list that is never null in JSON, so that an empty one has a single
// encoding.
type array[T any] []T

// MarshalJSON encodes a as an array, also if a is nil.
func (a array[T]) MarshalJSON() ([]byte, error) {
	if a == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(a))
}

// slice returns the entries of a, nil if there are none.
func (a array[T]) slice() []T {
	if len(a) == 0 {
		return nil
	}
	return a
}

// mapped returns f of each entry, nil if there are none.
func mapped[A, B any](in []A, f func(A) B) []B {
	if len(in) == 0 {
		return nil
	}
	out := make([]B, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}
