package liability

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
)

// okxAccount is an account as OKX's programs and the vectors write it.
type okxAccount struct {
	ID     ID       `json:"id"`
	Equity []string `json:"equity"`
	Debt   []string `json:"debt"`
}

func (a okxAccount) account(t *testing.T) Account {
	return Account{a.ID, parseUints(t, a.Equity), parseUints(t, a.Debt)}
}

func parseUints(t *testing.T, in []string) []uint64 {
	out := make([]uint64, len(in))
	for i, s := range in {
		require.NoError(t, json.Unmarshal([]byte(s), &out[i]))
	}
	return out
}

// TestOKXBatchVectors rebuilds the sum trees of OKX's batch circuits, node by
// node.
func TestOKXBatchVectors(t *testing.T) {
	for _, name := range []string{"10_okx_batch_4x3", "10_okx_batch_4x3_b1", "10_okx_batch_4x3_b2", "10_okx_batch_4x3_b3", "10_okx_batch_16x3"} {
		t.Run(name, func(t *testing.T) {
			var v struct {
				Accounts []okxAccount `json:"accounts"`
				IDs      [][]string   `json:"user_id_fields"`
				Nodes    []struct {
					Hash   []string `json:"hash"`
					Equity string   `json:"sum_equity"`
					Debt   string   `json:"sum_debt"`
				} `json:"mst_nodes_leaves_first_root_last"`
			}
			testutil.VectorJSON(t, "plonky2/plonk/"+name+"/accounts.json", &v)

			accounts := make([]Account, len(v.Accounts))
			for i, a := range v.Accounts {
				accounts[i] = a.account(t)
				for j, e := range a.ID.Elements() {
					assert.Equal(t, v.IDs[i][j], e.String(), "account %d, element %d", i, j)
				}
			}
			leaves, err := okxCommitter(t, len(accounts[0].Equity)).Leaves(accounts)
			require.NoError(t, err)
			batch, err := NewBatch(Shape{OKXv2, len(accounts), 2, 1}, leaves)
			require.NoError(t, err)

			var got []hash.Digest
			for _, level := range batch.levels {
				got = append(got, level...)
			}
			require.Len(t, got, len(v.Nodes))
			for i, node := range v.Nodes {
				for j, e := range got[i] {
					assert.Equal(t, node.Hash[j], e.String(), "node %d, element %d", i, j)
				}
			}
			for i, leaf := range leaves {
				sums := parseUints(t, []string{v.Nodes[i].Equity, v.Nodes[i].Debt})
				assert.Equal(t, Sums{sums[0], sums[1]}, leaf.Sums)
			}
			last := v.Nodes[len(v.Nodes)-1]
			sums := parseUints(t, []string{last.Equity, last.Debt})
			assert.Equal(t, Sums{sums[0], sums[1]}, batch.Root().Sums)
		})
	}
}

func okxCommitter(t testing.TB, tokens int) *Committer {
	round := testRound(OKXv2, tokens)
	c, err := NewCommitter(round, nil)
	require.NoError(t, err)
	return c
}

// okxUserProof is a user proof as OKX's prover writes it.
type okxUserProof struct {
	Account okxAccount    `json:"account"`
	Index   uint64        `json:"index"`
	Batch   []hash.Digest `json:"sum_tree_siblings"`
	Levels  []struct {
		Left  []hash.Digest `json:"left_hashes"`
		Right []hash.Digest `json:"right_hashes"`
	} `json:"recursive_tree_siblings"`
}

func (p okxUserProof) inclusion(t *testing.T) *Inclusion {
	siblings := slices.Clone(p.Batch)
	for _, level := range p.Levels {
		siblings = append(append(siblings, level.Left...), level.Right...)
	}
	return &Inclusion{
		Round:   Round{Profile: OKXv2},
		Account: p.Account.account(t),
		Path:    Path{p.Index, siblings},
	}
}

// The shape and the totals of the complete run of OKX's own prover.
var okxRunShape = Shape{Profile: OKXv2, BatchSize: 16, FanIn: 4, Levels: 3}

const okxRun = "okx/branch4_batch16x5/"

func okxRunRoot(t *testing.T) Root {
	var info struct {
		Root   hash.Digest `json:"root_hash"`
		Equity uint64      `json:"equity_sum"`
		Debt   uint64      `json:"debt_sum"`
	}
	testutil.VectorJSON(t, okxRun+"global_info.json", &info)
	return Root{Shape: okxRunShape, Node: Node{info.Root, Sums{info.Equity, info.Debt}}}
}

func okxRunProofs(t *testing.T) []okxUserProof {
	dir := testutil.VectorPath(t, okxRun+"user_proofs")
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	proofs := make([]okxUserProof, len(files))
	for i, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(data, &proofs[i]))
	}
	return proofs
}

// TestOKXUserProofs checks the user proofs that OKX's prover wrote against its
// root.
func TestOKXUserProofs(t *testing.T) {
	root := okxRunRoot(t)
	for _, p := range okxRunProofs(t) {
		in := p.inclusion(t)
		require.NoError(t, in.Check(root), "index %d", p.Index)

		in.Account.Equity[0]++
		assert.ErrorIs(t, in.Check(root), ErrRootMismatch, "index %d", p.Index)
	}
}

// TestOKXRun rebuilds the whole tree of that run from the users' file and
// finds OKX's root, totals and paths.
func TestOKXRun(t *testing.T) {
	root, proofs := okxRunRoot(t), okxRunProofs(t)
	accounts := okxRunAccounts(t)
	require.Len(t, accounts, 300)
	c := okxCommitter(t, 5)
	var batches []*Batch
	var roots []Node
	for from := 0; from < len(accounts); from += okxRunShape.BatchSize {
		leaves, err := c.Leaves(accounts[from:min(from+okxRunShape.BatchSize, len(accounts))])
		require.NoError(t, err)
		batch, err := NewBatch(okxRunShape, leaves)
		require.NoError(t, err)
		batches, roots = append(batches, batch), append(roots, batch.Root())
	}

	// OKX fills whole batches with accounts of an id drawn at random, known
	// here only by the root of such a batch: batch 19, beside the last one.
	var emptyBatch hash.Digest
	for _, p := range proofs {
		if p.Index/16 == 18 {
			emptyBatch = p.Levels[0].Right[0]
		}
	}
	tree, err := newTree(okxRunShape, roots, okxRunShape.emptyHashesAbove(emptyBatch))
	require.NoError(t, err)
	assert.Equal(t, root.Node, tree.Root())

	for _, p := range proofs {
		path, err := tree.Path(batches[p.Index/16], p.Index)
		require.NoError(t, err)
		in := p.inclusion(t)
		assert.Equal(t, in.Path, path)
		assert.Equal(t, in.Account, accounts[p.Index])
	}
}

func okxRunAccounts(t *testing.T) []Account {
	var users []struct {
		ID     ID                `json:"id"`
		Assets map[string]string `json:"assets"`
	}
	testutil.VectorJSON(t, okxRun+"users/batch0.json", &users)
	tokens := []string{"BTC", "ETH", "USDT", "USDC", "XRP"}
	accounts := make([]Account, len(users))
	for i, u := range users {
		a := Account{u.ID, make([]uint64, len(tokens)), make([]uint64, len(tokens))}
		for j, token := range tokens {
			var v int64
			if s, ok := u.Assets[token]; ok {
				require.NoError(t, json.Unmarshal([]byte(s), &v))
			}
			if v < 0 {
				a.Debt[j] = uint64(-v)
			} else {
				a.Equity[j] = uint64(v)
			}
		}
		accounts[i] = a
	}
	return accounts
}
