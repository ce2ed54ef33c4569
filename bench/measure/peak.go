package measure

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
)

// ResetPeak makes the present resident memory the peak. It reports whether it
// could, which is on Linux only.
func ResetPeak() bool {
	const resetPeakRSS = "5" // see proc_pid_clear_refs(5)
	return os.WriteFile("/proc/self/clear_refs", []byte(resetPeakRSS), 0) == nil
}

// PeakRSS returns the peak of the resident memory in bytes since the process
// began or [ResetPeak], 0 if it is unknown, as it is elsewhere than on Linux.
func PeakRSS() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	return parsePeak(status)
}

func parsePeak(status []byte) int64 {
	for lines := bufio.NewScanner(bytes.NewReader(status)); lines.Scan(); {
		var kib int64
		if n, _ := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &kib); n == 1 {
			return kib << 10
		}
	}
	return 0
}
