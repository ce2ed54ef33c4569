package builder

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri/prover"
)

// Circuit is a finished circuit: what the verifier needs and, beyond that,
// what the prover reuses from proof to proof. It is immutable and safe for
// concurrent use.
type Circuit struct {
	Common circuit.Common
	Key    circuit.VerifierKey

	// ConstantsSigmas commits to the constant polynomials, selectors first,
	// then the sigmas.
	ConstantsSigmas *prover.Commitment

	program *program
}

// Gate returns the gate of a row and its constants, selectors not counted.
func (c *Circuit) Gate(row int) (circuit.Gate, []field.Element) {
	g := c.program.kinds[c.program.rowKinds[row]].gate
	constants := make([]field.Element, g.NumConstants())
	for i := range constants {
		constants[i] = c.program.constants[i][row]
	}
	return g, constants
}
