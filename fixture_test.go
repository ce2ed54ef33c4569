package por_test

import (
	"bytes"
	"context"
	"encoding"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// Dimensions of the trees in the tests: small, so that one proof takes seconds.
const (
	testBatchSize = 4
	testFanIn     = 2
	testLevels    = 1
)

var (
	testTokens = []string{"BTC", "ETH", "USDT"}
	testSecret = bytes.Repeat([]byte{0x5a}, liability.MinSecretBytes)
	testTime   = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
)

// testOptions are the options of all provers of the tests.
func testOptions(p por.Profile, more ...por.Option) []por.Option {
	return append([]por.Option{
		por.WithProfile(p),
		por.WithTokens(testTokens...),
		por.WithRound("2026-11"),
		por.WithSnapshotTime(testTime),
		por.WithUnit("USD cent"),
		por.WithBatchSize(testBatchSize),
		por.WithFanIn(testFanIn),
		por.WithSaltSecret(testSecret),
	}, more...)
}

// testAccounts returns solvent accounts, the same for the same n.
func testAccounts(n int) []por.Account {
	rng := rand.New(rand.NewPCG(uint64(n), 0))
	accounts := make([]por.Account, n)
	for i := range accounts {
		a := &accounts[i]
		for j := range a.ID {
			a.ID[j] = byte(rng.Uint32())
		}
		for range testTokens {
			equity := rng.Uint64N(1 << 40)
			a.Equity, a.Debt = append(a.Equity, equity), append(a.Debt, rng.Uint64N(equity+1))
		}
	}
	return accounts
}

// sequence yields accounts without errors.
func sequence(accounts []por.Account) iter.Seq2[por.Account, error] {
	return func(yield func(por.Account, error) bool) {
		for _, a := range accounts {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// released is a fixture of testdata/released: what a release wrote, which every
// later version must accept.
type released struct {
	accounts []por.Account
	key      *por.Key
	global   *por.GlobalProof
	users    []*por.UserProof

	files map[string][]byte // by name
}

// numReleased is the number of accounts of a fixture: two batches, one of them
// incomplete.
const numReleased = 7

func releasedDir(p por.Profile) string {
	return filepath.Join("testdata", "released", "v1", p.String())
}

// userFile returns the name, without its ending, of the file of a user.
func userFile(i int) string { return fmt.Sprintf("user-%d", i) }

// loadReleased reads a fixture. Every call returns another copy.
func loadReleased(t testing.TB, p por.Profile) *released {
	t.Helper()
	r := &released{
		accounts: testAccounts(numReleased),
		key:      new(por.Key),
		files:    make(map[string][]byte),
	}
	entries, err := os.ReadDir(releasedDir(p))
	require.NoError(t, err)
	for _, e := range entries {
		r.files[e.Name()], err = os.ReadFile(filepath.Join(releasedDir(p), e.Name()))
		require.NoError(t, err)
	}
	require.NoError(t, r.key.UnmarshalBinary(r.files["root.key"]))
	r.global, err = proof.DecodeGlobal(r.files["global.json"])
	require.NoError(t, err)
	for i := range numReleased {
		u, err := proof.DecodeInclusion(r.files[userFile(i)+".json"])
		require.NoError(t, err)
		r.users = append(r.users, u)
	}
	return r
}

var writeReleased = flag.Bool("write-released", false, "write the fixtures of testdata/released that do not exist")

// TestWriteReleased writes fixtures, if asked to. It overwrites none: they are
// for ever.
func TestWriteReleased(t *testing.T) {
	if !*writeReleased {
		t.Skip("without -write-released")
	}
	for _, p := range []por.Profile{por.Standard, por.OKXv2} {
		dir := releasedDir(p)
		if _, err := os.Stat(dir); err == nil {
			continue
		}
		prover, err := por.NewProver(testOptions(p)...)
		require.NoError(t, err)
		files := make(map[string][]byte)
		add := func(name string, v any) {
			data, err := json.Marshal(v)
			require.NoError(t, err)
			files[name] = append(data, '\n')
		}
		n := 0
		addBinary := func(name string, v encoding.BinaryAppender) {
			data, err := v.AppendBinary(nil)
			require.NoError(t, err)
			files[name] = data
		}
		global, err := prover.Prove(context.Background(), sequence(testAccounts(numReleased)), func(u *por.UserProof) error {
			add(userFile(n)+".json", u)
			addBinary(userFile(n)+".bin", u)
			n++
			return nil
		})
		require.NoError(t, err)
		add("global.json", global)
		addBinary("global.bin", global)
		key, err := prover.Key(context.Background(), testLevels)
		require.NoError(t, err)
		addBinary("root.key", key)

		require.NoError(t, os.MkdirAll(dir, 0o755))
		for name, data := range files {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o644))
		}
	}
}

// recorder is a prover that every long test may use, one after the other, so
// that circuits are built once.
type recorder struct {
	*por.Prover
	progress []por.Progress
}

var sharedProver = sync.OnceValues(func() (*recorder, error) {
	r := new(recorder)
	var err error
	r.Prover, err = por.NewProver(testOptions(por.Standard,
		por.WithProgress(func(p por.Progress) { r.progress = append(r.progress, p) }))...)
	return r, err
})

// longProver returns the shared prover, or skips the test in short mode.
func longProver(t testing.TB) *recorder {
	t.Helper()
	if testing.Short() {
		t.Skip("makes recursive proofs")
	}
	r, err := sharedProver()
	require.NoError(t, err)
	r.progress = nil
	return r
}
