package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/zkpor/por/bench/measure"
	"github.com/zkpor/por/bench/workload"
)

// benchFlags are the flags of por bench.
type benchFlags struct {
	json  bool
	quick bool
	only  []string
	row   string // to measure in this process
}

func newBench() *cobra.Command {
	var b benchFlags
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure what proving and verifying cost on this machine",
		Long: `Measures kernels, proofs, a whole round and verification, on one core and on all
of them, each in a process of its own. Prints time and CPU time of one run, the
peak of the resident memory (on Linux), and the rate per second and core.

Building the circuits is not part of a run. It is done once for many rounds and
shown apart.`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return b.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.BoolVar(&b.json, "json", false, "print JSON: an array with an object for each row")
	f.BoolVar(&b.quick, "quick", false, "leave out what takes about a minute or more, and prove a smaller round")
	f.StringSliceVar(&b.only, "only", nil, "comma-separated names of what to measure: "+strings.Join(workloadNames(), ","))
	f.StringVar(&b.row, "row", "", "measure one row in this process")
	if err := f.MarkHidden("row"); err != nil {
		panic(err) // no such flag: a bug in this program
	}
	return cmd
}

func (b *benchFlags) run(ctx context.Context, stdout, stderr io.Writer) error {
	if b.row != "" {
		return b.measureHere(ctx, stdout)
	}
	selected, err := b.selected()
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Fprintln(stderr, measure.Machine())
	bar := newProgress(stderr)
	rows, err := measureAll(ctx, selected, runtime.GOMAXPROCS(0), bar, func(ctx context.Context, w workload.Workload, cores int) (measure.Row, error) {
		return b.measureApart(ctx, program, w, cores)
	})
	bar.end()
	// Rows that were measured before an error count.
	return errors.Join(err, b.print(stdout, rows))
}

// selected returns the workloads that the flags ask for.
func (b *benchFlags) selected() ([]workload.Workload, error) {
	for _, name := range b.only {
		if !slices.Contains(workloadNames(), name) {
			return nil, usagef("--only: got %q, want some of %s", name, strings.Join(workloadNames(), ","))
		}
	}
	selected := slices.DeleteFunc(workload.All(), func(w workload.Workload) bool {
		return b.quick && w.Long || len(b.only) > 0 && !slices.Contains(b.only, w.Name)
	})
	if len(selected) == 0 {
		return nil, usagef("--only: nothing that is left with --quick")
	}
	return selected, nil
}

func workloadNames() []string {
	var names []string
	for _, w := range workload.All() {
		names = append(names, w.Name)
	}
	return names
}

// measureFunc measures one workload on a number of cores.
type measureFunc func(ctx context.Context, w workload.Workload, cores int) (measure.Row, error)

// measureAll measures workloads on one core and on all of them. It returns the
// rows up to the first error.
func measureAll(ctx context.Context, workloads []workload.Workload, allCores int, bar *progress, f measureFunc) ([]measure.Row, error) {
	var rows []measure.Row
	for _, w := range workloads {
		numbers := []int{1}
		if allCores > 1 && !w.Sequential {
			numbers = append(numbers, allCores)
		}
		for _, cores := range numbers {
			bar.update(fmt.Sprintf("%s on %s", w.Name, count(cores, "core")), 0, 0)
			row, err := f(ctx, w, cores)
			if ctx.Err() != nil {
				return rows, ctx.Err()
			}
			if err != nil {
				return rows, fmt.Errorf("%s on %s: %w", w.Name, count(cores, "core"), err)
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// measureApart measures in a process of its own, which has the given number of
// cores, and memory that no other row has used.
func (b *benchFlags) measureApart(ctx context.Context, program string, w workload.Workload, cores int) (measure.Row, error) {
	cmd := exec.CommandContext(ctx, program, "bench", "--row", w.Name, fmt.Sprintf("--quick=%t", b.quick))
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", cores))
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return measure.Row{}, errors.New(strings.TrimSpace(strings.TrimPrefix(string(exit.Stderr), "por: ")))
	}
	if err != nil {
		return measure.Row{}, err
	}
	var row measure.Row
	err = json.Unmarshal(out, &row)
	return row, err
}

// measureHere measures one row in this process and prints it as JSON.
func (b *benchFlags) measureHere(ctx context.Context, stdout io.Writer) error {
	all := workload.All()
	i := slices.IndexFunc(all, func(w workload.Workload) bool { return w.Name == b.row })
	if i < 0 {
		return usagef("--row: no workload %q", b.row)
	}
	row, err := measure.Measure(ctx, all[i], b.quick)
	if err != nil {
		return err
	}
	return json.NewEncoder(stdout).Encode(row)
}
