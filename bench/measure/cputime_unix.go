//go:build unix

package measure

import (
	"syscall"
	"time"
)

// CPUTime returns the user and system time of the process, 0 if it is unknown.
func CPUTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
