package measure

import (
	"fmt"
	"runtime"

	"github.com/zkpor/por/internal/cpu"
)

// Machine describes what the measurements are made on: processor, kernels and
// Go version.
func Machine() string {
	return fmt.Sprintf("%s, %d cores, %v kernels, %s %s/%s",
		cpuModel(), runtime.GOMAXPROCS(0), cpu.Best(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
