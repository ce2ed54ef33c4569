package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadFileBound(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, make([]byte, 10), 0o600))
	data, err := readFile(name, 10)
	require.NoError(t, err)
	require.Len(t, data, 10)
	_, err = readFile(name, 9)
	require.ErrorContains(t, err, "more than 9 bytes")
}

func TestCreateFileKeepsOthers(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, createFile(name, []byte("first"), 0o600))
	require.ErrorIs(t, createFile(name, []byte("second"), 0o600), fs.ErrExist)
	require.NoError(t, replaceFile(name, []byte("third"), 0o644))
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, "third", string(data))
	entries, err := os.ReadDir(filepath.Dir(name))
	require.NoError(t, err)
	require.Len(t, entries, 1, "no temporary file is left")
}

// TestStaging publishes into an empty folder and keeps off any other.
func TestStaging(t *testing.T) {
	parent := t.TempDir()
	final := filepath.Join(parent, "new", "out")
	require.NoError(t, os.MkdirAll(final, 0o755))
	s, err := createStaging(final + "/")
	require.NoError(t, err)
	require.NoError(t, createFile(filepath.Join(s.name, "file"), nil, 0o600))

	require.NoError(t, s.publish())
	s.remove()
	require.FileExists(t, filepath.Join(final, "file"))
	entries, err := os.ReadDir(filepath.Dir(final))
	require.NoError(t, err)
	require.Len(t, entries, 1)

	_, err = createStaging(final)
	require.ErrorContains(t, err, "not empty")
	_, err = createStaging(filepath.Join(final, "file"))
	require.Error(t, err)
}

// TestStagingRace does not replace a folder that has been filled meanwhile.
func TestStagingRace(t *testing.T) {
	final := filepath.Join(t.TempDir(), "out")
	s, err := createStaging(final)
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(final, 0o755))
	require.NoError(t, createFile(filepath.Join(final, "theirs"), nil, 0o600))
	require.Error(t, s.publish())
	s.remove()
	require.NoDirExists(t, s.name)
	require.FileExists(t, filepath.Join(final, "theirs"))
}

func TestParseTokens(t *testing.T) {
	tokens, err := parseTokens("")
	require.NoError(t, err)
	require.Empty(t, tokens)
	tokens, err = parseTokens("ETH, BTC")
	require.NoError(t, err)
	require.Equal(t, []string{"ETH", "BTC"}, tokens)

	name := filepath.Join(t.TempDir(), "tokens")
	require.NoError(t, os.WriteFile(name, []byte("XRP\r\nADA\n"), 0o600))
	tokens, err = parseTokens(name)
	require.NoError(t, err)
	require.Equal(t, []string{"XRP", "ADA"}, tokens)

	for _, bad := range []string{",", "BTC,,ETH", "BTC,BTC"} {
		_, err = parseTokens(bad)
		require.ErrorIs(t, err, errUsage, bad)
	}
}
