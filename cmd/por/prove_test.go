package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// runHere runs a command line in this process.
func runHere(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = run(ctx, args, &out, &err)
	return status, out.String(), err.String()
}

// cancelAt is a writer that cancels a context when a text is written.
type cancelAt struct {
	bytes.Buffer
	text   string
	cancel context.CancelFunc
}

func (c *cancelAt) Write(p []byte) (int, error) {
	if strings.Contains(string(p), c.text) {
		c.cancel()
	}
	return c.Buffer.Write(p)
}

// TestInterrupted interrupts a run after its first stage and finds nothing left
// of it.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	accounts := filepath.Join(dir, "accounts")
	status, _, stderr := runHere(t.Context(), "gen", "--accounts", "3", "--tokens", "2", "--out", accounts)
	require.Equal(t, statusPassed, status, stderr)

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	errs := &cancelAt{text: "reading accounts", cancel: cancel}
	status = run(ctx, []string{
		"prove", "--in", accounts, "--out", filepath.Join(dir, "out"), "--batch-size", "2", "--fan-in", "2",
	}, new(bytes.Buffer), errs)
	require.Equal(t, statusUnknown, status)
	require.Contains(t, errs.String(), "por: interrupted\n")
	require.NotContains(t, errs.String(), "proving")

	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1, "only the accounts are left")
}
