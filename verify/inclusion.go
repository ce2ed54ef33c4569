package verify

import (
	"errors"

	"github.com/zkpor/por/liability"
)

// ErrNoInclusion reports an inclusion proof that is nil.
var ErrNoInclusion = errors.New("verify: no inclusion proof")

// Inclusion verifies that the tree under root contains the account of in, as
// [liability.Inclusion.Check] says. The root must come from [Global] or from
// the caller's own knowledge, never from the same source as in.
func Inclusion(root liability.Root, in *liability.Inclusion) error {
	if in == nil {
		return fail(CheckAccount, ErrNoInclusion)
	}
	if err := in.Check(root); err != nil {
		return fail(inclusionCheck(err), err)
	}
	return nil
}

// inclusionCheck returns the check that an error of package liability belongs
// to.
func inclusionCheck(err error) Check {
	for _, c := range []struct {
		check Check
		errs  []error
	}{
		{CheckRound, []error{liability.ErrProfile, liability.ErrRound, liability.ErrContextMismatch}},
		{CheckAccount, []error{liability.ErrTokenCount, liability.ErrRange, liability.ErrDebtExceedsEquity, liability.ErrSalt}},
		{CheckPath, []error{liability.ErrShape, liability.ErrIndex, liability.ErrPathLength}},
	} {
		for _, target := range c.errs {
			if errors.Is(err, target) {
				return c.check
			}
		}
	}
	return CheckRoot
}
