package measure

import (
	"bufio"
	"bytes"
	"os"
	"runtime"
	"strings"
)

// cpuModel returns the name of the processor, or its architecture if it has
// none.
func cpuModel() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	return parseModel(info, runtime.GOARCH)
}

func parseModel(info []byte, otherwise string) string {
	for lines := bufio.NewScanner(bytes.NewReader(info)); lines.Scan(); {
		name, value, ok := strings.Cut(lines.Text(), ":")
		if ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return otherwise
}
