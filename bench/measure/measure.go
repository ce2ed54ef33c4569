// Package measure measures workloads in the process that calls it.
package measure

import (
	"context"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/zkpor/por/bench/workload"
)

// Row is what one workload costs on a number of cores. Times are those of one
// run, a mean over Runs.
type Row struct {
	Name       string  `json:"name"`
	Cores      int     `json:"cores"`
	Seconds    float64 `json:"seconds"`
	CPUSeconds float64 `json:"cpu_seconds,omitempty"` // user and system; 0 if unknown

	// PeakRSSBytes is the most memory the process had during the runs, what
	// they need of the preparation included; 0 if unknown.
	PeakRSSBytes int64 `json:"peak_rss_bytes,omitempty"`

	Rate  float64 `json:"rate,omitempty"`  // per second and core
	Unit  string  `json:"unit,omitempty"`  // of Count, and of Rate
	Count int     `json:"count,omitempty"` // units in a run

	BuildSeconds float64 `json:"build_seconds,omitempty"` // for the circuits, before the runs
	Runs         int     `json:"runs"`
}

const (
	// minTime is how long a workload is run, over and over.
	minTime = time.Second

	// maxWarmUp is the longest first run that is not measured. It finds cold
	// caches, and allocates what the others use again.
	maxWarmUp = 10 * time.Second
)

// Measure prepares a workload and runs it on all cores that GOMAXPROCS allows.
// It returns the first error of the workload, or the context's.
func Measure(ctx context.Context, w workload.Workload, quick bool) (Row, error) {
	cores := runtime.GOMAXPROCS(0)
	work, err := w.Prepare(ctx, workload.Options{Workers: cores, Quick: quick})
	if err != nil {
		return Row{}, err
	}
	runs, err := repeat(ctx, work.Run)
	if err != nil {
		return Row{}, err
	}
	row := Row{
		Name:         w.Name,
		Cores:        cores,
		Seconds:      runs.wall.Seconds() / float64(runs.n),
		CPUSeconds:   runs.cpu.Seconds() / float64(runs.n),
		PeakRSSBytes: runs.peak,
		BuildSeconds: work.Build.Seconds(),
		Runs:         runs.n,
	}
	if w.Unit != "" {
		row.Unit, row.Count = w.Unit, work.Count
		row.Rate = float64(work.Count) / row.Seconds / float64(cores)
	}
	return row, nil
}

// sample is what a number of runs took.
type sample struct {
	n         int
	wall, cpu time.Duration
	peak      int64 // of the resident memory in bytes, 0 if unknown
}

// repeat runs f until minTime has passed, once at least, after a run to warm up.
// If that takes longer than maxWarmUp, it is the only one.
func repeat(ctx context.Context, f func(context.Context) error) (sample, error) {
	first, err := runFor(ctx, 0, f)
	if err != nil || first.wall > maxWarmUp {
		return first, err
	}
	return runFor(ctx, minTime, f)
}

// runFor runs f until the given time has passed, once at least.
func runFor(ctx context.Context, atLeast time.Duration, f func(context.Context) error) (sample, error) {
	// Memory that was used before and is no longer does not count.
	debug.FreeOSMemory()
	resettable := ResetPeak()
	var s sample
	start, startCPU := time.Now(), CPUTime()
	for s.n == 0 || s.wall < atLeast {
		if err := ctx.Err(); err != nil {
			return sample{}, err
		}
		if err := f(ctx); err != nil {
			return sample{}, err
		}
		s.n++
		s.wall = time.Since(start)
	}
	s.cpu = CPUTime() - startCPU
	if resettable {
		s.peak = PeakRSS()
	}
	return s, nil
}
