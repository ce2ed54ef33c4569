package proof

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// maxInt bounds every encoded integer that has no tighter bound. It fits an int
// on every platform.
const maxInt = 1<<31 - 1

// A coder goes over the parts of a value in the order of its layout. A decoder
// sets them, an encoder reads them; both use the same layout functions.
//
// The first failure sticks: later calls do nothing, and decoded values are then
// meaningless.
type coder interface {
	// uint is an integer of the given width in bytes, little-endian.
	uint(at place, v *int, width, max int)
	// bool is a byte that is 0 or 1.
	bool(at place, v *bool)
	// elements, exts and digests are lists whose length n is known, and not
	// part of the encoding.
	elements(at place, s *[]field.Element, n int)
	exts(at place, s *[]field.Ext, n int)
	digests(at place, s *[]hash.Digest, n int)

	// length announces a list of n entries of at least entryBytes bytes each.
	// It returns true if the list is to be allocated; otherwise it has got
	// entries already.
	length(at place, got, n, entryBytes int) bool

	// fail refuses the value.
	fail(at place, err error)
	// failed returns the first failure.
	failed() error
}

// usize is an integer as Rust's usize, 8 bytes.
func usize(c coder, at place, v *int) { c.uint(at, v, 8, maxInt) }

// list is a list of n entries, n not being part of the encoding; its entries
// follow.
func list[T any](c coder, at place, s *[]T, n, entryBytes int) {
	if c.length(at, len(*s), n, entryBytes) {
		*s = make([]T, n)
	}
}

// counted is a list that follows its length; its entries follow.
func counted[T any](c coder, at place, s *[]T, entryBytes int) {
	n := len(*s)
	usize(c, at, &n)
	if c.failed() == nil {
		list(c, at, s, n, entryBytes)
	}
}

// usizes is a list of integers that follows its length.
func usizes(c coder, at place, s *[]int) {
	counted(c, at, s, 8)
	for i := range *s {
		usize(c, entry(at.name, i), &(*s)[i])
	}
}

// digest is a single digest.
func digest(c coder, at place, d *hash.Digest) {
	s := []hash.Digest{*d}
	c.digests(at, &s, 1)
	*d = s[0]
}

// element is a single field element.
func element(c coder, at place, e *field.Element) {
	s := []field.Element{*e}
	c.elements(at, &s, 1)
	*e = s[0]
}

// same refuses a number that is redundant in the layout and not what it must
// be.
func same(c coder, at place, got, want int) {
	if c.failed() == nil && got != want {
		c.fail(at, fmt.Errorf("%w: got %d, want %d", ErrMalformed, got, want))
	}
}

// only refuses an integer other than want. It is for parts of the layout that
// belong to features this library lacks.
func only(c coder, at place, want int) {
	v := want
	usize(c, at, &v)
	if c.failed() == nil && v != want {
		c.fail(at, fmt.Errorf("%w: got %d, want %d", ErrUnsupported, v, want))
	}
}
