package prover

import (
	"errors"
	"fmt"
)

// ErrUnsatisfied reports a witness that does not satisfy the circuit. No proof
// exists for it.
//
// Copy constraints are found by their own check, exactly. Violated gate
// constraints show in the quotient polynomials, whose degree is too high or
// whose value at the opening point does not match; that misses them with a
// probability of about 2^-40 for each challenge, the soundness of the
// argument itself.
var ErrUnsatisfied = errors.New("prover: witness does not satisfy the circuit")

func unsatisfied(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrUnsatisfied}, args...)...)
}
