package circuit

// NoopGate has no constraints. It fills rows, and its wires carry the blinding
// of zero-knowledge circuits.
type NoopGate struct{}

// ID implements [Gate].
func (NoopGate) ID() string { return "NoopGate" }

// NumWires implements [Gate].
func (NoopGate) NumWires() int { return 0 }

// NumConstants implements [Gate].
func (NoopGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (NoopGate) NumConstraints() int { return 0 }

// Degree implements [Gate].
func (NoopGate) Degree() int { return 0 }

// Constrain implements [Gate].
func (NoopGate) Constrain(*Constraints) {}

// Operations implements [Gate].
func (NoopGate) Operations() []Operation { return nil }
