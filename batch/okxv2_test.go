package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// okxVector is OKX's batch circuit, built and proved by plonky2 or their fork
// of it.
type okxVector struct {
	folder string // of the vectors
	format *proof.Format
	rows   bool // are on record
}

// okxVectors returns the vectors of both programs.
func okxVectors() []okxVector {
	var all []okxVector
	for _, name := range []string{
		"10_okx_batch_4x3", "10_okx_batch_4x3_b1", "10_okx_batch_4x3_b2", "10_okx_batch_4x3_b3", "10_okx_batch_16x3",
	} {
		all = append(all,
			okxVector{"plonky2/plonk/" + name, proof.Plonky2(), true},
			okxVector{"okx_fork/plonk/" + name, proof.OKX(), name == "10_okx_batch_4x3"})
	}
	return all
}

func (v okxVector) path(file string) string { return v.folder + "/" + file }

// accounts reads accounts.json.
func (v okxVector) accounts(t *testing.T) []liability.Account {
	t.Helper()
	var in struct {
		Accounts []struct {
			ID     liability.ID    `json:"id"`
			Equity []field.Element `json:"equity"`
			Debt   []field.Element `json:"debt"`
		} `json:"accounts"`
		IDs [][liability.IDElements]field.Element `json:"user_id_fields"`
	}
	testutil.VectorJSON(t, v.path("accounts.json"), &in)
	accounts := make([]liability.Account, len(in.Accounts))
	for i, a := range in.Accounts {
		require.Equal(t, in.IDs[i], a.ID.Elements())
		accounts[i] = liability.Account{ID: a.ID, Equity: words(a.Equity), Debt: words(a.Debt)}
	}
	return accounts
}

func words(elements []field.Element) []uint64 {
	out := make([]uint64, len(elements))
	for i, e := range elements {
		out[i] = e.Uint64()
	}
	return out
}

// row is an entry of rows.json: a gate and its constants.
type row struct {
	Gate      string
	Constants []field.Element
}

func (r *row) UnmarshalJSON(data []byte) error {
	return json.NewDecoder(bytes.NewReader(data)).Decode(&[]any{&r.Gate, &r.Constants})
}

// The circuit is OKX's row by row, with the same wiring, key and description,
// and without randomness its proofs are those of plonky2, or of the fork.
func TestOKXv2Vectors(t *testing.T) {
	for _, v := range okxVectors() {
		t.Run(v.folder, func(t *testing.T) {
			accounts := v.accounts(t)
			tokens := len(accounts[0].Equity)
			c, err := New(liability.OKXv2, len(accounts), tokens, circuit.OKXConfig(), 2, builder.WithDialect(v.format.Dialect))
			require.NoError(t, err)
			require.Equal(t, len(accounts), c.Size())
			v.compareRows(t, c)

			key, err := proof.DecodeVerifierKey(testutil.Vector(t, v.path("verifier_only.bin")))
			require.NoError(t, err)
			assert.Equal(t, *key, c.Circuit.Key)
			common, err := v.format.AppendCommon(nil, &c.Circuit.Common)
			require.NoError(t, err)
			assert.Equal(t, testutil.Vector(t, v.path("common.bin")), common)

			w := c.Circuit.NewWitness()
			require.NoError(t, c.Assign(w, newCommitter(t, liability.OKXv2, tokens), accounts))
			pr, err := prover.New(c.Circuit, prover.WithWorkers(2), prover.WithEntropy(entropy.Zeros()))
			require.NoError(t, err)
			p, err := pr.Prove(context.Background(), w)
			require.NoError(t, err)

			var info struct {
				PublicInputs []field.Element `json:"public_inputs"`
			}
			testutil.VectorJSON(t, v.path("info.json"), &info)
			assert.Equal(t, info.PublicInputs, p.PublicInputs)
			encoded, err := v.format.AppendProof(nil, &c.Circuit.Common, p)
			require.NoError(t, err)
			assert.True(t, bytes.Equal(testutil.Vector(t, v.path("proof.bin")), encoded), "proof differs")
		})
	}
}

