package workload

import (
	"context"
	"time"

	"github.com/zkpor/por/batch"
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/recursive"
)

// Dimensions of the batches. Those of the standard profile are the library's
// defaults.
const (
	batchSize = 1024
	numTokens = 20
)

// okxConfig returns the configuration of OKX's circuits.
func okxConfig() circuit.Config {
	config := circuit.StandardConfig()
	config.FRI.CapHeight = 1
	return config
}

// prepareBuild prepares to build the okxv2 circuit of a batch.
func prepareBuild(_ context.Context, o Options) (*Work, error) {
	return &Work{Run: func(context.Context) error {
		_, err := batch.New(liability.OKXv2, batchSize, numTokens, okxConfig(), o.Workers)
		return err
	}}, nil
}

// prepareBatch prepares to prove one full batch of the okxv2 profile.
func prepareBatch(tokens int) func(context.Context, Options) (*Work, error) {
	return func(_ context.Context, o Options) (*Work, error) {
		start := time.Now()
		c, err := batch.New(liability.OKXv2, batchSize, tokens, okxConfig(), o.Workers)
		if err != nil {
			return nil, err
		}
		work := &Work{Count: batchSize, Build: time.Since(start)}
		prove, err := proveBatch(c, tokens, o.Workers)
		if err != nil {
			return nil, err
		}
		work.Run = discard(prove)
		return work, nil
	}
}

// proveBatch returns a function that proves one full batch.
func proveBatch(c *batch.Circuit, tokens, workers int) (prove, error) {
	committer, err := newCommitter(liability.OKXv2, tokens)
	if err != nil {
		return nil, err
	}
	accounts := newAccounts(batchSize, tokens)
	return newProve(c.Circuit, workers, func(w *builder.Witness) error {
		return c.Assign(w, committer, accounts)
	})
}

// prepareRecursion prepares to aggregate proofs of one full batch of the okxv2 profile.
func prepareRecursion(fanIn int) func(context.Context, Options) (*Work, error) {
	return func(ctx context.Context, o Options) (*Work, error) {
		start := time.Now()
		inner, err := batch.New(liability.OKXv2, batchSize, numTokens, okxConfig(), o.Workers)
		if err != nil {
			return nil, err
		}
		outer, err := newAggregation(inner, fanIn, o.Workers)
		if err != nil {
			return nil, err
		}
		work := &Work{Count: fanIn, Build: time.Since(start)}

		children, err := makeChildren(ctx, inner, fanIn, o.Workers)
		if err != nil {
			return nil, err
		}
		prove, err := newProve(outer.Circuit, o.Workers, func(w *builder.Witness) error {
			outer.Assign(w, children)
			return nil
		})
		if err != nil {
			return nil, err
		}
		work.Run = discard(prove)
		return work, nil
	}
}

func newAggregation(inner *batch.Circuit, fanIn, workers int) (*recursive.Aggregation, error) {
	combine, err := batch.Combine(liability.OKXv2)
	if err != nil {
		return nil, err
	}
	key := recursive.Inner{Common: &inner.Circuit.Common, Key: inner.Circuit.Key}
	return recursive.NewAggregation(key, fanIn, okxConfig(), combine, workers)
}

// makeChildren returns one proof, n times.
func makeChildren(ctx context.Context, c *batch.Circuit, n, workers int) ([]*circuit.Proof, error) {
	prove, err := proveBatch(c, numTokens, workers)
	if err != nil {
		return nil, err
	}
	child, err := prove(ctx)
	if err != nil {
		return nil, err
	}
	children := make([]*circuit.Proof, n)
	for i := range children {
		children[i] = child
	}
	return children, nil
}

// prove makes one proof.
type prove func(context.Context) (*circuit.Proof, error)

// newProve returns a function that proves a circuit for the inputs that assign
// sets, again and again in the same memory.
func newProve(c *builder.Circuit, workers int, assign func(*builder.Witness) error) (prove, error) {
	p, err := prover.New(c, prover.WithWorkers(workers))
	if err != nil {
		return nil, err
	}
	w := c.NewWitness()
	return func(ctx context.Context) (*circuit.Proof, error) {
		w.Reset()
		if err := assign(w); err != nil {
			return nil, err
		}
		return p.Prove(ctx, w)
	}, nil
}

// discard forgets the proofs.
func discard(p prove) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := p(ctx)
		return err
	}
}
