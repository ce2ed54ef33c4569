package fri

import (
	"errors"
	"fmt"
)

// What [Verify] can find, one error per stage that can fail.
var (
	ErrShape        = errors.New("fri: malformed proof")
	ErrPow          = errors.New("fri: proof of work is too small")
	ErrOpeningPoint = errors.New("fri: opening point in the evaluation domain")
	ErrInitialPath  = errors.New("fri: row is not in the oracle")
	ErrFold         = errors.New("fri: step does not continue the one before")
	ErrStepPath     = errors.New("fri: coset is not in the step's tree")
	ErrFinalPoly    = errors.New("fri: final polynomial disagrees with the last step")
)

// QueryError says which query failed, and where.
type QueryError struct {
	Query  int   // index of the query round
	Oracle int   // for [ErrInitialPath], else -1
	Step   int   // folding step for [ErrFold] and [ErrStepPath], else -1
	Err    error // wraps one of the sentinels of the package
}

// Error describes the failure with its place.
func (e *QueryError) Error() string {
	switch {
	case e.Oracle >= 0:
		return fmt.Sprintf("query %d, oracle %d: %v", e.Query, e.Oracle, e.Err)
	case e.Step >= 0:
		return fmt.Sprintf("query %d, step %d: %v", e.Query, e.Step, e.Err)
	}
	return fmt.Sprintf("query %d: %v", e.Query, e.Err)
}

// Unwrap returns the failure without its place.
func (e *QueryError) Unwrap() error { return e.Err }
