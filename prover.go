package por

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"log/slog"
	"slices"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
	"github.com/zkpor/por/recursive"
	"github.com/zkpor/por/verify"
)

// errStopped ends the second pass when no more batches are wanted.
var errStopped = errors.New("por: stopped")

// Prover makes global proofs and inclusion proofs of rounds with the same
// options. It keeps its circuits from one call to the next. It is not safe for
// concurrent use; it runs on as many cores as [WithWorkers] says.
type Prover struct {
	config
	committer *liability.Committer
	seed      maphash.Seed             // of the fingerprints of accounts
	circuits  map[int]*provingCircuits // by number of levels
}

// provingCircuits are circuits with their provers.
type provingCircuits struct {
	*circuits
	pool   *pool
	levels []recursive.Level
	key    *verify.RootKey
}

// NewProver returns a prover, or ErrOption.
func NewProver(opts ...Option) (*Prover, error) {
	c, err := newConfig(opts)
	if err != nil {
		return nil, err
	}
	if c.saltSecret == nil {
		c.saltSecret = make([]byte, liability.MinSecretBytes)
		rand.Read(c.saltSecret)
	}
	committer, err := liability.NewCommitter(c.describe(), c.saltSecret)
	if err != nil {
		return nil, invalid(err)
	}
	return &Prover{config: *c, committer: committer, seed: maphash.MakeSeed(), circuits: make(map[int]*provingCircuits)}, nil
}

// Round returns the description of the round that is proved.
func (p *Prover) Round() Round { return p.committer.Round() }

// SaltSecret returns the secret that salts derive from. The exchange keeps it,
// and keeps it to itself, for as long as it wants to reissue inclusion proofs.
func (p *Prover) SaltSecret() []byte { return slices.Clone(p.saltSecret) }

// Key returns the key that verifies global proofs of trees with the given
// number of aggregation levels. It builds the circuits if need be.
func (p *Prover) Key(ctx context.Context, levels int) (*Key, error) {
	c, err := p.circuitsFor(ctx, liability.Shape{Profile: p.profile, BatchSize: p.batchSize, FanIn: p.fanIn, Levels: levels})
	if err != nil {
		return nil, err
	}
	return c.key, nil
}

// Prove proves a snapshot. The sequence is ranged over twice and must yield the
// same accounts both times: the first pass checks and hashes all of them, so
// that a bad record stops the run before any proving starts, the second makes
// the proofs. A sequence ends at its first error, which Prove returns.
//
// During the second pass issue, if not nil, gets the inclusion proof of every
// account, in the order of the accounts; the calls do not overlap, and an error
// ends the run. Inclusion proofs are worth something only together with the
// global proof, which Prove returns in the end, verified.
//
// Memory is about 90 bytes an account, a proof of 150 kB for each node that
// waits for its siblings, and the circuits with their provers: with the default
// options about 0.2 GiB, and 0.4 GiB more for each worker; docs/performance.md
// has the formula. Prove returns the context's error soon after it is cancelled.
func (p *Prover) Prove(ctx context.Context, accounts iter.Seq2[Account, error], issue func(*UserProof) error) (*GlobalProof, error) {
	s, err := p.read(ctx, accounts)
	if err != nil {
		return nil, err
	}
	shape := s.tree.Shape()
	p.logger.InfoContext(ctx, "accounts read", slog.Int("accounts", s.accounts), slog.Int("levels", shape.Levels))
	c, err := p.circuitsFor(ctx, shape)
	if err != nil {
		return nil, err
	}
	root, err := p.proveTree(ctx, c, s, accounts, issue)
	if err != nil {
		return nil, err
	}
	global := &GlobalProof{Round: p.Round(), Shape: shape, Root: s.tree.Root()}
	if global.Proof, err = proof.AppendProof(nil, &c.root().Common, root); err != nil {
		return nil, err
	}
	if _, err := verify.Global(c.key, verify.Policy{}, global); err != nil {
		return nil, fmt.Errorf("por: the proof just made does not verify: %w", err)
	}
	p.logger.InfoContext(ctx, "proof made and verified", slog.Int("bytes", len(global.Proof)))
	return global, nil
}

