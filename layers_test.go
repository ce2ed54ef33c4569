package por_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/zkpor/por"

// ladder holds the packages in an order in which each imports only what stands
// before it: first those of the verifier, whose closure a test of package verify
// looks at, then those of the prover.
var ladder = []string{
	"field", "field/vec", "hash", "merkle", "fri", "circuit", "liability", "proof", "verify",
	"field/ntt", "fri/prover", "circuit/builder", "circuit/prover",
	"batch", "batch/accounts", "recursive", "", "bench/workload", "bench/measure", "cmd/por",
}

// notLayer reports whether a package is one that anything may import, or that only tests
// and readers see.
func notLayer(path string) bool {
	for _, part := range []string{"internal", "circuittest", "buildertest", "bench", "examples"} {
		if slices.Contains(strings.Split(path, "/"), part) {
			return true
		}
	}
	return false
}

// pkg is what go list says about a package.
type pkg struct {
	ImportPath string
	Imports    []string
}

// listPackages runs go list. The test is skipped where there is no go command.
func listPackages(t *testing.T, pattern string) []pkg {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command")
	}
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", pattern).Output()
	require.NoError(t, err)
	var pkgs []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return pkgs
		}
		require.NoError(t, err)
		pkgs = append(pkgs, p)
	}
}

// local returns the path of a package within the module.
func local(path string) (string, bool) {
	if path == module {
		return "", true
	}
	return strings.CutPrefix(path, module+"/")
}

// Imports point to the left of the ladder only.
func TestLayers(t *testing.T) {
	for _, p := range listPackages(t, module+"/...") {
		from, _ := local(p.ImportPath)
		if notLayer(from) {
			continue
		}
		at := slices.Index(ladder, from)
		require.GreaterOrEqual(t, at, 0, "package %q has no place among the layers", from)
		for _, imported := range p.Imports {
			to, ok := local(imported)
			if !ok || strings.HasPrefix(to, "internal/") {
				continue
			}
			assert.Contains(t, ladder[:at], to, "%s imports %s", from, to)
		}
	}
}

// The internal packages stand on each other and the standard library alone.
func TestInternalPackages(t *testing.T) {
	for _, p := range listPackages(t, module+"/internal/...") {
		for _, imported := range p.Imports {
			to, ok := local(imported)
			first, _, _ := strings.Cut(imported, "/")
			standard := !strings.Contains(first, ".")
			assert.True(t, standard || ok && strings.HasPrefix(to, "internal/") || strings.HasPrefix(imported, "golang.org/x/sys/"),
				"%s imports %s", p.ImportPath, imported)
		}
	}
}
