package circuit

import "fmt"

// ConstantGate copies its constants into wires: wire i equals constant i.
type ConstantGate struct{ NumConsts int }

// NewConstantGate returns the gate with as many constants as a row has.
func NewConstantGate(cfg Config) ConstantGate { return ConstantGate{cfg.NumConstants} }

// WireOutput returns the wire that equals constant i.
func (g ConstantGate) WireOutput(i int) int { return i }

// ID implements [Gate].
func (g ConstantGate) ID() string { return fmt.Sprintf("ConstantGate { num_consts: %d }", g.NumConsts) }

// NumWires implements [Gate].
func (g ConstantGate) NumWires() int { return g.NumConsts }

// NumConstants implements [Gate].
func (g ConstantGate) NumConstants() int { return g.NumConsts }

// NumConstraints implements [Gate].
func (g ConstantGate) NumConstraints() int { return g.NumConsts }

// Degree implements [Gate].
func (g ConstantGate) Degree() int { return 1 }

// Validate reports parameters out of range.
func (g ConstantGate) Validate() error { return checkParameters(g.NumConsts) }

// Constrain implements [Gate].
func (g ConstantGate) Constrain(c *Constraints) {
	for i := range g.NumConsts {
		c.Equal(c.Constant(i), c.Wire(g.WireOutput(i)))
	}
}

// ConstantWires implements [ConstantWirer].
func (g ConstantGate) ConstantWires() []ConstantWire {
	wires := make([]ConstantWire, g.NumConsts)
	for i := range wires {
		wires[i] = ConstantWire{Constant: i, Wire: g.WireOutput(i)}
	}
	return wires
}

// Operations implements [Gate]. The wires follow from the constants alone, see
// [ConstantGate.ConstantWires].
func (g ConstantGate) Operations() []Operation { return nil }
