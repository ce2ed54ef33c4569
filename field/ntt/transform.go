package ntt

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/internal/cpu"
)

// Forward replaces the n coefficients of f by its values on H in bit-reversed
// order: col[i] = f(ω^rev(i)).
func (d *Domain) Forward(col []field.Element) {
	d.checkLen(col)
	forward(cpu.Best(), col, d.twiddles(), 0)
}

// Inverse is the inverse of [Domain.Forward]: it replaces the values on H in
// bit-reversed order by the coefficients.
func (d *Domain) Inverse(col []field.Element) {
	d.checkLen(col)
	inverse(cpu.Best(), col, d.inverseTwiddles(), 0)
	vec.Scale(col, col, d.sizeInverse())
}

// ForwardNatural replaces the n coefficients of f by its values on H in natural
// order: col[i] = f(ω^i).
func (d *Domain) ForwardNatural(col []field.Element) {
	d.Forward(col)
	BitReverse(col)
}

// InverseNatural is the inverse of [Domain.ForwardNatural]: it replaces the
// values on H in natural order by the coefficients.
func (d *Domain) InverseNatural(col []field.Element) {
	d.checkLen(col)
	BitReverse(col)
	d.Inverse(col)
}

// CosetForward replaces the n coefficients of f by its values on shift·H in
// bit-reversed order: col[i] = f(shift·ω^rev(i)).
func (d *Domain) CosetForward(col []field.Element, shift field.Element) {
	d.checkLen(col)
	vec.ScalePowers(col, col, field.One(), shift)
	d.Forward(col)
}

// CosetInverse is the inverse of [Domain.CosetForward]. shift must not be zero.
func (d *Domain) CosetInverse(col []field.Element, shift field.Element) {
	d.checkLen(col)
	inverse(cpu.Best(), col, d.inverseTwiddles(), 0)
	vec.ScalePowers(col, col, d.sizeInverse(), shift.Inverse())
}

func (d *Domain) sizeInverse() field.Element {
	return field.New(uint64(d.Size())).Inverse()
}
