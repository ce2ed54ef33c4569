package circuit

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/merkle"
)

// Proof is a proof that some witness satisfies a circuit, with the public
// inputs it is about.
type Proof struct {
	WiresCap             merkle.Cap
	ZsPartialProductsCap merkle.Cap
	QuotientCap          merkle.Cap
	Openings             Openings
	FRI                  fri.Proof

	PublicInputs []field.Element
}

// Openings are the values of all committed polynomials at zeta and of the
// permutation products Z at g·zeta.
type Openings struct {
	Constants       []field.Ext
	Sigmas          []field.Ext
	Wires           []field.Ext
	Zs              []field.Ext
	ZsNext          []field.Ext
	PartialProducts []field.Ext
	Quotients       []field.Ext
}

// FRIOpenings returns the openings in the order of [Common.FRIInstance].
func (o *Openings) FRIOpenings() fri.Openings {
	var zeta []field.Ext
	for _, part := range [][]field.Ext{
		o.Constants, o.Sigmas, o.Wires, o.Zs, o.PartialProducts, o.Quotients,
	} {
		zeta = append(zeta, part...)
	}
	return fri.Openings{zeta, o.ZsNext}
}
