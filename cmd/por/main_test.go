package main

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/proof"
	"github.com/zkpor/por/verify"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"por": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the scripts that make no proofs.
func TestScripts(t *testing.T) {
	plonky2 := filepath.Dir(testutil.VectorPath(t, "plonky2/plonk"))
	okx := testutil.VectorPath(t, okxRun)
	runScripts(t, "testdata/script", func(env *testscript.Env) error {
		env.Setenv("PLONKY2", plonky2)
		env.Setenv("OKX", okx)
		return nil
	})
}

// TestProved runs the scripts that verify a round. Each finds it in out, a
// round of seven accounts in a tree of two batches, with the global proof in
// every user's file.
func TestProved(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), []byte(testSecret+"\n"), 0o600))
	for _, args := range [][]string{
		{"gen", "--accounts", "7", "--tokens", "3", "--seed", "1", "--out", filepath.Join(dir, "accounts")},
		{
			"prove", "--in", filepath.Join(dir, "accounts"), "--out", filepath.Join(dir, "out"),
			"--batch-size", "4", "--fan-in", "2", "--bundle",
			"--round", "2026-11", "--unit", "USD cent", "--snapshot-time", "2026-11-30T17:00:00+01:00",
			"--salt-secret-file", filepath.Join(dir, "secret"),
		},
	} {
		status, stdout, stderr := runHere(t.Context(), args...)
		require.Equal(t, statusPassed, status, "%s%s", stdout, stderr)
	}
	t.Run("folder", func(t *testing.T) { checkFolder(t, dir) })
	okx := testutil.VectorPath(t, okxRun)
	key, _ := okxKey(t)
	runScripts(t, "testdata/proved", func(env *testscript.Env) error {
		env.Setenv("OKX", okx)
		return errors.Join(
			os.CopyFS(env.WorkDir, os.DirFS(dir)),
			os.WriteFile(filepath.Join(env.WorkDir, "okx.key"), key, 0o600),
		)
	})
}

// TestOKX runs the scripts that verify a run of OKX's own programs. Each finds
// its files, and the key of the root circuit as por writes keys, in root.key, and
// as the fork of plonky2 does, in root.bin and root.hex.
func TestOKX(t *testing.T) {
	known := testutil.Vector(t, "okx/production_root_verifier_data_round_508787475.hex")
	key, data := okxKey(t)
	runScripts(t, "testdata/okx", func(env *testscript.Env) error {
		err := os.CopyFS(env.WorkDir, os.DirFS(testutil.VectorPath(t, okxRun)))
		for name, data := range map[string][]byte{
			"root.key":  key,
			"root.bin":  data,
			"root.hex":  []byte(hex.EncodeToString(data) + "\n"),
			"known.hex": known,
		} {
			err = errors.Join(err, os.WriteFile(filepath.Join(env.WorkDir, name), data, 0o600))
		}
		return err
	})
}

// okxRun has the files of a run of OKX's programs.
const okxRun = "okx/branch4_batch16x5"

// okxKey returns the key of the root circuit of okxRun as por writes keys, and
// the bare data of the circuit.
func okxKey(t *testing.T) (key, data []byte) {
	t.Helper()
	var o proof.OKXGlobal
	require.NoError(t, o.UnmarshalJSON(testutil.Vector(t, okxRun+"/"+globalFile)))
	shape, err := o.Shape()
	require.NoError(t, err)
	data = o.Circuits.RootVerifierData
	vk, common, err := proof.OKX().DecodeVerifierData(data)
	require.NoError(t, err)
	root, err := verify.NewRootKey(shape, common, *vk)
	require.NoError(t, err)
	key, err = root.AppendBinary(nil)
	require.NoError(t, err)
	return key, data
}

// checkFolder finds in dir what the round of TestProved was made from and in, no
// other file, and users' files that only their owner can read.
func checkFolder(t *testing.T, dir string) {
	if runtime.GOOS == "windows" {
		t.Skip("modes are those of Unix")
	}
	modes := make(map[string]fs.FileMode)
	require.NoError(t, filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := entry.Info()
		require.NoError(t, err)
		name, err = filepath.Rel(dir, name)
		require.NoError(t, err)
		if filepath.Base(filepath.Dir(name)) == usersFolder {
			name = filepath.Join(filepath.Dir(name), "user")
		}
		modes[name] = info.Mode().Perm()
		return nil
	}))
	delete(modes, ".")
	want := map[string]fs.FileMode{
		"accounts":                  0o755,
		"accounts/batch000000.json": 0o644,
		"secret":                    0o600,
		"out":                       0o755,
		"out/sum_proof_data.json":   0o644,
		"out/global_info.json":      0o644,
		"out/root.key":              0o644,
		"out/user_proofs":           0o700,
		"out/user_proofs/user":      0o600,
	}
	require.Equal(t, want, modes)
}

// testSecret is the salt secret of the tests.
const testSecret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

// TestLong runs the scripts that make proofs of their own.
func TestLong(t *testing.T) {
	if testing.Short() {
		t.Skip("makes proofs")
	}
	accounts, err := filepath.Abs("../../testdata/accounts")
	require.NoError(t, err)
	runScripts(t, "testdata/long", func(env *testscript.Env) error {
		env.Setenv("ACCOUNTS", accounts)
		return nil
	})
}

func runScripts(t *testing.T, dir string, setup func(*testscript.Env) error) {
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		Setup:               setup,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": cmdStatus,
			"edit":   cmdEdit,
			"patch":  cmdPatch,
		},
	})
}

// cmdStatus runs por and compares its exit status: status N arg...
func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: status N arg...")
	}
	got := 0
	err := ts.Exec("por", args[1:]...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if want := args[0]; strconv.Itoa(got) != want {
		ts.Fatalf("exit status %d, want %s", got, want)
	}
}

// cmdEdit replaces the one match of a regular expression in a file: edit file
// regexp replacement. It fails if that changes nothing.
func cmdEdit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit file regexp replacement")
	}
	re, err := regexp.Compile(args[1])
	ts.Check(err)
	before := ts.ReadFile(args[0])
	if n := len(re.FindAllStringIndex(before, -1)); n != 1 {
		ts.Fatalf("%d matches of %s, want 1", n, args[1])
	}
	after := re.ReplaceAllString(before, args[2])
	if after == before {
		ts.Fatalf("%s is unchanged", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(after), 0o600))
}

// cmdPatch sets a byte of a file: patch file offset byte. It fails if the file
// has it already.
func cmdPatch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: patch file offset byte")
	}
	offset, err := strconv.Atoi(args[1])
	ts.Check(err)
	value, err := strconv.ParseUint(args[2], 0, 8)
	ts.Check(err)
	data := []byte(ts.ReadFile(args[0]))
	if data[offset] == byte(value) {
		ts.Fatalf("%s is unchanged", args[0])
	}
	data[offset] = byte(value)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}
