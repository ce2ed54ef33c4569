package cpu

import (
	"os"
	"sync"
)

// Tier is a set of instructions that kernels are written for. Each contains
// those below it.
type Tier uint8

const (
	// Generic is plain Go.
	Generic Tier = iota

	// AVX2 is the x86-64 extensions AVX and AVX2, with BMI2.
	AVX2

	// AVX512 is AVX2 and the AVX-512 subsets F, BW, CD, DQ, VL, IFMA and VBMI.
	// It is missing from processors before Ice Lake and Zen 4.
	AVX512
)

// Environment variables that name a tier.
const (
	// Override limits [Best] to the named tier.
	Override = "POR_CPU"

	// Require names the highest tier that tests may not skip.
	Require = "POR_REQUIRE"
)

// All returns every tier, lowest first.
func All() []Tier { return []Tier{Generic, AVX2, AVX512} }

// Tiers returns the tiers that this build and processor can run, lowest first,
// whatever [Override] says.
func Tiers() []Tier { return All()[:detected()+1] }

// Best returns the highest tier that this build and processor can run, and that
// the environment variable [Override] allows. An unknown name has no effect.
// It reads the environment once.
func Best() Tier { return best() }

// Parse returns the tier with the given name.
func Parse(name string) (t Tier, ok bool) {
	for _, t := range All() {
		if t.String() == name {
			return t, true
		}
	}
	return Generic, false
}

// String returns the name of the tier: generic, avx2 or avx512.
func (t Tier) String() string {
	switch t {
	case AVX512:
		return "avx512"
	case AVX2:
		return "avx2"
	default:
		return "generic"
	}
}

var (
	detected = sync.OnceValue(detect)
	best     = sync.OnceValue(func() Tier { return limit(detected(), os.Getenv(Override)) })
)

// limit returns the lower of t and the named tier.
func limit(t Tier, name string) Tier {
	if o, ok := Parse(name); ok {
		return min(t, o)
	}
	return t
}
