package batch

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/merkle"
)

// The public inputs are totals and root of the native tree, and the context.
func TestStandardMatchesNativeTree(t *testing.T) {
	const tokens = 3
	committer := newCommitter(t, liability.Standard, tokens)
	for _, size := range []int{1, 2, 3, 5, 8, 11, 16} {
		c := newCircuit(t, liability.Standard, size, tokens)
		w := c.Circuit.NewWitness()
		for _, n := range slices.Compact([]int{0, 1, (size + 1) / 2, size}) {
			t.Run(fmt.Sprintf("%d of %d", n, size), func(t *testing.T) {
				accounts := randomAccounts(n, tokens)
				w.Reset()
				require.NoError(t, c.Assign(w, committer, accounts))
				_, inputs, err := run(c.Circuit, w)
				require.NoError(t, err)
				root := nativeRoot(t, committer, size, accounts)
				assert.Equal(t, statement(root.Sums, root.Hash, committer.Context()), inputs)
			})
		}
	}
}

// The cost does not depend on the number of tokens, nor does the circuit.
func TestStandardCircuitIsOneForAllTokens(t *testing.T) {
	assert.Equal(t,
		newCircuit(t, liability.Standard, 4, 1).Circuit.Key,
		newCircuit(t, liability.Standard, 4, 500).Circuit.Key)
}

func TestStandardProof(t *testing.T) {
	const size, tokens = 8, 5
	c := newCircuit(t, liability.Standard, size, tokens)
	committer := newCommitter(t, liability.Standard, tokens)
	accounts := randomAccounts(size-1, tokens)
	w := c.Circuit.NewWitness()
	require.NoError(t, c.Assign(w, committer, accounts))
	pr, err := prover.New(c.Circuit, prover.WithWorkers(2))
	require.NoError(t, err)
	p, err := pr.Prove(context.Background(), w)
	require.NoError(t, err)

	root := nativeRoot(t, committer, size, accounts)
	require.Equal(t, statement(root.Sums, root.Hash, committer.Context()), p.PublicInputs)
	require.NoError(t, verifyProof(c.Circuit, p))

	p.PublicInputs[0] = p.PublicInputs[0].Sub(field.One())
	require.ErrorIs(t, verifyProof(c.Circuit, p), circuit.ErrQuotient)
}

// verifyProof is verify.Proof for a circuit with gates that plonky2 lacks, of
// which there are no encoded keys.
func verifyProof(c *builder.Circuit, p *circuit.Proof) error {
	if err := c.Common.ValidateProof(p); err != nil {
		return err
	}
	publicInputsHash := p.PublicInputsHash()
	challenges, friChallenges := circuit.DeriveChallenges(&c.Common, &c.Key, publicInputsHash, p)
	if err := circuit.NewVanishing(&c.Common).Check(&p.Openings, publicInputsHash, &challenges); err != nil {
		return err
	}
	instance := c.Common.FRIInstance(challenges.Zeta)
	caps := []merkle.Cap{c.Key.ConstantsSigmasCap, p.WiresCap, p.ZsPartialProductsCap, p.QuotientCap}
	return fri.Verify(&c.Common.FRI, &instance, p.Openings.FRIOpenings(), &friChallenges, caps, &p.FRI)
}

// entry is an account of the standard circuit by field elements, past all native
// checks.
type entry struct {
	commitment   hash.Digest
	equity, debt field.Element
}

func setStandard(c *Circuit, w witness, context hash.Digest, entries []entry) {
	for i, a := range c.standard {
		for j, t := range a.commitment {
			w.Set(t, entries[i].commitment[j])
		}
		w.Set(a.equity, entries[i].equity)
		w.Set(a.debt, entries[i].debt)
	}
	for j, t := range c.context {
		w.Set(t, context[j])
	}
}

// ordinary returns n entries of the same values.
func ordinary(n int, equity, debt uint64) []entry {
	entries := make([]entry, n)
	for i := range entries {
		entries[i] = entry{hash.Digest{field.New(uint64(i))}, field.New(equity), field.New(debt)}
	}
	return entries
}

// Each case violates as few of the three conditions on an account as can be, so
// that none of them is idle.
func TestStandardRefuses(t *testing.T) {
	const size = 4
	c := newCircuit(t, liability.Standard, size, 1)
	const limit = 1 << 52
	minus := func(x uint64) field.Element { return field.New(x).Neg() }
	for _, test := range []struct {
		name         string
		equity, debt field.Element
	}{
		{"equity too large, debt and balance in range", field.New(limit), field.New(1)},
		{"debt negative, equity and balance in range", field.Zero(), minus(1)},
		{"balance negative, equity and debt in range", field.New(1), field.New(2)},
		{"equity and debt at the limit", field.New(limit), field.New(limit)},
		{"balance too large", field.New(limit), field.Zero()},
		{"equity and debt negative", minus(1000), minus(1000)},
		{"equity the largest element", minus(1), field.Zero()},
	} {
		for _, account := range []int{0, size - 1} {
			t.Run(fmt.Sprintf("%s, account %d", test.name, account), func(t *testing.T) {
				entries := ordinary(size, 5000, 2000)
				entries[account].equity, entries[account].debt = test.equity, test.debt
				w := c.Circuit.NewWitness()
				setStandard(c, w, hash.Digest{}, entries)
				_, _, err := run(c.Circuit, w)
				requireOutOfRange(t, err)
			})
		}
	}

	t.Run("accepts the largest values", func(t *testing.T) {
		w := c.Circuit.NewWitness()
		setStandard(c, w, hash.Digest{}, ordinary(size, limit-1, limit-1))
		_, inputs, err := run(c.Circuit, w)
		require.NoError(t, err)
		assert.Equal(t, uint64(size*(limit-1)), inputs[0].Uint64())
	})
}

