package ntt

import "github.com/zkpor/por/field"

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
// split depth first, so that what follows runs in the cache.

// leafLen is the length in elements of a block that is transformed breadth
// first; it and its twiddles fit the first-level cache.
const leafLen = 1 << 11

// forward transforms the block x in place, whose number is node.
func forward(x, twiddles []field.Element, node int) {
	if len(x) > leafLen {
		q := len(x) / 4
		split4(x, twiddles[node], twiddles[2*node], twiddles[2*node+1])
		for i := range 4 {
			forward(x[i*q:(i+1)*q], twiddles, 4*node+i)
		}
		return
	}
	m := len(x)
	if log2(m)%2 == 1 {
		split2(x, twiddles[node])
		m, node = m/2, 2*node
	}
	for ; m > 4; m, node = m/4, 4*node {
		for from, k := 0, node; from < len(x); from, k = from+m, k+1 {
			split4(x[from:from+m], twiddles[k], twiddles[2*k], twiddles[2*k+1])
		}
	}
	if m == 4 {
		split4Last(x, twiddles, node)
	}
}

// inverse undoes forward up to a factor of len(x). The twiddles are inverses.
func inverse(x, twiddles []field.Element, node int) {
	if len(x) > leafLen {
		q := len(x) / 4
		for i := range 4 {
			inverse(x[i*q:(i+1)*q], twiddles, 4*node+i)
		}
		join4(x, twiddles[node], twiddles[2*node], twiddles[2*node+1])
		return
	}
	bits := log2(len(x))
	depth := bits - 2 // of the blocks of length m
	if bits >= 2 {
		join4First(x, twiddles, node<<depth)
	}
	for m := 16; m <= len(x); m *= 4 {
		depth -= 2
		for from, k := 0, node<<depth; from < len(x); from, k = from+m, k+1 {
			join4(x[from:from+m], twiddles[k], twiddles[2*k], twiddles[2*k+1])
		}
	}
	if bits%2 == 1 {
		join2(x, twiddles[node])
	}
}

// split2 splits one block into two.
func split2(x []field.Element, c field.Element) {
	h := len(x) / 2
	lo, hi := x[:h], x[h:][:h]
	for i := range lo {
		u, v := lo[i], hi[i].Mul(c)
		lo[i], hi[i] = u.Add(v), u.Sub(v)
	}
}

// join2 undoes split2 up to a factor of 2.
func join2(x []field.Element, c field.Element) {
	h := len(x) / 2
	lo, hi := x[:h], x[h:][:h]
	for i := range lo {
		u, v := lo[i], hi[i]
		lo[i], hi[i] = u.Add(v), u.Sub(v).Mul(c)
	}
}

// split4 splits one block, then its halves, with the factors c0; c1 and c2.
func split4(x []field.Element, c0, c1, c2 field.Element) {
	q := len(x) / 4
	x0, x1, x2, x3 := x[:q], x[q:][:q], x[2*q:][:q], x[3*q:][:q]
	for i := range x0 {
		x0[i], x1[i], x2[i], x3[i] = butterfly4(x0[i], x1[i], x2[i], x3[i], c0, c1, c2)
	}
}

// split4Last is split4 on all blocks of length 4.
func split4Last(x, twiddles []field.Element, node int) {
	parents := twiddles[node:][:len(x)/4]
	children := twiddles[2*node:][:len(x)/2]
	for _, c0 := range parents {
		b := (*[4]field.Element)(x)
		b[0], b[1], b[2], b[3] = butterfly4(b[0], b[1], b[2], b[3], c0, children[0], children[1])
		x, children = x[4:], children[2:]
	}
}

// join4 undoes split4 up to a factor of 4.
func join4(x []field.Element, c0, c1, c2 field.Element) {
	q := len(x) / 4
	x0, x1, x2, x3 := x[:q], x[q:][:q], x[2*q:][:q], x[3*q:][:q]
	for i := range x0 {
		x0[i], x1[i], x2[i], x3[i] = inverseButterfly4(x0[i], x1[i], x2[i], x3[i], c0, c1, c2)
	}
}

// join4First is join4 on all blocks of length 4.
func join4First(x, twiddles []field.Element, node int) {
	parents := twiddles[node:][:len(x)/4]
	children := twiddles[2*node:][:len(x)/2]
	for _, c0 := range parents {
		b := (*[4]field.Element)(x)
		b[0], b[1], b[2], b[3] = inverseButterfly4(b[0], b[1], b[2], b[3], c0, children[0], children[1])
		x, children = x[4:], children[2:]
	}
}

func butterfly4(a0, a1, a2, a3, c0, c1, c2 field.Element) (_, _, _, _ field.Element) {
	a2, a3 = a2.Mul(c0), a3.Mul(c0)
	b0, b1, b2, b3 := a0.Add(a2), a1.Add(a3), a0.Sub(a2), a1.Sub(a3)
	b1, b3 = b1.Mul(c1), b3.Mul(c2)
	return b0.Add(b1), b0.Sub(b1), b2.Add(b3), b2.Sub(b3)
}

func inverseButterfly4(b0, b1, b2, b3, c0, c1, c2 field.Element) (_, _, _, _ field.Element) {
	a0, a1, a2, a3 := b0.Add(b1), b0.Sub(b1).Mul(c1), b2.Add(b3), b2.Sub(b3).Mul(c2)
	return a0.Add(a2), a1.Add(a3), a0.Sub(a2).Mul(c0), a1.Sub(a3).Mul(c0)
}
