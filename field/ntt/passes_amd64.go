//go:build !purego

package ntt

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// legLen is how many elements of each part of a block to process in one call: so
// few that the goroutine can be preempted in time.
const legLen = 1 << 12

// lastBits is the number of depths of the last pass: it splits blocks as long as
// a vector.
func lastBits(tier cpu.Tier) int {
	if tier == cpu.AVX512 {
		return 3
	}
	return 2
}

// groups returns how many groups of blocks the last pass on n elements takes, as
// many blocks in a group as elements in a block.
func groups(tier cpu.Tier, n int) int { return n >> (2 * lastBits(tier)) }

func split2(tier cpu.Tier, x []field.Element, c field.Element) {
	h := len(x) / 2
	switch tier {
	case cpu.AVX512:
		split2AVX512(&x[0][0], &c[0], h, h)
	case cpu.AVX2:
		split2AVX2(&x[0][0], &c[0], h, h)
	default:
		split2Generic(x, c)
	}
}

func join2(tier cpu.Tier, x []field.Element, c field.Element) {
	h := len(x) / 2
	switch tier {
	case cpu.AVX512:
		join2AVX512(&x[0][0], &c[0], h, h)
	case cpu.AVX2:
		join2AVX2(&x[0][0], &c[0], h, h)
	default:
		join2Generic(x, c)
	}
}

func split4(tier cpu.Tier, dst, src []field.Element, m int, f []field.Element, node int) {
	if tier == cpu.Generic {
		split4Generic(dst, src, m, f, node)
		return
	}
	parents, children := &f[node][0], &f[2*node][0]
	blocks, q := len(src)/m, m/4
	for from := 0; from < q; from += legLen { // once, if there are more blocks
		if tier == cpu.AVX512 {
			split4AVX512(&dst[from][0], &src[from][0], parents, children, q, min(legLen, q), blocks)
		} else {
			split4AVX2(&dst[from][0], &src[from][0], parents, children, q, min(legLen, q), blocks)
		}
	}
}

func join4(tier cpu.Tier, x []field.Element, m int, f []field.Element, node int) {
	if tier == cpu.Generic {
		join4Generic(x, m, f, node)
		return
	}
	parents, children := &f[node][0], &f[2*node][0]
	blocks, q := len(x)/m, m/4
	for from := 0; from < q; from += legLen {
		if tier == cpu.AVX512 {
			join4AVX512(&x[from][0], &x[from][0], parents, children, q, min(legLen, q), blocks)
		} else {
			join4AVX2(&x[from][0], &x[from][0], parents, children, q, min(legLen, q), blocks)
		}
	}
}

func splitLast(tier cpu.Tier, x, f []field.Element, node int) {
	switch tier {
	case cpu.AVX512:
		splitLastAVX512(&x[0][0], &f[node][0], &f[2*node][0], &f[4*node][0], groups(tier, len(x)))
	case cpu.AVX2:
		splitLastAVX2(&x[0][0], &f[node][0], &f[2*node][0], groups(tier, len(x)))
	default:
		splitLastGeneric(x, f, node)
	}
}

func joinFirst(tier cpu.Tier, x, f []field.Element, node int) {
	switch tier {
	case cpu.AVX512:
		joinFirstAVX512(&x[0][0], &f[node][0], &f[2*node][0], &f[4*node][0], groups(tier, len(x)))
	case cpu.AVX2:
		joinFirstAVX2(&x[0][0], &f[node][0], &f[2*node][0], groups(tier, len(x)))
	default:
		joinFirstGeneric(x, f, node)
	}
}
