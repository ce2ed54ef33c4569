package circuit

import "github.com/zkpor/por/field"

// Gate is one kind of constraint on the wires of a row.
//
// A gate is a value: two gates with equal ID are the same gate. Its methods
// return constants of the gate and never fail.
type Gate interface {
	// ID names the gate with its parameters. Gates of equal degree are
	// ordered by it, so for plonky2's gates it is the string that plonky2
	// uses.
	ID() string

	NumWires() int       // columns the gate uses, from column 0
	NumConstants() int   // constants per row
	NumConstraints() int // polynomials that vanish on a valid row
	Degree() int         // the largest degree among them

	// Constrain writes the constraints, once, for every interpreter: the
	// native verifier, the prover and the verifier inside a circuit.
	Constrain(c *Constraints)

	// Operations says how wires of a row follow from other wires of the row.
	// For gates that hold several independent slots, operation i belongs to
	// slot i.
	Operations() []Operation
}

// Operation computes some wires of a row from others.
type Operation struct {
	Inputs, Outputs []int // columns

	// Compute sets out, in the order of Outputs, from in, in the order of
	// Inputs, and the constants of the row. It must not retain its arguments.
	// It returns an error if no satisfying output exists, for example if a
	// value does not fit its limbs.
	Compute func(out, in, constants []field.Element) error
}