// circuitsFor returns the circuits of a shape, building them at first use.
func (p *Prover) circuitsFor(ctx context.Context, shape liability.Shape) (*provingCircuits, error) {
	if c, ok := p.circuits[shape.Levels]; ok {
		return c, nil
	}
	built, err := buildCircuits(ctx, shape, len(p.tokens), p.workers, func(n int) {
		p.progress(Progress{Building, n, shape.Levels + 1})
	})
	if err != nil {
		return nil, err
	}
	key, err := built.key()
	if err != nil {
		return nil, err
	}
	c := &provingCircuits{circuits: built, pool: &pool{limit: 2 * p.workers}, key: key}
	for _, a := range built.levels {
		c.levels = append(c.levels, level{a, c.pool})
	}
	p.circuits[shape.Levels] = c
	return c, nil
}

// proveTree makes the second pass and returns the root proof.
func (p *Prover) proveTree(ctx context.Context, c *provingCircuits, s *snapshot, accounts iter.Seq2[Account, error], issue func(*UserProof) error) (*circuit.Proof, error) {
	var proved, total int
	tree := &recursive.Tree{
		Levels:  c.levels,
		Workers: p.workers,
		Empty: func(ctx context.Context, workers int) (*circuit.Proof, error) {
			return c.pool.prove(ctx, c.batch.Circuit, workers, func(w *builder.Witness) error {
				return c.batch.Assign(w, p.committer, nil)
			})
		},
		Done: func(level, index int) {
			proved++
			p.logger.DebugContext(ctx, "proof made", slog.Int("level", level), slog.Int("index", index))
			p.progress(Progress{Proving, proved, total})
		},
	}
	batches := len(s.batches)
	var err error
	if total, err = tree.NumProofs(batches); err != nil {
		return nil, err
	}
	root, err := tree.Prove(ctx, batches, func(yield func(recursive.Job, error) bool) {
		err := p.batches(accounts, func(i int, batch []Account) error {
			if err := p.issueBatch(s, i, batch, issue); err != nil {
				return err
			}
			assign := p.assign(c, s.batches[i], batch)
			job := func(ctx context.Context, workers int) (*circuit.Proof, error) {
				return c.pool.prove(ctx, c.batch.Circuit, workers, assign)
			}
			if !yield(job, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && err != errStopped {
			yield(nil, err)
		}
	})
	if errors.Is(err, recursive.ErrLeafCount) {
		return nil, fmt.Errorf("%w: %w", ErrChanged, err)
	}
	return root, err
}

// assign returns what sets the inputs of the circuit of a batch.
func (p *Prover) assign(c *provingCircuits, kept *keptBatch, accounts []Account) func(*builder.Witness) error {
	if p.profile == OKXv2 {
		return func(w *builder.Witness) error { return c.batch.Assign(w, p.committer, accounts) }
	}
	return func(w *builder.Witness) error {
		return c.batch.AssignEntries(w, kept.entries, p.committer.Context())
	}
}

// issueBatch checks that a batch of the second pass is that of the first and
// issues its inclusion proofs.
func (p *Prover) issueBatch(s *snapshot, i int, accounts []Account, issue func(*UserProof) error) error {
	if i >= len(s.batches) || !s.batches[i].isOf(p, accounts) {
		return fmt.Errorf("%w: batch %d", ErrChanged, i)
	}
	if issue == nil {
		return nil
	}
	batch, err := liability.NewBatch(s.tree.Shape(), s.batches[i].leaves())
	if err != nil {
		return err
	}
	for j, a := range accounts {
		path, err := s.tree.Path(batch, s.tree.Shape().Index(i, j))
		if err != nil {
			return err
		}
		if err := issue(&UserProof{Inclusion: *p.committer.Inclusion(a, path)}); err != nil {
			return fmt.Errorf("por: issuing the inclusion proof of %v: %w", a.ID, err)
		}
	}
	return nil
}