// The account that lowers the totals in the okxv2 circuit is refused before any
// circuit sees it, too.
func TestNegativeAccountIsRefusedNatively(t *testing.T) {
	const x = 1000
	c := newCircuit(t, liability.Standard, 2, 1)
	negative := field.New(x).Neg().Uint64()
	accounts := []liability.Account{{Equity: []uint64{negative}, Debt: []uint64{negative}}}
	err := c.Assign(c.Circuit.NewWitness(), newCommitter(t, liability.Standard, 1), accounts)
	require.ErrorIs(t, err, liability.ErrRange)
}

// What a leaf binds shows in the root.
func TestStandardRootBindsLeaves(t *testing.T) {
	const size = 4
	c := newCircuit(t, liability.Standard, size, 1)
	w := c.Circuit.NewWitness()
	rootOf := func(entries []entry) hash.Digest {
		w.Reset()
		setStandard(c, w, hash.Digest{}, entries)
		_, inputs, err := run(c.Circuit, w)
		require.NoError(t, err)
		return hash.Digest(inputs[2 : 2+hash.DigestLen])
	}
	want := rootOf(ordinary(size, 5, 2))
	require.Equal(t, want, rootOf(ordinary(size, 5, 2)))
	for name, change := range map[string]func(e []entry){
		"commitment": func(e []entry) { e[2].commitment[3] = field.One() },
		"equity":     func(e []entry) { e[2].equity = field.New(6) },
		"debt":       func(e []entry) { e[2].debt = field.New(3) },
		"order":      func(e []entry) { e[1], e[2] = e[2], e[1] },
	} {
		entries := ordinary(size, 5, 2)
		change(entries)
		assert.NotEqual(t, want, rootOf(entries), name)
	}
}

// A leaf without its tag would be the node over the commitment and the sums.
func TestLeafIsNoNode(t *testing.T) {
	c := newCircuit(t, liability.Standard, 1, 1)
	w := c.Circuit.NewWitness()
	e := ordinary(1, 5, 2)[0]
	setStandard(c, w, hash.Digest{}, []entry{e})
	_, inputs, err := run(c.Circuit, w)
	require.NoError(t, err)
	root := hash.Digest(inputs[2 : 2+hash.DigestLen])
	assert.NotEqual(t, hash.Compress(e.commitment, hash.Digest{e.equity, e.debt}), root)
	sums := liability.Sums{Equity: 5, Debt: 2}
	assert.Equal(t, liability.StandardLeaf(liability.Entry{Commitment: e.commitment, Sums: sums}).Hash, root)
}

// From 2^11 accounts on the sums of a batch could exceed 62 bits, so they are
// checked on the way.
func TestStandardChecksRunningSums(t *testing.T) {
	if testing.Short() {
		t.Skip("2^14 rows")
	}
	const size = 2048
	c := newCircuit(t, liability.Standard, size, 1)
	w := c.Circuit.NewWitness()

	committer := newCommitter(t, liability.Standard, 1)
	accounts := randomAccounts(size, 1)
	require.NoError(t, c.Assign(w, committer, accounts))
	_, inputs, err := run(c.Circuit, w)
	require.NoError(t, err)
	root := nativeRoot(t, committer, size, accounts)
	assert.Equal(t, statement(root.Sums, root.Hash, committer.Context()), inputs)

	const most = 1<<52 - 1
	w.Reset()
	setStandard(c, w, hash.Digest{}, ordinary(size, most/2, most/2))
	_, _, err = run(c.Circuit, w)
	require.NoError(t, err)

	w.Reset()
	setStandard(c, w, hash.Digest{}, ordinary(size, most, 0))
	_, _, err = run(c.Circuit, w)
	requireOutOfRange(t, err)
}

// Every value of a gate's wires is determined: there is no change that the
// constraints do not see. Slots of arithmetic that are not in use are apart,
// where all is zero.
func TestStandardConstrainsEveryWire(t *testing.T) {
	const size, tokens = 2, 1
	c := newCircuit(t, liability.Standard, size, tokens)
	w := c.Circuit.NewWitness()
	require.NoError(t, c.Assign(w, newCommitter(t, liability.Standard, tokens), randomAccounts(size, tokens)))
	wires, inputs, err := run(c.Circuit, w)
	require.NoError(t, err)

	found := 0
	for row := range c.Circuit.Common.Degree() {
		gate, _ := c.Circuit.Gate(row)
		for column := range gate.NumWires() {
			old := wires[column][row]
			wires[column][row] = old.Add(field.New(2))
			err := c.Circuit.Check(wires, inputs)
			wires[column][row] = old
			if err != nil {
				require.ErrorIs(t, err, builder.ErrUnsatisfied)
				found++
				continue
			}
			require.Contains(t, gate.ID(), "ArithmeticGate", "wire %d of row %d", column, row)
			require.True(t, old.IsZero(), "wire %d of row %d", column, row)
		}
	}
	assert.Greater(t, found, 500)
	for i := range inputs {
		inputs[i] = inputs[i].Add(field.One())
		require.ErrorIs(t, c.Circuit.Check(wires, inputs), builder.ErrUnsatisfied, "public input %d", i)
		inputs[i] = inputs[i].Sub(field.One())
	}
}
