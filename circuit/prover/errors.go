package prover

import (
	"errors"
	"fmt"
)

var (
	// ErrUnsatisfied reports a witness that does not satisfy the circuit. No
	// proof exists for it.
	//
	// Copy constraints show in the permutation product; gate constraints in
	// the degree of the quotients, and in the identity that the verifier
	// checks at the opening point. What these miss the verifier would miss
	// too, with the negligible probability of the protocol's soundness error.
	ErrUnsatisfied = errors.New("prover: witness does not satisfy the circuit")

	// ErrUnlucky reports that the challenges, which are hashes of what was
	// committed to, hit one of the few values for which the protocol has no
	// proof. Running the witness again helps, as its unused wires get other
	// random values. It happens about once in 2^40 proofs.
	ErrUnlucky = errors.New("prover: no proof for these challenges")

	// ErrRate reports a circuit whose extension has fewer points than its
	// quotients have coefficients.
	ErrRate = errors.New("prover: rate too low for the degree of the constraints")

	// ErrOption reports an option that makes no sense.
	ErrOption = errors.New("prover: invalid option")
)

func unsatisfied(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUnsatisfied, fmt.Sprintf(format, args...))
}

func unlucky(what string) error { return fmt.Errorf("%w: %s", ErrUnlucky, what) }
