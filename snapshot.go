package por

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/zkpor/por/liability"
)

// Errors of the sequence of accounts.
var (
	// ErrNoAccounts reports an empty sequence.
	ErrNoAccounts = errors.New("por: no accounts")

	// ErrDuplicateID reports two accounts with the same id.
	ErrDuplicateID = errors.New("por: duplicate account id")

	// ErrChanged reports accounts that differ between the two passes.
	ErrChanged = errors.New("por: accounts changed between the two passes")
)

// snapshot is what the first pass over the accounts leaves behind.
type snapshot struct {
	accounts int
	tree     *liability.Tree // above the batches
	batches  []*keptBatch
}

// read makes the first pass: it checks and hashes every account, on all
// workers, and refuses duplicate ids. It needs 88 bytes an account.
func (p *Prover) read(ctx context.Context, accounts iter.Seq2[Account, error]) (*snapshot, error) {
	s := new(snapshot)
	var ids []ID
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(p.workers)
	err := p.batches(accounts, func(_ int, batch []Account) error {
		if err := gctx.Err(); err != nil {
			return err
		}
		for _, a := range batch {
			ids = append(ids, a.ID)
		}
		kept := new(keptBatch)
		s.batches = append(s.batches, kept)
		g.Go(func() (err error) {
			*kept, err = p.keep(batch)
			return err
		})
		s.accounts += len(batch)
		p.progress(Progress{Reading, s.accounts, 0})
		return nil
	})
	// The error of a worker cancels the context and is the cause of the other.
	if werr := g.Wait(); werr != nil {
		return nil, werr
	}
	if err != nil {
		return nil, err
	}
	if s.accounts == 0 {
		return nil, ErrNoAccounts
	}
	if id, found := duplicate(ids); found {
		return nil, fmt.Errorf("%w: %v", ErrDuplicateID, id)
	}
	shape, err := liability.ShapeFor(p.profile, uint64(s.accounts), p.batchSize, p.fanIn)
	if err != nil {
		return nil, err
	}
	roots := make([]liability.Node, len(s.batches))
	for i, kept := range s.batches {
		batch, err := liability.NewBatch(shape, kept.leaves())
		if err != nil {
			return nil, err
		}
		roots[i] = batch.Root()
	}
	s.tree, err = liability.NewTree(shape, roots)
	return s, err
}

// batches cuts a sequence of accounts into batches, which f may keep. It stops
// at the first error.
func (p *Prover) batches(accounts iter.Seq2[Account, error], f func(i int, batch []Account) error) error {
	i := 0
	batch := make([]Account, 0, p.batchSize)
	for a, err := range accounts {
		if err != nil {
			return err
		}
		batch = append(batch, a)
		if len(batch) == p.batchSize {
			if err := f(i, batch); err != nil {
				return err
			}
			i++
			batch = make([]Account, 0, p.batchSize)
		}
	}
	if len(batch) == 0 {
		return nil
	}
	return f(i, batch)
}

// duplicate returns an id that occurs twice. It sorts ids.
func duplicate(ids []ID) (ID, bool) {
	slices.SortFunc(ids, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	for i := 1; i < len(ids); i++ {
		if ids[i] == ids[i-1] {
			return ids[i], true
		}
	}
	return ID{}, false
}
