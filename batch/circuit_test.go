package batch

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// witness is the part of a builder.Witness that sets single values.
type witness interface {
	Set(t builder.Target, v field.Element)
}

// requireOutOfRange requires the error of a value that a range check refuses:
// it has no limbs, or limbs that must be zero are not.
func requireOutOfRange(t *testing.T, err error) {
	t.Helper()
	require.Error(t, err)
	require.Regexp(t, `does not fit \d+ limbs|is not below 2\^|BaseSumGate .* is 1, but its copy`, err.Error())
}

func TestNewRefuses(t *testing.T) {
	for _, size := range []int{-1, 0, 2 * liability.MaxBatchSize} {
		_, err := New(liability.Standard, size, 1, circuit.StandardConfig(), 1)
		assert.ErrorIs(t, err, ErrSize, "size %d", size)
	}
	_, err := New(liability.OKXv2, 3, 1, circuit.StandardConfig(), 1)
	assert.ErrorIs(t, err, ErrSize)
	_, err = New(liability.Profile(9), 4, 1, circuit.StandardConfig(), 1)
	assert.ErrorIs(t, err, liability.ErrProfile)

	weak := circuit.StandardConfig()
	weak.FRI.NumQueries = 0
	_, err = New(liability.Standard, 4, 1, weak, 1)
	assert.ErrorIs(t, err, fri.ErrParams)
}

func TestAssignRefuses(t *testing.T) {
	const size, tokens = 2, 2
	for _, p := range []liability.Profile{liability.Standard, liability.OKXv2} {
		t.Run(p.String(), func(t *testing.T) {
			c := newCircuit(t, p, size, tokens)
			committer := newCommitter(t, p, tokens)
			good := randomAccounts(1, tokens)[0]
			limit := uint64(1) << p.AccountBits()
			for _, test := range []struct {
				name     string
				accounts []liability.Account
				want     error
			}{
				{"too many accounts", randomAccounts(size+1, tokens), ErrSize},
				{"token missing", []liability.Account{good, {Equity: []uint64{1}, Debt: []uint64{1}}}, liability.ErrTokenCount},
				{"debts missing", []liability.Account{{Equity: []uint64{1, 2}}}, liability.ErrTokenCount},
				{"total equity too large", []liability.Account{{Equity: []uint64{limit - 1, 1}, Debt: []uint64{0, 0}}}, liability.ErrRange},
				{"total debt too large", []liability.Account{{Equity: []uint64{limit - 1, 0}, Debt: []uint64{limit - 1, 1}}}, liability.ErrRange},
				{"debt above equity", []liability.Account{good, {Equity: []uint64{1, 2}, Debt: []uint64{4, 0}}}, liability.ErrDebtExceedsEquity},
			} {
				assert.ErrorIs(t, c.Assign(c.Circuit.NewWitness(), committer, test.accounts), test.want, test.name)
			}
		})
	}
	c := newCircuit(t, liability.Standard, size, tokens)
	err := c.Assign(c.Circuit.NewWitness(), newCommitter(t, liability.OKXv2, tokens), nil)
	assert.ErrorIs(t, err, liability.ErrProfile)
	err = c.AssignEntries(c.Circuit.NewWitness(), make([]liability.Entry, size+1), hash.Digest{})
	assert.ErrorIs(t, err, ErrSize)
	err = newCircuit(t, liability.OKXv2, size, tokens).AssignEntries(nil, nil, hash.Digest{})
	assert.ErrorIs(t, err, liability.ErrProfile)
}

// Range checks of 52 bits need 27 wires.
func TestNewRefusesNarrowRows(t *testing.T) {
	config := circuit.StandardConfig()
	config.NumWires, config.NumRoutedWires = 26, 26
	_, err := New(liability.Standard, 2, 1, config, 1)
	require.ErrorContains(t, err, "range checks")
}
