package proof

import (
	"encoding/binary"
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// encoder is the coder that appends the encoding of a value to dst. It refuses
// integers that a decoder would refuse, and lists whose length is not the one
// that the layout prescribes.
type encoder struct {
	dst []byte
	err error
}

func (e *encoder) failed() error { return e.err }

func (e *encoder) fail(at place, err error) {
	if e.err == nil {
		e.err = fmt.Errorf("proof: %s: %w", at, err)
	}
}

func (e *encoder) length(at place, got, n, _ int) bool {
	if got != n {
		e.fail(at, fmt.Errorf("%w: got %d entries, want %d", ErrShape, got, n))
	}
	return false
}

func (e *encoder) uint(at place, v *int, width, max int) {
	if *v < 0 || *v > max {
		e.fail(at, fmt.Errorf("%w: got %d, want 0 to %d", ErrTooLarge, *v, max))
		return
	}
	word := binary.LittleEndian.AppendUint64(nil, uint64(*v))
	e.dst = append(e.dst, word[:width]...)
}

func (e *encoder) bool(_ place, v *bool) {
	b := byte(0)
	if *v {
		b = 1
	}
	e.dst = append(e.dst, b)
}

func (e *encoder) elements(at place, s *[]field.Element, n int) {
	e.length(at, len(*s), n, 0)
	for _, v := range *s {
		e.dst, _ = v.AppendBinary(e.dst)
	}
}

func (e *encoder) exts(at place, s *[]field.Ext, n int) {
	e.length(at, len(*s), n, 0)
	for _, v := range *s {
		e.dst, _ = v.A0.AppendBinary(e.dst)
		e.dst, _ = v.A1.AppendBinary(e.dst)
	}
}

func (e *encoder) digests(at place, s *[]hash.Digest, n int) {
	e.length(at, len(*s), n, 0)
	for _, v := range *s {
		e.dst, _ = v.AppendBinary(e.dst)
	}
}
