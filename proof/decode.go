package proof

import (
	"encoding/binary"
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// decoder is the coder that reads a value from bytes.
type decoder struct {
	data  []byte
	pos   int // bytes that are read
	start int // where the last part that was read starts
	err   error
}

// finish returns the first failure, or ErrTrailing if bytes are left.
func (d *decoder) finish() error {
	if left := len(d.data) - d.pos; d.err == nil && left > 0 {
		d.start = d.pos
		d.fail(at("end"), fmt.Errorf("%w: %d", ErrTrailing, left))
	}
	return d.err
}

func (d *decoder) failed() error { return d.err }

func (d *decoder) fail(at place, err error) {
	if d.err == nil {
		d.err = fmt.Errorf("proof: %s at byte %d: %w", at, d.start, err)
	}
}

// take returns the next n·size bytes, or nil after a failure. size is at least
// 1.
func (d *decoder) take(at place, n, size int) []byte {
	if d.err != nil {
		return nil
	}
	d.start = d.pos
	if left := len(d.data) - d.pos; n > left/size {
		d.fail(at, fmt.Errorf("%w: got %d bytes, want %d times %d", ErrTruncated, left, n, size))
		return nil
	}
	b := d.data[d.pos : d.pos+n*size]
	d.pos += n * size
	return b
}

func (d *decoder) uint(at place, v *int, width, max int) {
	var word [8]byte
	copy(word[:], d.take(at, 1, width))
	u := binary.LittleEndian.Uint64(word[:])
	if u > uint64(max) {
		d.fail(at, fmt.Errorf("%w: got %d, want at most %d", ErrTooLarge, u, max))
	}
	if d.err == nil {
		*v = int(u)
	}
}

func (d *decoder) bool(at place, v *bool) {
	b := d.take(at, 1, 1)
	if b == nil {
		return
	}
	if b[0] > 1 {
		d.fail(at, fmt.Errorf("%w: got %d for a boolean", ErrNonCanonical, b[0]))
		return
	}
	*v = b[0] == 1
}

func (d *decoder) length(at place, _, n, entryBytes int) bool {
	if d.err != nil {
		return false
	}
	if left := len(d.data) - d.pos; n > left/entryBytes {
		d.fail(at, fmt.Errorf("%w: got %d bytes for %d entries", ErrTruncated, left, n))
		return false
	}
	return n > 0
}

func (d *decoder) elements(at place, s *[]field.Element, n int) {
	decodeList(d, at, s, n, 1, func(v []field.Element) field.Element { return v[0] })
}

func (d *decoder) exts(at place, s *[]field.Ext, n int) {
	decodeList(d, at, s, n, field.Degree, func(v []field.Element) field.Ext {
		return field.Ext{A0: v[0], A1: v[1]}
	})
}

func (d *decoder) digests(at place, s *[]hash.Digest, n int) {
	decodeList(d, at, s, n, hash.DigestLen, func(v []field.Element) hash.Digest {
		return hash.Digest(v)
	})
}

// decodeList reads n values of width elements each. The memory it allocates is
// proportional to bytes that are there.
func decodeList[T any](d *decoder, at place, s *[]T, n, width int, from func([]field.Element) T) {
	b := d.take(at, n, width*field.Bytes)
	if len(b) == 0 {
		return
	}
	out := make([]T, n)
	var v [hash.DigestLen]field.Element
	for i := range out {
		for j := range v[:width] {
			offset := (i*width + j) * field.Bytes
			e, err := field.FromBytes(b[offset:])
			if err != nil {
				d.start += offset
				d.fail(at, fmt.Errorf("%w: %w", ErrNonCanonical, err))
				return
			}
			v[j] = e
		}
		out[i] = from(v[:width])
	}
	*s = out
}
