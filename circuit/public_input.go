package circuit

import "github.com/zkpor/por/hash"

// PublicInputGate makes its first wires the hash of the public inputs.
type PublicInputGate struct{}

// WireHash returns the wire of element i of the hash.
func (PublicInputGate) WireHash(i int) int { return i }

// ID implements [Gate].
func (PublicInputGate) ID() string { return "PublicInputGate" }

// NumWires implements [Gate].
func (PublicInputGate) NumWires() int { return hash.DigestLen }

// NumConstants implements [Gate].
func (PublicInputGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (PublicInputGate) NumConstraints() int { return hash.DigestLen }

// Degree implements [Gate].
func (PublicInputGate) Degree() int { return 1 }

// Constrain implements [Gate].
func (g PublicInputGate) Constrain(c *Constraints) {
	for i := range hash.DigestLen {
		c.Equal(c.Wire(g.WireHash(i)), c.PublicInputsHash(i))
	}
}

// Operations implements [Gate]. The circuit computes the hash in other rows and
// copies it here.
func (PublicInputGate) Operations() []Operation { return nil }
