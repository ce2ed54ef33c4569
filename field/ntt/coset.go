package ntt

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/internal/cpu"
)

// Coset is a coset s·H of a domain's subgroup with a table of its own, which
// spares the transforms of its columns the multiplication by powers of s. To
// make the table takes a fraction of a transform, so it pays where many columns
// are transformed. A Coset is safe for concurrent use but for Move.
type Coset struct {
	domain *Domain
	shift  field.Element

	// factors is the heap of the factors of all blocks: that of block k at depth
	// d, whose length is m = n/2^d, is factors[2^d + k] = s^(m/2)·ω^rev(k).
	factors []field.Element
}

// NewCoset returns the coset shift·H of d. It allocates 8 bytes per element.
func NewCoset(d *Domain, shift field.Element) *Coset {
	c := &Coset{domain: d, factors: make([]field.Element, d.Size())}
	c.Move(shift)
	return c
}

// Domain returns the domain that c is a coset of.
func (c *Coset) Domain() *Domain { return c.domain }

// Move makes c the coset shift·H. It does nothing if that is what c is.
func (c *Coset) Move(shift field.Element) {
	if c.shift == shift {
		return
	}
	c.shift = shift
	power := shift // s^(m/2), from the last depth up
	for depth := c.domain.bits - 1; depth >= 0; depth-- {
		blocks := 1 << depth
		vec.Scale(c.factors[blocks:2*blocks], c.domain.twiddles()[:blocks], power)
		power = power.Square()
	}
}

// Forward sets dst to the values on the coset, in bit-reversed order, of the
// polynomial with the given n coefficients. dst may be coeffs but must not
// overlap it otherwise.
func (c *Coset) Forward(dst, coeffs []field.Element) {
	c.domain.checkLen(coeffs)
	if len(dst) != len(coeffs) {
		panic(fmt.Sprintf("ntt: values of %d coefficients in %d rows", len(coeffs), len(dst)))
	}
	forwardFrom(cpu.Best(), dst, coeffs, c.factors, 1)
}
