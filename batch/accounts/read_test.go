package accounts

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/liability"
)

const (
	idA = "aa00000000000000000000000000000000000000000000000000000000000001"
	idB = "bb00000000000000000000000000000000000000000000000000000000000002"
)

// writeFiles writes a.json, b.json, … with the given contents.
func writeFiles(t testing.TB, contents ...string) []string {
	dir := t.TempDir()
	files := make([]string, len(contents))
	for i, content := range contents {
		files[i] = filepath.Join(dir, string(rune('a'+i))+".json")
		require.NoError(t, os.WriteFile(files[i], []byte(content), 0o644))
	}
	return files
}

func rec(id, assets string) string { return `{"id":"` + id + `","assets":{` + assets + `}}` }

var standard = Config{Profile: liability.Standard}

// readAll opens files and collects their accounts.
func readAll(t testing.TB, files []string, cfg Config) (*Input, []liability.Account) {
	in, err := Open(context.Background(), files, cfg)
	require.NoError(t, err)
	var accounts []liability.Account
	for a, err := range in.All() {
		require.NoError(t, err)
		accounts = append(accounts, a)
	}
	require.Len(t, accounts, int(in.Accounts))
	return in, accounts
}

func TestOpen(t *testing.T) {
	files := writeFiles(t,
		"["+rec(idA, `"ETH":"12","BTC":"-3"`)+"]",
		"[]",
		" [ {\"assets\" : {} ,\n\"id\":\""+strings.ToUpper(idB)+"\"} ] \n",
	)
	a, err := liability.ParseID(idA)
	require.NoError(t, err)
	b, err := liability.ParseID(idB)
	require.NoError(t, err)

	in, accounts := readAll(t, files, standard)
	assert.Equal(t, Summary{Accounts: 2, Tokens: []string{"BTC", "ETH"}, Sums: liability.Sums{Equity: 12, Debt: 3}}, in.Summary)
	assert.Equal(t, []liability.Account{
		{ID: a, Equity: []uint64{0, 12}, Debt: []uint64{3, 0}},
		{ID: b, Equity: []uint64{0, 0}, Debt: []uint64{0, 0}},
	}, accounts)

	listed := Config{Profile: liability.OKXv2, Tokens: []string{"SOL", "ETH", "BTC"}}
	in, accounts = readAll(t, files, listed)
	assert.Equal(t, listed.Tokens, in.Tokens)
	assert.Equal(t, []uint64{0, 12, 0}, accounts[0].Equity)
	assert.Equal(t, []uint64{0, 0, 3}, accounts[0].Debt)
}

// TestOKXTestData reads the file that comes with OKX's prover.
func TestOKXTestData(t *testing.T) {
	path := testutil.VectorPath(t, "okx/test-data/batch0.json")
	in, accounts := readAll(t, []string{path}, standard)
	assert.EqualValues(t, 8, in.Accounts)
	assert.Len(t, in.Tokens, 220)
	assert.Equal(t, liability.Sums{Equity: 8801210029, Debt: 875}, in.Sums)
	assert.Equal(t, "0ca5a8a06ad2f88d6b95d219d1018ccc7c1777c557b1a2a72db413eef6264bb0", accounts[0].ID.String())

	cfg := Config{Profile: liability.Standard, Tokens: []string{"BTC", "ETH"}}
	_, err := Open(context.Background(), []string{path}, cfg)
	assert.ErrorIs(t, err, ErrUnknownToken)
}

// TestOKXRun reads the accounts of a complete run of OKX's prover and finds
// the totals that it published.
func TestOKXRun(t *testing.T) {
	const run = "okx/branch4_batch16x5/"
	var info struct {
		Equity uint64 `json:"equity_sum"`
		Debt   uint64 `json:"debt_sum"`
	}
	testutil.VectorJSON(t, run+"global_info.json", &info)
	files, err := Files(testutil.VectorPath(t, run+"users"))
	require.NoError(t, err)
	in, _ := readAll(t, files, Config{Profile: liability.OKXv2, Tokens: []string{"BTC", "ETH", "USDT", "USDC", "XRP"}})
	assert.EqualValues(t, 300, in.Accounts)
	assert.Equal(t, liability.Sums{Equity: info.Equity, Debt: info.Debt}, in.Sums)
}

func TestAllStops(t *testing.T) {
	in, _ := readAll(t, writeFiles(t, "["+rec(idA, "")+","+rec(idB, "")+"]"), Config{Profile: liability.Standard, Tokens: []string{"BTC"}})
	n := 0
	for _, err := range in.All() {
		require.NoError(t, err)
		n++
		break
	}
	assert.Equal(t, 1, n)
}

// TestAllChanged changes a file between the passes.
func TestAllChanged(t *testing.T) {
	before := "[" + rec(idA, `"BTC":"5"`) + "]"
	for name, after := range map[string]string{
		"value":    "[" + rec(idA, `"BTC":"6"`) + "]",
		"removed":  "[]",
		"added":    "[" + rec(idA, `"BTC":"5"`) + "," + rec(idB, "") + "]",
		"token":    "[" + rec(idA, `"ETH":"5"`) + "]",
		"bad":      "[" + rec(idA, `"BTC":"-5"`) + "]",
		"too much": "[" + rec(idA, `"BTC":"5000000000000000"`) + "]",
	} {
		t.Run(name, func(t *testing.T) {
			files := writeFiles(t, before)
			in, err := Open(context.Background(), files, standard)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(files[0], []byte(after), 0o644))
			assert.ErrorIs(t, lastError(in), ErrChanged)
		})
	}
	t.Run("broken", func(t *testing.T) {
		files := writeFiles(t, before)
		in, err := Open(context.Background(), files, standard)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(files[0], []byte(before[:20]), 0o644))
		assert.ErrorIs(t, lastError(in), ErrSyntax)
		require.NoError(t, os.Remove(files[0]))
		assert.ErrorIs(t, lastError(in), os.ErrNotExist)
	})
}

func lastError(in *Input) (last error) {
	for _, err := range in.All() {
		last = err
	}
	return last
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b2.json", "b10.json", "notes.txt", ".hidden", "sub/a.json", "c.JSON", "folder.json/x.json"} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, nil, 0o644))
	}
	require.NoError(t, os.Symlink(filepath.Join(dir, "b2.json"), filepath.Join(dir, "link.json")))
	require.NoError(t, os.Symlink(filepath.Join(dir, "sub"), filepath.Join(dir, "looped.json")))

	var want []string
	for _, name := range []string{"b10.json", "b2.json", "folder.json/x.json", "link.json", "sub/a.json"} {
		want = append(want, filepath.Join(dir, name))
	}
	got, err := Files(dir)
	require.NoError(t, err)
	assert.Equal(t, want, got)

	single := filepath.Join(dir, "notes.txt")
	got, err = Files(single, filepath.Join(dir, "sub"))
	require.NoError(t, err)
	assert.Equal(t, []string{single, filepath.Join(dir, "sub", "a.json")}, got)

	_, err = Files(filepath.Join(dir, "nothing"))
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = Files(t.TempDir())
	assert.ErrorContains(t, err, "no files named *.json")
}
