package verify

import (
	"errors"
	"fmt"

	"github.com/zkpor/por/fri"
)

// Check names one verification step. Each Check is an error, so that callers
// write errors.Is(err, verify.CheckInitialPath).
type Check uint8

// The steps of [NewKey], [Global], [Proof] and [Inclusion], in the order in which
// they are taken.
const (
	// CheckKey: the parts of a key are valid and belong together.
	CheckKey Check = iota + 1
	// CheckEncoding: the bytes of a global proof decode as a proof of the key's
	// circuit.
	CheckEncoding
	// CheckStatement: round, dimensions, root and totals that a global proof
	// shows are those of its public inputs and of the key.
	CheckStatement
	// CheckPolicy: the key satisfies the policy.
	CheckPolicy
	// CheckShape: every list in the proof has the length that the key
	// prescribes.
	CheckShape
	// CheckVanishing: the openings satisfy the constraints of the circuit, for
	// these public inputs.
	CheckVanishing
	// CheckPow: the proof of work is large enough.
	CheckPow
	// CheckInitialPath: rows of the committed polynomials are in their trees.
	CheckInitialPath
	// CheckOpeningPoint: the opening points are outside the domain of the
	// queries. A transcript fails here with probability below 2^-90.
	CheckOpeningPoint
	// CheckFold: each folding step starts with the value that the rows, or the
	// step before it, lead to.
	CheckFold
	// CheckStepPath: the values of a folding step are in its tree.
	CheckStepPath
	// CheckFinalPoly: the final polynomial has the value that the last step
	// leads to.
	CheckFinalPoly
	// CheckRound: an inclusion proof is of the round of the root.
	CheckRound
	// CheckAccount: the values of the account are in range and its equity
	// covers its debt.
	CheckAccount
	// CheckPath: index and number of siblings are possible under the root.
	CheckPath
	// CheckRoot: the path leads from the account to the root.
	CheckRoot

	numChecks
)

var checkNames = [numChecks]string{
	CheckKey:          "key",
	CheckEncoding:     "encoding",
	CheckStatement:    "statement",
	CheckPolicy:       "policy",
	CheckShape:        "shape",
	CheckVanishing:    "vanishing polynomial",
	CheckPow:          "proof of work",
	CheckInitialPath:  "initial path",
	CheckOpeningPoint: "opening point",
	CheckFold:         "fold",
	CheckStepPath:     "step path",
	CheckFinalPoly:    "final polynomial",
	CheckRound:        "round",
	CheckAccount:      "account",
	CheckPath:         "path",
	CheckRoot:         "root",
}

// String names the step.
func (c Check) String() string {
	if c == 0 || c >= numChecks {
		return fmt.Sprintf("check %d", uint8(c))
	}
	return checkNames[c]
}

// Error says that the step failed.
func (c Check) Error() string { return "verify: " + c.String() + " check failed" }

// Error reports the first check that failed and where.
type Error struct {
	Check        Check
	Batch, Query int // -1 if not applicable
	Err          error
}

// Error describes the failure. Err itself says which query failed.
func (e *Error) Error() string {
	if e.Batch >= 0 {
		return fmt.Sprintf("verify: batch %d: %s: %v", e.Batch, e.Check.String(), e.Err)
	}
	return fmt.Sprintf("verify: %s: %v", e.Check.String(), e.Err)
}

// Unwrap returns the check and the cause.
func (e *Error) Unwrap() []error { return []error{e.Check, e.Err} }

// fail returns an error of the given check that concerns no batch and no query.
func fail(check Check, err error) error {
	return &Error{Check: check, Batch: -1, Query: -1, Err: err}
}

// failFRI returns the error for an error of package fri.
func failFRI(err error) error {
	e := &Error{Check: checkOf(err), Batch: -1, Query: -1, Err: err}
	if query := (*fri.QueryError)(nil); errors.As(err, &query) {
		e.Query = query.Query
	}
	return e
}

// checkOf returns the check that an error of package fri belongs to.
func checkOf(err error) Check {
	for _, c := range []struct {
		err   error
		check Check
	}{
		{fri.ErrParams, CheckKey},
		{fri.ErrShape, CheckShape},
		{fri.ErrPow, CheckPow},
		{fri.ErrInitialPath, CheckInitialPath},
		{fri.ErrOpeningPoint, CheckOpeningPoint},
		{fri.ErrFold, CheckFold},
		{fri.ErrStepPath, CheckStepPath},
		{fri.ErrFinalPoly, CheckFinalPoly},
	} {
		if errors.Is(err, c.err) {
			return c.check
		}
	}
	return CheckShape
}
