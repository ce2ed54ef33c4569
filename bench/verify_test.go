package bench

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por"
	"github.com/zkpor/por/bench/workload"
	"github.com/zkpor/por/proof"
)

// One user of 2^20, with 20 tokens, against a root that is verified already.
func BenchmarkVerifyUser(b *testing.B) {
	all := workload.All()
	i := slices.IndexFunc(all, func(w workload.Workload) bool { return w.Name == "verify_user" })
	work, err := all[i].Prepare(b.Context(), workload.Options{Workers: 1})
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if err := work.Run(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	rate(b, work.Count, "users")
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
