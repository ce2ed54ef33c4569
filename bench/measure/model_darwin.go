package measure

import (
	"runtime"
	"syscall"
)

// cpuModel returns the name of the processor, or its architecture if it has
// none.
func cpuModel() string {
	if name, err := syscall.Sysctl("machdep.cpu.brand_string"); err == nil && name != "" {
		return name
	}
	return runtime.GOARCH
}
