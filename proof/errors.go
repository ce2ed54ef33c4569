package proof

import (
	"errors"
	"fmt"
)

// Reasons for which a codec refuses its input. The errors returned wrap one of
// them, and say which part was refused and where it starts.
var (
	// ErrTruncated: the data ends before the value does.
	ErrTruncated = errors.New("data is truncated")
	// ErrTrailing: bytes are left after the value.
	ErrTrailing = errors.New("trailing bytes")
	// ErrNonCanonical: a second encoding of a value that has another one.
	ErrNonCanonical = errors.New("encoding is not canonical")
	// ErrMalformed: a value outside its range, or parts that contradict each
	// other.
	ErrMalformed = errors.New("malformed value")
	// ErrTooLarge: a number above the bound of this library.
	ErrTooLarge = errors.New("number is too large")
	// ErrUnsupported: a feature of plonky2 that this library lacks, such as
	// lookup tables, or a gate that the format has no tag for.
	ErrUnsupported = errors.New("feature is not supported")
	// ErrShape: a part of a value in memory has the wrong number of entries.
	ErrShape = errors.New("wrong shape")
)

// place names the part of a value that a coder is at. The numbers are −1 where
// they do not apply.
type place struct {
	name         string
	query, index int
}

// at returns the place of a part that occurs once.
func at(name string) place { return place{name: name, query: -1, index: -1} }

// entry returns the place of entry i of a list.
func entry(name string, i int) place { return place{name: name, query: -1, index: i} }

// String says what is at p, for error messages.
func (p place) String() string {
	s := p.name
	if p.index >= 0 {
		s = fmt.Sprintf("%s %d", s, p.index)
	}
	if p.query >= 0 {
		s = fmt.Sprintf("query %d: %s", p.query, s)
	}
	return s
}
