package bench

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"testing"
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
	start, ok := cpuSeconds()
	return func() {
		if end, _ := cpuSeconds(); ok {
			b.ReportMetric((end-start)/float64(b.N), "cpu-s/op")
		}
	}
}

// cpuSeconds reads the processor time of this process.
func cpuSeconds() (seconds float64, ok bool) {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0, false
	}
	// User and system time are the 14th and 15th field. The second one, the name
	// of the program, ends with the last parenthesis.
	const ticksPerSecond = 100
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0, false
	}
	for _, f := range fields[11:13] {
		ticks, err := strconv.Atoi(string(f))
		if err != nil {
			return 0, false
		}
		seconds += float64(ticks) / ticksPerSecond
	}
	return seconds, true
}

// measurePeak returns a function that reports the peak of the resident memory
// from now on.
func measurePeak(b *testing.B) (report func()) {
	debug.FreeOSMemory()
	// 5 resets the peak, see proc_pid_clear_refs(5). Elsewhere than on Linux
	// there is no such file, and nothing to report either.
	reset := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	return func() {
		if kib, ok := peakKiB(); ok && reset == nil {
			b.ReportMetric(float64(kib)/1024, "peak-MiB")
		}
	}
}

// peakKiB reads the peak of the resident memory.
func peakKiB() (kib int, ok bool) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, false
	}
	for lines := bufio.NewScanner(bytes.NewReader(status)); lines.Scan(); {
		if n, _ := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &kib); n == 1 {
			return kib, true
		}
	}
	return 0, false
}
