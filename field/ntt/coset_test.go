package ntt_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
)

// A coset's own table gives what scaling by powers gives, in place and not, after
// any moves.
func TestCosetEqualsScaledTransform(t *testing.T) {
	shifts := append([]field.Element{field.One(), field.New(7)}, randomColumn(20, 2)...)
	for name, g := range dialects() {
		for bits := range 15 {
			d := ntt.NewDomain(g, bits)
			c := ntt.NewCoset(d, shifts[len(shifts)-1])
			require.Same(t, d, c.Domain())
			coeffs := randomColumn(uint64(bits), d.Size())
			got := make([]field.Element, d.Size())
			for _, s := range shifts {
				want := applied(coeffs, func(col []field.Element) { d.CosetForward(col, s) })
				c.Move(s)
				c.Forward(got, coeffs)
				require.Equal(t, want, got, "%s, bits %d", name, bits)
				require.Equal(t, want, applied(coeffs, func(col []field.Element) { c.Forward(col, col) }))
				require.Equal(t, randomColumn(uint64(bits), d.Size()), coeffs, "coefficients changed")
			}
		}
	}
}

func TestCosetRefusesOtherLengths(t *testing.T) {
	c := ntt.NewCoset(ntt.NewDomain(field.Plonky2Generators(), 3), field.New(7))
	col := func(n int) []field.Element { return make([]field.Element, n) }
	assert.Panics(t, func() { c.Forward(col(8), col(7)) })
	assert.Panics(t, func() { c.Forward(col(7), col(8)) })
	assert.Panics(t, func() { c.Forward(col(16), col(8)) })
}

func BenchmarkCoset(b *testing.B) {
	d := ntt.NewDomain(field.Plonky2Generators(), 14)
	coeffs, dst := randomColumn(1, d.Size()), make([]field.Element, d.Size())
	b.Run("Forward", func(b *testing.B) {
		c := ntt.NewCoset(d, field.New(7))
		b.SetBytes(int64(len(dst)) * field.Bytes)
		for b.Loop() {
			c.Forward(dst, coeffs)
		}
	})
	b.Run("Move", func(b *testing.B) {
		c := ntt.NewCoset(d, field.New(7))
		for s := field.New(8); b.Loop(); s = s.Add(field.One()) {
			c.Move(s)
		}
	})
	b.Run("scaled", func(b *testing.B) {
		b.SetBytes(int64(len(dst)) * field.Bytes)
		for b.Loop() {
			copy(dst, coeffs)
			d.CosetForward(dst, field.New(7))
		}
	})
}
