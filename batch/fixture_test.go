package batch

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/liability"
)

func newCircuit(t testing.TB, p liability.Profile, size, tokens int) *Circuit {
	t.Helper()
	config := circuit.StandardConfig()
	if p == liability.OKXv2 {
		config = circuit.OKXConfig()
	}
	c, err := New(p, size, tokens, config, 2)
	require.NoError(t, err)
	return c
}

func newCommitter(t testing.TB, p liability.Profile, tokens int) *liability.Committer {
	t.Helper()
	round := liability.Round{
		Profile:       p,
		FormatVersion: liability.FormatVersion,
		ID:            "2026-11",
		SnapshotTime:  time.Unix(1_795_000_000, 0).UTC(),
		Unit:          "USD cent",
	}
	for i := range tokens {
		round.Tokens = append(round.Tokens, fmt.Sprintf("TOKEN%d", i))
	}
	c, err := liability.NewCommitter(round, bytes.Repeat([]byte{0x5a}, liability.MinSecretBytes))
	require.NoError(t, err)
	return c
}

// randomAccounts returns solvent accounts, the same for the same arguments.
func randomAccounts(n, tokens int) []liability.Account {
	rng := rand.New(rand.NewPCG(uint64(n), uint64(tokens)))
	accounts := make([]liability.Account, n)
	for i := range accounts {
		a := liability.Account{Equity: make([]uint64, tokens), Debt: make([]uint64, tokens)}
		for j := range a.ID {
			a.ID[j] = byte(rng.Uint32())
		}
		for j := range tokens {
			a.Equity[j] = rng.Uint64N(1 << 48)
			a.Debt[j] = rng.Uint64N(a.Equity[j] + 1)
		}
		accounts[i] = a
	}
	return accounts
}

// nativeRoot returns the root of the batch as package liability computes it.
func nativeRoot(t testing.TB, committer *liability.Committer, size int, accounts []liability.Account) liability.Node {
	t.Helper()
	shape := liability.Shape{Profile: committer.Round().Profile, BatchSize: size, FanIn: 2, Levels: 1}
	if len(accounts) == 0 {
		return shape.EmptyNode(0)
	}
	leaves, err := committer.Leaves(accounts)
	require.NoError(t, err)
	b, err := liability.NewBatch(shape, leaves)
	require.NoError(t, err)
	return b.Root()
}

// run computes the witness and evaluates every constraint on it.
func run(c *builder.Circuit, w *builder.Witness) (wires [][]field.Element, publicInputs []field.Element, err error) {
	wires, publicInputs, err = w.Run(entropy.Zeros().Reader(), 2)
	if err != nil {
		return nil, nil, err
	}
	return wires, publicInputs, c.Check(wires, publicInputs)
}

// statement is what public inputs say, in the order of the targets of Node and
// SumNode.
func statement(sums liability.Sums, digests ...hash.Digest) []field.Element {
	out := []field.Element{field.New(sums.Equity), field.New(sums.Debt)}
	for _, d := range digests {
		out = append(out, d[:]...)
	}
	return out
}
