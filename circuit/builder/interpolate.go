package builder

import (
	"fmt"
	"math/bits"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/hash"
)

// InterpolateCoset returns the value at point of the polynomial of degree below
// len(values) that takes the given values on the coset shift·H, H the subgroup
// of that order in natural order. The gate is that of the dialect. The number of
// values is a power of two, or it panics.
func (b *Builder) InterpolateCoset(shift Target, values []Ext, point Ext) Ext {
	n := bits.Len(uint(len(values))) - 1
	gate, err := circuit.NewInterpolationGate(b.dialect, n, b.config.MaxQuotientDegreeFactor)
	if err != nil {
		panic("builder: " + err.Error())
	}
	return b.InterpolateCosetWith(gate, shift, values, point)
}

// InterpolateCosetWith is [Builder.InterpolateCoset] with a gate of the caller's
// choice.
func (b *Builder) InterpolateCosetWith(gate circuit.InterpolationGate, shift Target, values []Ext, point Ext) Ext {
	if len(values) != 1<<gate.SubgroupBits() {
		panic(fmt.Sprintf("builder: interpolating %d values on a coset of 2^%d", len(values), gate.SubgroupBits()))
	}
	row := b.AddGate(gate)
	b.Connect(shift, Wire(row, gate.WireShift()))
	for i, v := range values {
		b.ConnectExt(v, wireExt(row, gate.WireValue(i)))
	}
	b.ConnectExt(point, wireExt(row, gate.WirePoint()))
	return wireExt(row, gate.WireOutput())
}

// PoseidonMDSExt multiplies a state of extension elements by the Poseidon
// matrix.
func (b *Builder) PoseidonMDSExt(state [hash.Width]Ext) [hash.Width]Ext {
	var gate circuit.PoseidonMDSGate
	row := b.AddGate(gate)
	var out [hash.Width]Ext
	for i, t := range state {
		b.ConnectExt(t, wireExt(row, gate.WireInput(i)))
		out[i] = wireExt(row, gate.WireOutput(i))
	}
	return out
}
