package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/bench/measure"
	"github.com/zkpor/por/bench/workload"
)

// benchRows are rows of every kind: with all numbers, and with as few as
// possible.
var benchRows = []measure.Row{
	{
		Name: "standard_accounts", Cores: 8, Seconds: 123.4567, CPUSeconds: 890.2, PeakRSSBytes: 5 << 30,
		Rate: 1254.6, Unit: "accounts", Count: 100000, BuildSeconds: 2.5, Runs: 1,
	},
	{Name: "verify_user", Cores: 1, Seconds: 67.94e-6, Rate: 14718.4, Unit: "users", Count: 1, Runs: 15000},
	{Name: "build_1024x20", Cores: 1, Seconds: 1, Runs: 1},
}

func TestBenchTable(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, printRowsTable(&out, benchRows))
	require.Equal(t, `name               cores  one run          time    CPU time  peak RSS  rate per core    circuits built in
standard_accounts  8      100000 accounts  2m3s    14m50s    5120 MiB  1255 accounts/s  2.5s
verify_user        1      1 user           67.9µs  -         -         14718 users/s    -
build_1024x20      1      -                1s      -         -         -                -
`, out.String())
}

func TestBenchJSON(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, printRowsJSON(&out, benchRows))
	require.Equal(t, `[
{"name":"standard_accounts","cores":8,"seconds":123.4567,"cpu_seconds":890.2,"peak_rss_bytes":5368709120,"rate":1254.6,"unit":"accounts","count":100000,"build_seconds":2.5,"runs":1},
{"name":"verify_user","cores":1,"seconds":0.00006794,"rate":14718.4,"unit":"users","count":1,"runs":15000},
{"name":"build_1024x20","cores":1,"seconds":1,"runs":1}
]
`, out.String())

	for n := range len(benchRows) + 1 {
		out.Reset()
		require.NoError(t, printRowsJSON(&out, benchRows[:n]))
		rows := []measure.Row{}
		require.NoError(t, json.Unmarshal(out.Bytes(), &rows))
		require.Equal(t, append([]measure.Row{}, benchRows[:n]...), rows)
	}
}

// cell is what one row measures.
type cell struct {
	name  string
	cores int
}

func TestMeasureAll(t *testing.T) {
	workloads := []workload.Workload{{Name: "parallel"}, {Name: "sequential", Sequential: true}}
	run := func(allCores int) []cell {
		var cells []cell
		rows, err := measureAll(t.Context(), workloads, allCores, newProgress(io.Discard),
			func(_ context.Context, w workload.Workload, cores int) (measure.Row, error) {
				cells = append(cells, cell{w.Name, cores})
				return measure.Row{Name: w.Name, Cores: cores}, nil
			})
		require.NoError(t, err)
		require.Len(t, rows, len(cells))
		for i, r := range rows {
			require.Equal(t, cells[i], cell{r.Name, r.Cores})
		}
		return cells
	}
	require.Equal(t, []cell{{"parallel", 1}, {"parallel", 4}, {"sequential", 1}}, run(4))
	require.Equal(t, []cell{{"parallel", 1}, {"sequential", 1}}, run(1))
}

// TestMeasureAllStops keeps the rows before an error or an interruption.
func TestMeasureAllStops(t *testing.T) {
	workloads := []workload.Workload{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	broken := errors.New("broken")
	ctx, cancel := context.WithCancel(t.Context())
	for _, test := range []struct {
		cause func()
		err   error
	}{
		{func() {}, broken},
		{cancel, context.Canceled},
	} {
		rows, err := measureAll(ctx, workloads, 1, newProgress(io.Discard),
			func(_ context.Context, w workload.Workload, _ int) (measure.Row, error) {
				if w.Name == "b" {
					test.cause()
					return measure.Row{}, broken
				}
				return measure.Row{Name: w.Name}, nil
			})
		require.ErrorIs(t, err, test.err)
		require.Equal(t, []measure.Row{{Name: "a"}}, rows)
	}
}

func TestBenchSelected(t *testing.T) {
	names := func(b benchFlags) []string {
		selected, err := b.selected()
		require.NoError(t, err)
		var names []string
		for _, w := range selected {
			names = append(names, w.Name)
		}
		return names
	}
	require.Equal(t, workloadNames(), names(benchFlags{}))
	require.Contains(t, workloadNames(), "recursion_16")
	require.NotContains(t, names(benchFlags{quick: true}), "recursion_16")
	require.Equal(t, []string{"poseidon", "verify_user"}, names(benchFlags{only: []string{"verify_user", "poseidon"}}))
}
