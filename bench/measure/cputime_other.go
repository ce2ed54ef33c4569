//go:build !unix

package measure

import "time"

// CPUTime returns 0: the user and system time of the process is unknown here.
func CPUTime() time.Duration { return 0 }
