// Package testutil finds test vectors and makes test inputs.
package testutil

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// vectorRoots returns the folders that may hold vectors, nearest first: the
// repository's own testdata, which travels with a clone, and the full set that
// a development machine keeps beside the checkout.
func vectorRoots() []string {
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		return nil
	}
	repo := filepath.Join(filepath.Dir(file), "..", "..")
	return []string{
		filepath.Join(repo, "testdata", "vectors"),
		filepath.Join(repo, "..", "shared", "vectors"),
	}
}

// VectorPath returns the path of a vector such as
// "plonky2/plonk/01_fibonacci/proof.bin". Where the machine does not have it,
// the test is skipped, or failed if the environment sets POR_REQUIRE.
func VectorPath(t testing.TB, name string) string {
	t.Helper()
	for _, root := range vectorRoots() {
		path := filepath.Join(root, filepath.FromSlash(name))
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	if os.Getenv("POR_REQUIRE") != "" {
		t.Fatalf("vector %s: not found", name)
	}
	t.Skipf("vector %s: not on this machine", name)
	return ""
}

// Vector returns the content of a vector, see [VectorPath].
func Vector(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(VectorPath(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// VectorJSON decodes a JSON vector into v. Numbers decoded into an any keep
// their digits as json.Number.
func VectorJSON(t testing.TB, name string, v any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(Vector(t, name)))
	dec.UseNumber()
	if err := dec.Decode(v); err != nil {
		t.Fatalf("vector %s: %v", name, err)
	}
}
