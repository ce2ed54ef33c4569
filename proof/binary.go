package proof

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// The binary files of this library open with a line of text that names the
// format, and the version.
const (
	globalMagic    = "por global"
	inclusionMagic = "por inclusion"
)

// fileCoder is the coder of this library's own binary files, which have more
// kinds of parts than plonky2's layouts.
type fileCoder interface {
	coder
	// word is an integer of 8 bytes, little-endian.
	word(at place, v *uint64)
	// bytes are n bytes, n not being part of the encoding.
	bytes(at place, b *[]byte, n int)
}

func (d *decoder) word(at place, v *uint64) {
	if b := d.take(at, 1, 8); b != nil {
		*v = binary.LittleEndian.Uint64(b)
	}
}

func (d *decoder) bytes(at place, b *[]byte, n int) {
	if got := d.take(at, n, 1); got != nil {
		*b = bytes.Clone(got)
	}
}

func (e *encoder) word(_ place, v *uint64) {
	e.dst = binary.LittleEndian.AppendUint64(e.dst, *v)
}

func (e *encoder) bytes(at place, b *[]byte, n int) {
	e.length(at, len(*b), n, 0)
	e.dst = append(e.dst, *b...)
}

// fixedBytes is an array of bytes, passed as a slice of it.
func fixedBytes(c fileCoder, at place, b []byte) {
	s := b
	c.bytes(at, &s, len(b))
	copy(b, s)
}

// codeMagic is the layout of a file's beginning: a name, and the version in a
// byte.
func codeMagic(c fileCoder, magic string) {
	got := []byte(magic)
	c.bytes(at("magic"), &got, len(magic))
	if c.failed() == nil && string(got) != magic {
		c.fail(at("magic"), fmt.Errorf("%w: got %q, want %q", ErrUnsupported, got, magic))
	}
	version := FileVersion
	c.uint(at("version"), &version, 1, 255)
	if c.failed() == nil && version != FileVersion {
		c.fail(at("version"), fmt.Errorf("%w: got %d, want %d", ErrUnsupported, version, FileVersion))
	}
}

// codePower is the layout of a power of two: its logarithm in a byte.
func codePower(c coder, at place, v *int) {
	const maxBits = 30
	log := 0
	for 1<<log < *v && log < maxBits {
		log++
	}
	c.uint(at, &log, 1, maxBits)
	*v = 1 << log
}
