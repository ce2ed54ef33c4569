package workload

import (
	"context"
	"iter"
	"time"

	"github.com/zkpor/por"
	"github.com/zkpor/por/batch/accounts"
	"github.com/zkpor/por/liability"
)

// Numbers of accounts of a round. The quick one fills an aggregation node.
const (
	roundAccounts = 100_000
	quickAccounts = batchSize * por.DefaultFanIn
)

// prepareRound prepares to prove a round of the standard profile with the
// default options, to issue all inclusion proofs and to verify the global one,
// without reading and writing files.
func prepareRound(ctx context.Context, o Options) (*Work, error) {
	n := roundAccounts
	if o.Quick {
		n = quickAccounts
	}
	shape, err := liability.ShapeFor(por.Standard, uint64(n), por.DefaultBatchSize(por.Standard), por.DefaultFanIn)
	if err != nil {
		return nil, err
	}
	p, err := newProver(o.Workers)
	if err != nil {
		return nil, err
	}
	round := generate(n)
	start := time.Now()
	if _, err := p.Key(ctx, shape.Levels); err != nil {
		return nil, err
	}
	return &Work{
		Count: n,
		Build: time.Since(start),
		Run: func(ctx context.Context) error {
			_, err := p.Prove(ctx, round, func(*por.UserProof) error { return nil })
			return err
		},
	}, nil
}

// prepareVerifyRoot prepares to verify the global proof of a round of one account. Any
// round whose tree has as many levels takes the same time.
func prepareVerifyRoot(ctx context.Context, o Options) (*Work, error) {
	p, err := newProver(o.Workers)
	if err != nil {
		return nil, err
	}
	global, err := p.Prove(ctx, generate(1), nil)
	if err != nil {
		return nil, err
	}
	built, err := p.Key(ctx, global.Shape.Levels)
	if err != nil {
		return nil, err
	}
	key, err := detach(built)
	if err != nil {
		return nil, err
	}
	return &Work{Count: 1, Run: func(context.Context) error {
		_, err := por.VerifyGlobal(global, por.WithKey(key))
		return err
	}}, nil
}

// detach returns a copy of a key that does not keep its circuit in memory.
func detach(key *por.Key) (*por.Key, error) {
	data, err := key.AppendBinary(nil)
	if err != nil {
		return nil, err
	}
	detached := new(por.Key)
	return detached, detached.UnmarshalBinary(data)
}

// prepareVerifyUser prepares to verify an inclusion proof of a round of 2^20 accounts
// against the root, which is known.
func prepareVerifyUser(context.Context, Options) (*Work, error) {
	user, root, err := newInclusion(liability.Shape{
		Profile: liability.Standard, BatchSize: batchSize, FanIn: por.DefaultFanIn, Levels: 5,
	})
	if err != nil {
		return nil, err
	}
	return &Work{Count: 1, Run: func(context.Context) error {
		return por.VerifyUser(user, por.WithRoot(root))
	}}, nil
}

// newInclusion returns the inclusion proof of an account in a tree of the given
// shape, and the tree's root. All other batches are empty.
func newInclusion(shape liability.Shape) (*por.UserProof, por.Root, error) {
	committer, err := newCommitter(shape.Profile, numTokens)
	if err != nil {
		return nil, por.Root{}, err
	}
	owners := newAccounts(batchSize, numTokens)
	leaves, err := committer.Leaves(owners)
	if err != nil {
		return nil, por.Root{}, err
	}
	own, err := liability.NewBatch(shape, leaves)
	if err != nil {
		return nil, por.Root{}, err
	}
	tree, err := liability.NewTree(shape, []liability.Node{own.Root()})
	if err != nil {
		return nil, por.Root{}, err
	}
	const index = 7
	path, err := tree.Path(own, index)
	if err != nil {
		return nil, por.Root{}, err
	}
	user := &por.UserProof{Inclusion: *committer.Inclusion(owners[index], path)}
	return user, por.Root{Shape: shape, Context: committer.Context(), Node: tree.Root()}, nil
}

// newProver returns a prover of rounds with the default options.
func newProver(workers int) (*por.Prover, error) {
	return por.NewProver(
		por.WithTokens(accounts.TokenNames(numTokens)...),
		por.WithSnapshotTime(snapshotTime()),
		por.WithSaltSecret(saltSecret()),
		por.WithWorkers(workers),
	)
}

// generate returns n accounts, made beforehand: to make them up takes longer than
// to commit to them.
func generate(n int) iter.Seq2[por.Account, error] {
	g := accounts.Generator{Tokens: numTokens}
	made := make([]por.Account, n)
	for i := range made {
		made[i] = g.Account(uint64(i))
	}
	return func(yield func(por.Account, error) bool) {
		for _, a := range made {
			if !yield(a, nil) {
				return
			}
		}
	}
}
