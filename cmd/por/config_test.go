package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// write writes a file into a folder and returns its name.
func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestReadConfigLayers(t *testing.T) {
	folder := t.TempDir()
	t.Setenv(configVariable, "production")
	write(t, folder, "default.toml", `prover.round_no = 1`)
	write(t, folder, "production.toml", "[prover]\nround_no = 2\nbatch_size = 16\ntokens = ['A', 'B', 'C']\n[log]\nlevel = 'WARN'")
	write(t, folder, "local.toml", "[prover]\nbatch_size = 32\ntokens = ['D']")
	c, err := readConfig(folder, []string{"OTHER=1", "ZKPOR_PROVER.ROUND_NO=3", "zkpor_log.Console=true", "ZKPOR_LOG.DIR=7"})
	require.NoError(t, err)
	require.EqualValues(t, 3, *c.Prover.Round)
	require.Equal(t, 32, *c.Prover.BatchSize)
	require.Equal(t, []string{"D"}, c.Prover.Tokens)
	require.Equal(t, logConfig{Level: "WARN", Console: true, Dir: "7"}, c.Log)
	require.Nil(t, c.Prover.BatchThreads)
	require.Zero(t, c.workers())
}

func TestReadConfigRefuses(t *testing.T) {
	name := write(t, t.TempDir(), "config.toml", `prover.round_no = 1`)
	for variable, want := range map[string]string{
		"ZKPOR_PROVER.ROUND_NO=-1":                     "prover.round_no",
		"ZKPOR_PROVER.ROUND_NO=":                       "prover.round_no",
		"ZKPOR_PROVER.ROUND_NO=1\nlog.level = 'debug'": "prover.round_no",
		"ZKPOR_PROVER.TOKENS=BTC":                      "prover.tokens",
		"ZKPOR_PROVER.FAN_IN=4":                        "prover.fan_in",
		"ZKPOR_PROVER=4":                               "unknown key prover:",
		"ZKPOR_=4":                                     "unknown key",
		"ZKPOR_PROVER.ROUND_NO.X=4":                    "prover.round_no.x",
		"ZKPOR_LOG.FLAME=maybe":                        "log.flame",
		"ZKPOR_PROVER.BATCH_PROVE_THREADS_NUM=0":       "prover.batch_prove_threads_num is 0",
	} {
		_, err := readConfig(name, []string{variable})
		require.ErrorContains(t, err, want, "%q", variable)
	}
}

// The number of threads is that of OKX's, but not more than the machine has.
func TestConfigWorkers(t *testing.T) {
	threads := func(batch, recursive int) int {
		c := &config{Prover: proverConfig{BatchThreads: &batch, RecursiveThreads: &recursive}}
		return c.workers()
	}
	require.Equal(t, 1, threads(1, 1))
	require.Equal(t, runtime.GOMAXPROCS(0), threads(1, 1<<20))
}

func TestConfigVerbose(t *testing.T) {
	for level, want := range map[string]bool{"": false, "info": false, "debug": true, "TRACE": true} {
		c := &config{Log: logConfig{Level: level, Console: true}}
		require.Equal(t, want, c.verbose(), level)
		c.Log.Console = false
		require.False(t, c.verbose(), level)
	}
}
