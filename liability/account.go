package liability

import (
	"errors"
	"fmt"
	"math/bits"
)

// Reasons why an account, or a sum over accounts, is refused.
var (
	ErrTokenCount        = errors.New("liability: wrong number of tokens")
	ErrRange             = errors.New("liability: value out of range")
	ErrDebtExceedsEquity = errors.New("liability: debt exceeds equity")
)

// Account is what the exchange owes one user: per token an equity and a debt,
// in the order of the round's tokens and all in the round's unit.
type Account struct {
	ID     ID
	Equity []uint64
	Debt   []uint64
}

// Sums returns the exact totals of a over its tokens. It checks what the
// profile's circuit demands of one account: as many debts as equities
// (ErrTokenCount), totals below 2^[Profile.AccountBits] (ErrRange) and a debt
// that does not exceed the equity (ErrDebtExceedsEquity).
func (a Account) Sums(p Profile) (Sums, error) {
	if len(a.Equity) != len(a.Debt) {
		return Sums{}, fmt.Errorf("%w: %d equities and %d debts", ErrTokenCount, len(a.Equity), len(a.Debt))
	}
	equity, err := total("equity", a.Equity, p.AccountBits())
	if err != nil {
		return Sums{}, err
	}
	debt, err := total("debt", a.Debt, p.AccountBits())
	if err != nil {
		return Sums{}, err
	}
	if debt > equity {
		return Sums{}, fmt.Errorf("%w: debt %d, equity %d", ErrDebtExceedsEquity, debt, equity)
	}
	return Sums{equity, debt}, nil
}

// total adds values, none of which it reduces, and returns ErrRange at 2^n.
func total(name string, values []uint64, n int) (uint64, error) {
	var sum uint64
	for _, v := range values {
		next, ok := addBelow(sum, v, n)
		if !ok {
			return 0, fmt.Errorf("%w: total %s is not below 2^%d", ErrRange, name, n)
		}
		sum = next
	}
	return sum, nil
}

// Sums is a total equity and a total debt.
type Sums struct {
	Equity uint64
	Debt   uint64
}

// Add returns s + t, or ErrRange if a total reaches 2^[SumBits].
func (s Sums) Add(t Sums) (Sums, error) {
	equity, ok := addBelow(s.Equity, t.Equity, SumBits)
	if !ok {
		return Sums{}, fmt.Errorf("%w: total equity is not below 2^%d", ErrRange, SumBits)
	}
	debt, ok := addBelow(s.Debt, t.Debt, SumBits)
	if !ok {
		return Sums{}, fmt.Errorf("%w: total debt is not below 2^%d", ErrRange, SumBits)
	}
	return Sums{equity, debt}, nil
}

// addBelow returns a + b and whether it is below 2^n, n < 64.
func addBelow(a, b uint64, n int) (uint64, bool) {
	sum, carry := bits.Add64(a, b, 0)
	return sum, carry == 0 && sum>>n == 0
}
