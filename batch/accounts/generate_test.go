package accounts

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/liability"
)

func TestGenerate(t *testing.T) {
	g := Generator{Accounts: 2500, Tokens: 25, PerFile: 1024, Seed: 7}
	dir := filepath.Join(t.TempDir(), "new", "folder")
	files, err := g.Generate(context.Background(), dir)
	require.NoError(t, err)
	require.Len(t, files, 3)

	listed, err := Files(dir)
	require.NoError(t, err)
	assert.Equal(t, files, listed)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 3, "temporary files are left")

	cfg := Config{Profile: liability.Standard, Tokens: TokenNames(g.Tokens)}
	in, accounts := readAll(t, files, cfg)
	require.EqualValues(t, g.Accounts, in.Accounts)
	indebted, empty := 0, 0
	for i, a := range accounts {
		require.Equal(t, g.Account(uint64(i)), a)
		sums, err := a.Sums(liability.Standard)
		require.NoError(t, err)
		if sums.Debt > 0 {
			indebted++
		}
		if sums.Equity == 0 {
			empty++
		}
	}
	assert.InDelta(t, 0.1, float64(indebted)/float64(g.Accounts), 0.03)
	assert.Less(t, empty, len(accounts)/5)
}

// TestGenerateRepeats writes the same accounts twice, and others with another
// seed.
func TestGenerateRepeats(t *testing.T) {
	contents := func(g Generator) string {
		files, err := g.Generate(context.Background(), t.TempDir())
		require.NoError(t, err)
		data, err := os.ReadFile(files[0])
		require.NoError(t, err)
		return string(data)
	}
	g := Generator{Accounts: 50, Tokens: 3, Seed: 1}
	first := contents(g)
	assert.Equal(t, first, contents(g))
	g.Seed = 2
	assert.NotEqual(t, first, contents(g))
}

func TestGenerateErrors(t *testing.T) {
	dir := t.TempDir()
	for _, g := range []Generator{
		{},
		{Accounts: 1},
		{Accounts: 1, Tokens: -1},
		{Accounts: 1, Tokens: liability.MaxTokens + 1},
		{Accounts: 1, Tokens: 1, PerFile: -1},
	} {
		_, err := g.Generate(context.Background(), dir)
		assert.ErrorIs(t, err, ErrGenerate, "%+v", g)
	}
	g := Generator{Accounts: 3, Tokens: 1}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := g.Generate(ctx, dir)
	assert.ErrorIs(t, err, context.Canceled)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries, "a failed run leaves files")

	_, err = g.Generate(context.Background(), dir)
	require.NoError(t, err)
	_, err = g.Generate(context.Background(), dir)
	assert.ErrorIs(t, err, ErrGenerate)
}

func TestTokenNames(t *testing.T) {
	assert.Equal(t, []string{"BTC", "ETH"}, TokenNames(2))
	assert.NoError(t, liability.ValidateTokens(TokenNames(liability.MaxTokens)))
}

func BenchmarkOpen(b *testing.B) {
	g := Generator{Accounts: 5000, Tokens: 20, Seed: 1}
	files, err := g.Generate(context.Background(), b.TempDir())
	require.NoError(b, err)
	info, err := os.Stat(files[0])
	require.NoError(b, err)
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(context.Background(), files, standard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(g.Accounts)*float64(b.N)/b.Elapsed().Seconds(), "accounts/s")
}
