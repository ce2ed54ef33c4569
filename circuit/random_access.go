package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// RandomAccessGate picks elements from lists of 2^Bits: in each copy,
// claimed = list[index], which also shows that index < 2^Bits. Wires left over
// hold constants as in [ConstantGate].
type RandomAccessGate struct{ Bits, NumCopies, NumExtraConstants int }

// NewRandomAccessGate returns the gate for lists of 2^bits elements with as
// many copies as the wires allow.
func NewRandomAccessGate(cfg Config, bits int) RandomAccessGate {
	routed := 2 + 1<<bits // wires of a copy
	copies := min(cfg.NumRoutedWires/routed, cfg.NumWires/(routed+bits))
	return RandomAccessGate{
		Bits:              bits,
		NumCopies:         copies,
		NumExtraConstants: min(cfg.NumRoutedWires-routed*copies, cfg.NumConstants),
	}
}

// ListLen returns the length of a list.
func (g RandomAccessGate) ListLen() int { return 1 << g.Bits }

// WireIndex returns the wire of the index in a copy.
func (g RandomAccessGate) WireIndex(copy int) int { return (2 + g.ListLen()) * copy }

// WireClaimed returns the wire of the element at that index.
func (g RandomAccessGate) WireClaimed(copy int) int { return g.WireIndex(copy) + 1 }

// WireListItem returns the wire of element i of the list of a copy.
func (g RandomAccessGate) WireListItem(i, copy int) int { return g.WireIndex(copy) + 2 + i }

// WireExtraConstant returns the wire that equals constant i of the row.
func (g RandomAccessGate) WireExtraConstant(i int) int { return g.WireIndex(g.NumCopies) + i }

// wireBit returns the wire of bit i of the index of a copy, lowest first. These
// wires are not routed.
func (g RandomAccessGate) wireBit(i, copy int) int {
	return g.WireExtraConstant(g.NumExtraConstants) + copy*g.Bits + i
}

// ID implements [Gate].
func (g RandomAccessGate) ID() string {
	return fmt.Sprintf("RandomAccessGate { bits: %d, num_copies: %d, num_extra_constants: %d, _phantom: %s }<D=2>",
		g.Bits, g.NumCopies, g.NumExtraConstants, phantomField)
}

// NumWires implements [Gate].
func (g RandomAccessGate) NumWires() int { return g.wireBit(0, g.NumCopies) }

// NumConstants implements [Gate].
func (g RandomAccessGate) NumConstants() int { return g.NumExtraConstants }

// NumConstraints implements [Gate].
func (g RandomAccessGate) NumConstraints() int {
	return g.NumCopies*(g.Bits+2) + g.NumExtraConstants
}

// Degree implements [Gate].
func (g RandomAccessGate) Degree() int { return g.Bits + 1 }

// Validate reports parameters out of range.
func (g RandomAccessGate) Validate() error {
	if g.Bits > 16 {
		return fmt.Errorf("list of 2^%d elements, want at most 2^16", g.Bits)
	}
	return checkParameters(g.Bits, g.NumCopies, g.NumExtraConstants)
}

// Constrain implements [Gate].
func (g RandomAccessGate) Constrain(c *Constraints) {
	two := c.Const(field.New(2))
	for copy := range g.NumCopies {
		bits := make([]Expr, g.Bits)
		for i := range bits {
			bits[i] = c.Wire(g.wireBit(i, copy))
			c.Bool(bits[i])
		}
		c.Equal(c.Reduce(two, bits), c.Wire(g.WireIndex(copy)))

		list := make([]Expr, g.ListLen())
		for i := range list {
			list[i] = c.Wire(g.WireListItem(i, copy))
		}
		for _, bit := range bits {
			half := list[:len(list)/2]
			for i := range half {
				half[i] = c.Select(bit, list[2*i], list[2*i+1])
			}
			list = half
		}
		c.Equal(list[0], c.Wire(g.WireClaimed(copy)))
	}
	for _, w := range g.ConstantWires() {
		c.Equal(c.Constant(w.Constant), c.Wire(w.Wire))
	}
}

// ConstantWires implements [ConstantWirer].
func (g RandomAccessGate) ConstantWires() []ConstantWire {
	wires := make([]ConstantWire, g.NumExtraConstants)
	for i := range wires {
		wires[i] = ConstantWire{Constant: i, Wire: g.WireExtraConstant(i)}
	}
	return wires
}

// Operations implements [Gate]. Operation i is copy i.
func (g RandomAccessGate) Operations() []Operation {
	ops := make([]Operation, g.NumCopies)
	for copy := range ops {
		ops[copy] = Operation{
			Inputs:  append([]int{g.WireIndex(copy)}, columns(g.WireListItem(0, copy), g.ListLen())...),
			Outputs: append([]int{g.WireClaimed(copy)}, columns(g.wireBit(0, copy), g.Bits)...),
			Compute: func(out, in, _ []field.Element) error {
				index, list := in[0].Uint64(), in[1:]
				if index >= uint64(len(list)) {
					return fmt.Errorf("circuit: index %d of a list of %d elements", index, len(list))
				}
				out[0] = list[index]
				for i := range g.Bits {
					out[1+i] = field.New(index >> i & 1)
				}
				return nil
			},
		}
	}
	return ops
}