// compareRows compares the rows of a circuit with those of the vector, if they
// are on record.
func (v okxVector) compareRows(t *testing.T, c *Circuit) {
	t.Helper()
	if !v.rows {
		return
	}
	var rows []row
	testutil.VectorJSON(t, v.path("rows.json"), &rows)
	require.Equal(t, len(rows), c.Circuit.Common.Degree())
	for i, want := range rows {
		gate, constants := c.Circuit.Gate(i)
		require.Equal(t, want, row{gate.ID(), constants}, "row %d", i)
	}
}

// The public inputs are totals and root of the native tree.
func TestOKXv2MatchesNativeTree(t *testing.T) {
	const size, tokens = 8, 2
	c := newCircuit(t, liability.OKXv2, size, tokens)
	committer := newCommitter(t, liability.OKXv2, tokens)
	w := c.Circuit.NewWitness()
	for _, n := range []int{0, 1, 5, size} {
		accounts := randomAccounts(n, tokens)
		w.Reset()
		require.NoError(t, c.Assign(w, committer, accounts))
		_, inputs, err := run(c.Circuit, w)
		require.NoError(t, err)
		root := nativeRoot(t, committer, size, accounts)
		assert.Equal(t, statement(root.Sums, root.Hash), inputs, "%d accounts", n)
	}
}

// setOKXv2 sets the first token of an account to any field elements, past all
// native checks.
func setOKXv2(w witness, a tokenTargets, equity, debt field.Element) {
	for _, t := range a.id {
		w.Set(t, field.Zero())
	}
	w.Set(a.equity[0], equity)
	w.Set(a.debt[0], debt)
	for i := 1; i < len(a.equity); i++ {
		w.Set(a.equity[i], field.Zero())
		w.Set(a.debt[i], field.Zero())
	}
}

// Why the standard profile checks more: here an account whose equity and debt
// are both −x lowers both published totals by x.
func TestOKXv2AcceptsNegativeAccount(t *testing.T) {
	const size, x = 4, 1000
	c := newCircuit(t, liability.OKXv2, size, 1)
	w := c.Circuit.NewWitness()
	for _, a := range c.okxv2[:size-1] {
		setOKXv2(w, a, field.New(5000), field.New(2000))
	}
	negative := field.New(x).Neg()
	setOKXv2(w, c.okxv2[size-1], negative, negative)
	_, inputs, err := run(c.Circuit, w)
	require.NoError(t, err)
	assert.Equal(t, uint64((size-1)*5000-x), inputs[0].Uint64())
	assert.Equal(t, uint64((size-1)*2000-x), inputs[1].Uint64())
}

func TestOKXv2Refuses(t *testing.T) {
	const size = 4
	c := newCircuit(t, liability.OKXv2, size, 2)
	minusOne := field.One().Neg()
	for _, test := range []struct {
		name         string
		account      int
		equity, debt field.Element
	}{
		{"debt above equity", 1, field.New(5), field.New(6)},
		{"equity of 62 bits too many", 1, field.New(1 << 62), field.Zero()},
		// Not the rightmost account: the running sums give it away.
		{"negative equity and debt", 0, minusOne, minusOne},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := c.Circuit.NewWitness()
			for i, a := range c.okxv2 {
				if i == test.account {
					setOKXv2(w, a, test.equity, test.debt)
				} else {
					setOKXv2(w, a, field.New(3), field.New(2))
				}
			}
			_, _, err := run(c.Circuit, w)
			requireOutOfRange(t, err)
		})
	}
}

// A sum node's hash is that of the native tree, whatever the number of children.
func TestSumParentHash(t *testing.T) {
	children := []hash.Digest{{field.New(1)}, {field.New(2)}, {field.New(3)}, {field.New(4)}}
	sums := []liability.Sums{{Equity: 9, Debt: 1}, {Equity: 8}, {Equity: 7, Debt: 7}, {}}
	c, inputs := combineCircuit(t, liability.OKXv2, len(children))
	w := c.NewWitness()
	var preimage []field.Element
	for i, d := range children {
		w.SetAll(inputs[i], statement(sums[i], d))
		preimage = append(preimage, d[:]...)
	}
	_, got, err := run(c, w)
	require.NoError(t, err)
	assert.Equal(t, statement(liability.Sums{Equity: 24, Debt: 8}, hash.NoPad(preimage)), got)
}
