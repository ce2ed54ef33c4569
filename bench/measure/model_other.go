//go:build !linux && !darwin

package measure

import "runtime"

// cpuModel returns the architecture of the processor.
func cpuModel() string { return runtime.GOARCH }
