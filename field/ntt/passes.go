package ntt

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// A transform evaluates by repeated division. A block of m coefficients at some
// depth stands for f mod X^m − c², and one butterfly splits it by
//
//	X^m − c² = (X^(m/2) − c)·(X^(m/2) + c):   lo, hi → lo + c·hi, lo − c·hi
//
// with the same c for the whole block. Blocks form a binary tree, and block k
// of its depth has the children 2k and 2k+1. For the subgroup, where the root is
// X^n − 1, the c of block k is twiddles[k] at every depth, so the root has
// number 0. For a coset s·H each depth has its own factors: they are stored as
// a heap, where the root has number 1 and all numbers differ.
//
// Two depths are done in one pass over the data. Blocks larger than leafLen are
// split depth first, so that what follows runs in the cache. The last pass of a
// leaf does two depths, or three with vectors, so a leaf of the other parity
// starts with a pass of one depth.

// leafLen is the length in elements of a block that is transformed breadth
// first; it and its factors fit the first-level cache.
const leafLen = 1 << 11

// forward transforms the block x in place, whose number is node. f holds the
// factors by number.
func forward(tier cpu.Tier, x, f []field.Element, node int) {
	if len(x) > leafLen {
		forwardFrom(tier, x, x, f, node)
		return
	}
	tier = leafTier(tier, len(x))
	m, last := len(x), 1<<lastBits(tier)
	if m > 1 && (log2(m)-lastBits(tier))%2 != 0 {
		split2(tier, x, f[node])
		m, node = m/2, 2*node
	}
	for ; m > last; m, node = m/4, 4*node {
		split4(tier, x, x, m, f, node)
	}
	if m == last {
		splitLast(tier, x, f, node)
	}
}

// forwardFrom transforms the block src into dst.
func forwardFrom(tier cpu.Tier, dst, src, f []field.Element, node int) {
	if len(src) <= leafLen {
		copy(dst, src)
		forward(tier, dst, f, node)
		return
	}
	split4(tier, dst, src, len(src), f, node)
	q := len(dst) / 4
	for i := range 4 {
		forward(tier, dst[i*q:(i+1)*q], f, 4*node+i)
	}
}

// inverse undoes forward up to a factor of len(x). The factors are inverses.
func inverse(tier cpu.Tier, x, f []field.Element, node int) {
	if len(x) > leafLen {
		q := len(x) / 4
		for i := range 4 {
			inverse(tier, x[i*q:(i+1)*q], f, 4*node+i)
		}
		join4(tier, x, len(x), f, node)
		return
	}
	tier = leafTier(tier, len(x))
	bits, last := log2(len(x)), lastBits(tier)
	depth := bits - last // of the blocks of length m
	if depth >= 0 {
		joinFirst(tier, x, f, node<<depth)
	}
	for m := 4 << last; m <= len(x); m *= 4 {
		depth -= 2
		join4(tier, x, m, f, node<<depth)
	}
	if bits > 0 && (bits-last)%2 != 0 {
		join2(tier, x, f[node])
	}
}

// leafTier returns the tier to transform a leaf of n elements with.
func leafTier(tier cpu.Tier, n int) cpu.Tier {
	if n < minVectorLen {
		return cpu.Generic
	}
	return tier
}

// minVectorLen is the least length of a leaf whose passes are all vectors.
const minVectorLen = 64
