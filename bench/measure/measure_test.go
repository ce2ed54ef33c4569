package measure

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/bench/workload"
)

// fake returns a workload whose runs call f.
func fake(f func(context.Context) error) workload.Workload {
	return workload.Workload{
		Name: "fake",
		Unit: "calls",
		Prepare: func(_ context.Context, o workload.Options) (*workload.Work, error) {
			count := 100
			if o.Quick {
				count = 10
			}
			return &workload.Work{Count: count, Build: 3 * time.Second, Run: f}, nil
		},
	}
}

func TestMeasure(t *testing.T) {
	calls := 0
	row, err := Measure(t.Context(), fake(func(context.Context) error {
		calls++
		for start := time.Now(); time.Since(start) < 10*time.Millisecond; {
		}
		return nil
	}), true)
	require.NoError(t, err)
	assert.Equal(t, calls-1, row.Runs, "the first only warms up")
	assert.GreaterOrEqual(t, row.Seconds, 0.01)
	assert.InDelta(t, float64(row.Count)/row.Seconds/float64(row.Cores), row.Rate, 1e-9*row.Rate)
	if runtime.GOOS == "linux" {
		assert.Positive(t, row.CPUSeconds)
	}

	row.Runs, row.Seconds, row.CPUSeconds, row.PeakRSSBytes, row.Rate = 0, 0, 0, 0, 0
	assert.Equal(t, Row{Name: "fake", Cores: runtime.GOMAXPROCS(0), Unit: "calls", Count: 10, BuildSeconds: 3}, row)
}

// TestMeasureUnitless has no rate where there is nothing to count.
func TestMeasureUnitless(t *testing.T) {
	w := fake(func(context.Context) error { return nil })
	w.Unit = ""
	row, err := Measure(t.Context(), w, false)
	require.NoError(t, err)
	assert.Zero(t, row.Rate)
	assert.Zero(t, row.Count)
}

func TestMeasureErrors(t *testing.T) {
	broken := errors.New("broken")
	_, err := Measure(t.Context(), fake(func(context.Context) error { return broken }), false)
	require.ErrorIs(t, err, broken)

	w := workload.Workload{Prepare: func(context.Context, workload.Options) (*workload.Work, error) { return nil, broken }}
	_, err = Measure(t.Context(), w, false)
	require.ErrorIs(t, err, broken)

	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	_, err = Measure(ctx, fake(func(context.Context) error {
		calls++
		cancel()
		return nil
	}), false)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 1, calls)
}

// TestPeak sees what the runs need at the same time, and nothing of what the
// preparation needed for itself.
func TestPeak(t *testing.T) {
	if !ResetPeak() {
		t.Skip("no peak that can be reset")
	}
	const before, during = 256 << 20, 64 << 20
	w := fake(func(context.Context) error {
		touch(during)
		return nil
	})
	prepare := w.Prepare
	w.Prepare = func(ctx context.Context, o workload.Options) (*workload.Work, error) {
		touch(before)
		return prepare(ctx, o)
	}
	row, err := Measure(t.Context(), w, false)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, row.PeakRSSBytes, int64(during))
	assert.Less(t, row.PeakRSSBytes, int64(before))
}

// touch allocates memory, makes it resident and lets go of it.
func touch(n int) {
	memory := make([]byte, n)
	for i := 0; i < n; i += 4096 {
		memory[i] = 1
	}
	runtime.KeepAlive(memory)
}

func TestParsePeak(t *testing.T) {
	assert.EqualValues(t, 1756<<10, parsePeak([]byte("VmPeak:\t    2000 kB\nVmHWM:\t    1756 kB\nVmRSS:\t    1000 kB\n")))
	assert.Zero(t, parsePeak([]byte("VmPeak:\t    2000 kB\n")))
}

func TestMachine(t *testing.T) {
	assert.Contains(t, Machine(), runtime.Version())
	assert.NotEmpty(t, cpuModel())
}
