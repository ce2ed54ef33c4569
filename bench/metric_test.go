package bench

import (
	"flag"
	"runtime/debug"
	"testing"

	"github.com/zkpor/por/bench/measure"
)

var (
	workers = flag.Int("workers", 1, "number of goroutines")
	rowBits = flag.Int("row-bits", 15, "log2 of the number of rows, for the kernels")
)

// rate reports how many things of a kind were done in a second, n an iteration.
func rate(b *testing.B, n int, unit string) {
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), unit+"/s")
}

// measureCPU returns a function that reports the processor time of an iteration
// from now on, which says more than the clock where others use the machine.
func measureCPU(b *testing.B) (report func()) {
	start := measure.CPUTime()
	return func() {
		if spent := measure.CPUTime() - start; spent > 0 {
			b.ReportMetric(spent.Seconds()/float64(b.N), "cpu-s/op")
		}
	}
}

// measurePeak returns a function that reports the peak of the resident memory
// from now on.
func measurePeak(b *testing.B) (report func()) {
	debug.FreeOSMemory()
	resettable := measure.ResetPeak()
	return func() {
		if resettable {
			b.ReportMetric(float64(measure.PeakRSS())/(1<<20), "peak-MiB")
		}
	}
}
