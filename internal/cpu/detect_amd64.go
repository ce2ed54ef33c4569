//go:build !purego

package cpu

import "golang.org/x/sys/cpu"

// detect returns the highest tier of the processor. The flags that it reads are
// off if the operating system does not save the registers.
func detect() Tier {
	x := &cpu.X86
	switch {
	case !x.HasAVX || !x.HasAVX2 || !x.HasBMI2:
		return Generic
	case !x.HasAVX512F || !x.HasAVX512BW || !x.HasAVX512CD || !x.HasAVX512DQ || !x.HasAVX512VL,
		!x.HasAVX512IFMA || !x.HasAVX512VBMI:
		return AVX2
	default:
		return AVX512
	}
}
