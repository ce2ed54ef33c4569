//go:build !purego

package vec

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// lanes is what the lengths of columns in assembly are multiples of.
const lanes = 8

// callLen returns how many of n ≥ lanes elements to process in one call: so few
// that the goroutine can be preempted in time, and that sums do not overflow.
func callLen(n int) int { return min(n&^(lanes-1), 1<<14) }

func add(tier cpu.Tier, dst, a, b []field.Element) {
	for len(dst) >= lanes && tier != cpu.Generic {
		n := callLen(len(dst))
		if tier == cpu.AVX512 {
			addAVX512(&dst[0][0], &a[0][0], &b[0][0], n)
		} else {
			addAVX2(&dst[0][0], &a[0][0], &b[0][0], n)
		}
		dst, a, b = dst[n:], a[n:], b[n:]
	}
	addGeneric(dst, a, b)
}

func sub(tier cpu.Tier, dst, a, b []field.Element) {
	for len(dst) >= lanes && tier != cpu.Generic {
		n := callLen(len(dst))
		if tier == cpu.AVX512 {
			subAVX512(&dst[0][0], &a[0][0], &b[0][0], n)
		} else {
			subAVX2(&dst[0][0], &a[0][0], &b[0][0], n)
		}
		dst, a, b = dst[n:], a[n:], b[n:]
	}
	subGeneric(dst, a, b)
}

func mul(tier cpu.Tier, dst, a, b []field.Element) {
	for len(dst) >= lanes && tier != cpu.Generic {
		n := callLen(len(dst))
		if tier == cpu.AVX512 {
			mulAVX512(&dst[0][0], &a[0][0], &b[0][0], n)
		} else {
			mulAVX2(&dst[0][0], &a[0][0], &b[0][0], n)
		}
		dst, a, b = dst[n:], a[n:], b[n:]
	}
	mulGeneric(dst, a, b)
}

func mulAdd(tier cpu.Tier, dst, a, b, c []field.Element) {
	for len(dst) >= lanes && tier != cpu.Generic {
		n := callLen(len(dst))
		if tier == cpu.AVX512 {
			mulAddAVX512(&dst[0][0], &a[0][0], &b[0][0], &c[0][0], n)
		} else {
			mulAddAVX2(&dst[0][0], &a[0][0], &b[0][0], &c[0][0], n)
		}
		dst, a, b, c = dst[n:], a[n:], b[n:], c[n:]
	}
	mulAddGeneric(dst, a, b, c)
}

func addScalar(tier cpu.Tier, dst, a []field.Element, k field.Element) {
	for len(dst) >= lanes && tier != cpu.Generic {
		n := callLen(len(dst))
		if tier == cpu.AVX512 {
			addScalarAVX512(&dst[0][0], &a[0][0], k[0], n)
		} else {
			addScalarAVX2(&dst[0][0], &a[0][0], k[0], n)
		}
		dst, a = dst[n:], a[n:]
	}
	addScalarGeneric(dst, a, k)
}

func scale(tier cpu.Tier, dst, a []field.Element, k field.Element) {
	for len(dst) >= lanes && tier != cpu.Generic {
		n := callLen(len(dst))
		if tier == cpu.AVX512 {
			scaleAVX512(&dst[0][0], &a[0][0], k[0], n)
		} else {
			scaleAVX2(&dst[0][0], &a[0][0], k[0], n)
		}
		dst, a = dst[n:], a[n:]
	}
	scaleGeneric(dst, a, k)
}

func scaleAdd(tier cpu.Tier, dst, a, b []field.Element, k field.Element) {
	for len(dst) >= lanes && tier != cpu.Generic {
		n := callLen(len(dst))
		if tier == cpu.AVX512 {
			scaleAddAVX512(&dst[0][0], &a[0][0], &b[0][0], k[0], n)
		} else {
			scaleAddAVX2(&dst[0][0], &a[0][0], &b[0][0], k[0], n)
		}
		dst, a, b = dst[n:], a[n:], b[n:]
	}
	scaleAddGeneric(dst, a, b, k)
}

func scalePowers(tier cpu.Tier, dst, a []field.Element, k, x field.Element) {
	if len(dst) >= len(powerBlock{}) && tier != cpu.Generic {
		var powers powerBlock // of the next elements
		for i := range powers {
			powers[i], k = k, k.Mul(x)
		}
		step := x.ExpPowerOf2(powerBlockBits)
		for len(dst) >= len(powers) {
			n := callLen(len(dst)) &^ (len(powers) - 1)
			if tier == cpu.AVX512 {
				scalePowersAVX512(&dst[0][0], &a[0][0], &powers[0][0], step[0], n)
			} else {
				scalePowersAVX2(&dst[0][0], &a[0][0], &powers[0][0], step[0], n)
			}
			dst, a = dst[n:], a[n:]
		}
		k = powers[0]
	}
	scalePowersGeneric(dst, a, k, x)
}

// powerBlock holds as many powers as the kernels work on at a time.
type powerBlock [1 << powerBlockBits]field.Element

const powerBlockBits = 5
