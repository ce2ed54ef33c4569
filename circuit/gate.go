package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// Gate is one kind of constraint on the wires of a row.
//
// A gate is a value: two gates with equal ID are the same gate. Its methods
// return constants of the gate and never fail.
//
// A gate with parameters that may come from outside also has a method
// Validate() error. If it returns nil, the other methods are safe to call, and
// NumWires and NumConstraints do not overflow.
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

// ConstantWirer is a gate that copies constants of its row into routed wires,
// where a circuit can pick them up.
type ConstantWirer interface {
	Gate
	ConstantWires() []ConstantWire
}

// ConstantWire says that a wire of a row equals a constant of that row.
type ConstantWire struct{ Constant, Wire int }

// phantomField is how Rust prints the field parameter of plonky2's gates.
const phantomField = "PhantomData<plonky2_field::goldilocks_field::GoldilocksField>"

// maxParameter bounds the parameters of gates, so that the numbers computed
// from them do not overflow.
const maxParameter = 1 << 16

// checkParameters returns an error unless all parameters are in
// [0, maxParameter].
func checkParameters(parameters ...int) error {
	for _, p := range parameters {
		if p < 0 || p > maxParameter {
			return fmt.Errorf("parameter %d, want 0 to %d", p, maxParameter)
		}
	}
	return nil
}

// columns returns from, from+1, …, from+n−1.
func columns(from, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = from + i
	}
	return out
}

// extAt returns the extension element v[i] + v[i+1]·x.
func extAt(v []field.Element, i int) field.Ext { return field.Ext{A0: v[i], A1: v[i+1]} }

// setExt stores an extension element in v[i] and v[i+1].
func setExt(v []field.Element, i int, e field.Ext) { v[i], v[i+1] = e.A0, e.A1 }
