package accounts

import (
	"fmt"
	"strconv"

	"github.com/zkpor/por/liability"
)

// record is one account as a file has it.
type record struct {
	serial uint64 // over all files, from 1
	index  int    // in its file, from 0
	offset int64
	id     liability.ID
	hasID  bool // id is valid
	assets []asset
	faults []fault
}

// asset is a value that a record has for a token.
type asset struct {
	column int
	amount uint64
	debt   bool
}

// fault is a defect of a record.
type fault struct {
	field string
	err   error
}

// maxFaults bounds the faults reported of one record.
const maxFaults = 100

// reset empties r for the record that follows, and keeps its memory.
func (r *record) reset(serial uint64, index int, offset int64) {
	*r = record{serial: serial, index: index, offset: offset, assets: r.assets[:0], faults: r.faults[:0]}
}

// fail adds a fault, up to the number that a record reports.
func (r *record) fail(field string, err error) {
	if len(r.faults) < maxFaults {
		r.faults = append(r.faults, fault{field, err})
	}
}

// account spreads r over the columns of the given number of tokens.
func (r *record) account(tokens int) liability.Account {
	values := make([]uint64, 2*tokens)
	a := liability.Account{ID: r.id, Equity: values[:tokens:tokens], Debt: values[tokens:]}
	for _, x := range r.assets {
		if x.debt {
			a.Debt[x.column] = x.amount
		} else {
			a.Equity[x.column] = x.amount
		}
	}
	return a
}

// sums returns the totals of r with the errors of liability.Account.Sums.
func (r *record) sums(p liability.Profile, scratch *liability.Account) (liability.Sums, error) {
	scratch.Equity, scratch.Debt = scratch.Equity[:0], scratch.Debt[:0]
	for _, x := range r.assets {
		equity, debt := x.amount, uint64(0)
		if x.debt {
			equity, debt = debt, equity
		}
		scratch.Equity = append(scratch.Equity, equity)
		scratch.Debt = append(scratch.Debt, debt)
	}
	return scratch.Sums(p)
}

// parseValue decodes a signed decimal integer in its only canonical form, of
// an amount below 2^bits.
func parseValue(s string, bits int) (amount uint64, debt bool, err error) {
	digits := s
	if debt = len(s) > 1 && s[0] == '-'; debt {
		digits = s[1:]
	}
	if !isCanonical(digits) || debt && digits == "0" {
		return 0, false, fmt.Errorf("%w: %s", ErrValue, quote(s))
	}
	amount, err = strconv.ParseUint(digits, 10, bits)
	if err != nil {
		return 0, false, fmt.Errorf("%w: %s is not below 2^%d", liability.ErrRange, quote(s), bits)
	}
	return amount, debt, nil
}

// isCanonical reports whether s is 0 or digits that begin with another one.
func isCanonical(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s == "0" || s != "" && s[0] != '0'
}

// quote quotes s for a message, shortened if it is long.
func quote(s string) string {
	const limit = 80
	if len(s) > limit {
		return strconv.Quote(s[:limit]) + "…"
	}
	return strconv.Quote(s)
}
