package bench

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// One user of 2^20, with 20 tokens, against a root that is verified already.
func BenchmarkVerifyUser(b *testing.B) {
	const tokens, batches = 20, 1024
	shape := liability.Shape{Profile: liability.Standard, BatchSize: batchSize, FanIn: 4, Levels: 5}
	committer := newCommitter(b, liability.Standard, tokens)
	accounts := randomAccounts(batchSize, tokens)
	leaves, err := committer.Leaves(accounts)
	require.NoError(b, err)
	own, err := liability.NewBatch(shape, leaves)
	require.NoError(b, err)
	roots := make([]liability.Node, batches)
	roots[0] = own.Root()
	tree, err := liability.NewTree(shape, roots)
	require.NoError(b, err)
	const user = 7
	path, err := tree.Path(own, user)
	require.NoError(b, err)
	u := &por.UserProof{Inclusion: *committer.Inclusion(accounts[user], path)}
	root := por.Root{Shape: shape, Context: committer.Context(), Node: tree.Root()}

	b.ReportAllocs()
	for b.Loop() {
		if err := por.VerifyUser(u, por.WithRoot(root)); err != nil {
			b.Fatal(err)
		}
	}
	rate(b, 1, "users")
}

// The fixture's global proof, of a circuit of 2^14 rows.
func BenchmarkVerifyGlobal(b *testing.B) {
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("..", "testdata", "released", "v1", "standard", name))
		require.NoError(b, err)
		return data
	}
	key := new(por.Key)
	require.NoError(b, key.UnmarshalBinary(read("root.key")))
	g, err := proof.DecodeGlobal(read("global.bin"))
	require.NoError(b, err)

	b.ReportAllocs()
	for b.Loop() {
		if _, err := por.VerifyGlobal(g, por.WithKey(key)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(g.Proof)), "proof-bytes")
	b.ReportMetric(float64(key.Key().Common().DegreeBits()), "log2-rows")
}
