//go:build !purego

package ntt

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// legLen is how many elements of each part of a block to process in one call: so
// few that the goroutine can be preempted in time.
const legLen = 1 << 12

// groupLen is how many elements the last pass of a transform works on at a time.
const groupLen = 64

// lastBits is the number of depths of the last pass.
func lastBits(tier cpu.Tier) int {
	if tier == cpu.AVX512 {
		return 3
	}
	return 2
}

func split2(tier cpu.Tier, x []field.Element, c field.Element) {
	if tier != cpu.AVX512 {
		split2Generic(x, c)
		return
	}
	split2AVX512(&x[0][0], &c[0], len(x)/2, len(x)/2)
}

func join2(tier cpu.Tier, x []field.Element, c field.Element) {
	if tier != cpu.AVX512 {
		join2Generic(x, c)
		return
	}
	join2AVX512(&x[0][0], &c[0], len(x)/2, len(x)/2)
}

func split4(tier cpu.Tier, dst, src []field.Element, m int, f []field.Element, node int) {
	if tier != cpu.AVX512 {
		split4Generic(dst, src, m, f, node)
		return
	}
	blocks, q := len(src)/m, m/4
	for from := 0; from < q; from += legLen { // once, if there are more blocks
		split4AVX512(&dst[from][0], &src[from][0], &f[node][0], &f[2*node][0], q, min(legLen, q), blocks)
	}
}

func join4(tier cpu.Tier, x []field.Element, m int, f []field.Element, node int) {
	if tier != cpu.AVX512 {
		join4Generic(x, m, f, node)
		return
	}
	blocks, q := len(x)/m, m/4
	for from := 0; from < q; from += legLen {
		join4AVX512(&x[from][0], &x[from][0], &f[node][0], &f[2*node][0], q, min(legLen, q), blocks)
	}
}

func splitLast(tier cpu.Tier, x, f []field.Element, node int) {
	if tier != cpu.AVX512 {
		splitLastGeneric(x, f, node)
		return
	}
	splitLastAVX512(&x[0][0], &f[node][0], &f[2*node][0], &f[4*node][0], len(x)/groupLen)
}

func joinFirst(tier cpu.Tier, x, f []field.Element, node int) {
	if tier != cpu.AVX512 {
		joinFirstGeneric(x, f, node)
		return
	}
	joinFirstAVX512(&x[0][0], &f[node][0], &f[2*node][0], &f[4*node][0], len(x)/groupLen)
}
