package batch

import (
	"errors"
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// ErrSize reports a batch size that the profile does not have, or accounts that
// a batch does not hold.
var ErrSize = errors.New("batch: wrong size")

// Circuit proves the statement of one profile about one batch. It is immutable
// and safe for concurrent use.
type Circuit struct {
	Circuit *builder.Circuit

	profile liability.Profile

	standard []leafTargets  // of the standard profile
	context  builder.Digest // of the standard profile
	okxv2    []tokenTargets // of the okxv2 profile
}

// New builds the circuit of a profile, on the given number of goroutines, for
// batches of the given size, as [liability.Shape.Validate] demands. The
// number of tokens matters only for okxv2, whose circuit adds up the values of
// every token. The options are for the builder. It returns ErrSize or the error
// of the builder.
func New(profile liability.Profile, size, tokens int, config circuit.Config, workers int, opts ...builder.Option) (*Circuit, error) {
	shape := liability.Shape{Profile: profile, BatchSize: size, FanIn: 2, Levels: 1}
	if err := shape.Validate(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSize, err)
	}
	c := &Circuit{profile: profile}
	b := builder.New(config, opts...)
	switch profile {
	case liability.Standard:
		if err := circuit.NewRangeCheckGate(config, accountBits).Validate(); err != nil {
			return nil, fmt.Errorf("batch: range checks: %w", err)
		}
		c.standard, c.context = standardCircuit(b, size)
	case liability.OKXv2:
		c.okxv2 = okxv2Circuit(b, size, tokens)
	default:
		return nil, profile.Validate()
	}
	var err error
	if c.Circuit, err = b.Build(workers); err != nil {
		return nil, fmt.Errorf("batch: building %v circuit of %d accounts: %w", profile, size, err)
	}
	return c, nil
}

// Size returns the number of accounts of a batch.
func (c *Circuit) Size() int { return len(c.standard) + len(c.okxv2) }

// Assign sets the inputs of the circuit to at most Size accounts, padded with
// empty ones. It returns the error of the committer for an account that the
// profile refuses, liability.ErrProfile if the committer is of another profile,
// and ErrSize if there are too many accounts.
func (c *Circuit) Assign(w *builder.Witness, committer *liability.Committer, accounts []liability.Account) error {
	if err := c.fits(len(accounts), committer.Round().Profile); err != nil {
		return err
	}
	if c.profile == liability.OKXv2 {
		return c.assignOKXv2(w, accounts)
	}
	entries, err := committer.Entries(accounts)
	if err != nil {
		return err
	}
	return c.AssignEntries(w, entries, committer.Context())
}

// AssignEntries is [Circuit.Assign] in the standard profile for accounts whose
// commitments are known, given the context of their round. The totals of an
// entry are checked by the circuit alone.
func (c *Circuit) AssignEntries(w *builder.Witness, entries []liability.Entry, context hash.Digest) error {
	if err := c.fits(len(entries), liability.Standard); err != nil {
		return err
	}
	for i, t := range c.standard {
		var e liability.Entry // empty beyond the last account
		if i < len(entries) {
			e = entries[i]
		}
		w.SetDigest(t.commitment, e.Commitment)
		w.Set(t.equity, field.New(e.Equity))
		w.Set(t.debt, field.New(e.Debt))
	}
	w.SetDigest(c.context, context)
	return nil
}

// fits returns an error unless the circuit takes n accounts of a profile.
func (c *Circuit) fits(n int, profile liability.Profile) error {
	if n > c.Size() {
		return fmt.Errorf("%w: %d accounts for a batch of %d", ErrSize, n, c.Size())
	}
	if profile != c.profile {
		return fmt.Errorf("%w: %v accounts for a %v circuit", liability.ErrProfile, profile, c.profile)
	}
	return nil
}

func (c *Circuit) assignOKXv2(w *builder.Witness, accounts []liability.Account) error {
	for i, t := range c.okxv2 {
		a := liability.Account{Equity: make([]uint64, len(t.equity)), Debt: make([]uint64, len(t.debt))}
		if i < len(accounts) {
			a = accounts[i]
		}
		if _, err := a.Sums(c.profile); err != nil {
			return fmt.Errorf("account %v: %w", a.ID, err)
		}
		if len(a.Equity) != len(t.equity) {
			return fmt.Errorf("account %v: %w: got %d, want %d", a.ID, liability.ErrTokenCount, len(a.Equity), len(t.equity))
		}
		for j, e := range a.ID.Elements() {
			w.Set(t.id[j], e)
		}
		for j := range t.equity {
			w.Set(t.equity[j], field.New(a.Equity[j]))
			w.Set(t.debt[j], field.New(a.Debt[j]))
		}
	}
	return nil
}
