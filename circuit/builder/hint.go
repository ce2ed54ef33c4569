package builder

import (
	"errors"

	"github.com/zkpor/por/field"
)

// Errors that a witness can cause, wrapped with the place where it did.
var (
	// ErrUnset reports a target that a gate or hint depends on and that
	// nothing sets.
	ErrUnset = errors.New("target is not set")

	// ErrConflict reports two different values for the same target, that is a
	// copy constraint that does not hold.
	ErrConflict = errors.New("target has two values")

	// ErrOutOfRange reports an integer that does not fit its bits.
	ErrOutOfRange = errors.New("value out of range")
)

var errDivisionByZero = errors.New("division by zero")

// HintFunc computes values that the circuit's constraints check but do not
// compute. It sets out from in and retains neither; an error says that there is
// no witness. It must be safe for concurrent use.
type HintFunc func(out, in []field.Element) error

// hint is a call of a HintFunc with each run of the witness program.
type hint struct {
	outputs, inputs []Target
	compute         HintFunc
}

// Hint makes the witness program compute outputs from inputs. It constrains
// nothing. It panics if an output is a wire that is not routed.
func (b *Builder) Hint(outputs, inputs []Target, compute HintFunc) {
	// Each hint writes targets of its own, so that no two operations write
	// the same one; copy constraints then compare what is written twice.
	own := b.NewTargets(len(outputs))
	b.connectAll(outputs, own)
	b.hints = append(b.hints, hint{own, append([]Target(nil), inputs...), compute})
}
