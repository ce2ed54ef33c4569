package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFindProofs(t *testing.T) {
	program, work := t.TempDir(), t.TempDir()
	folders := []string{program, work}
	touch := func(folder, name string) string {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, nil, 0o600))
		return path
	}
	find := func() (globals, users []string) { return findProofs(folders) }

	global, users := find()
	require.Empty(t, global)
	require.Empty(t, users)

	// Without a global proof, users' files may have it inside.
	mine := touch(work, "my_inclusion_proof.json")
	global, users = find()
	require.Empty(t, global)
	require.Equal(t, []string{mine}, users)

	// A round is never mixed from two folders.
	published := touch(program, globalFile)
	global, users = find()
	require.Equal(t, []string{published}, global)
	require.Empty(t, users)

	second := touch(program, "okx_sum_proof_data.json")
	global, _ = find()
	require.Equal(t, []string{second, published}, global)

	beside := touch(program, "user_inclusion_proof.json")
	touch(program, "other.json")
	global, users = find()
	require.Equal(t, []string{second, published}, global)
	require.Equal(t, []string{beside}, users)
}
