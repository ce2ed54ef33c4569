package ntt

import "github.com/zkpor/por/field"

// The passes of this file are plain Go: what processors without a tier of their
// own run, and the others on short blocks.
//
// Each pass takes all blocks of length m in x. They are those from number node
// on, and f[k] is the factor of block k.

// split2Generic splits one block into two.
func split2Generic(x []field.Element, c field.Element) {
	h := len(x) / 2
	lo, hi := x[:h], x[h:][:h]
	for i := range lo {
		u, v := lo[i], hi[i].Mul(c)
		lo[i], hi[i] = u.Add(v), u.Sub(v)
	}
}

// join2Generic undoes split2Generic up to a factor of 2.
func join2Generic(x []field.Element, c field.Element) {
	h := len(x) / 2
	lo, hi := x[:h], x[h:][:h]
	for i := range lo {
		u, v := lo[i], hi[i]
		lo[i], hi[i] = u.Add(v), u.Sub(v).Mul(c)
	}
}

// split4Generic splits blocks of src, then their halves, into dst.
func split4Generic(dst, src []field.Element, m int, f []field.Element, node int) {
	q := m / 4
	for from, k := 0, node; from < len(src); from, k = from+m, k+1 {
		x, y := src[from:from+m], dst[from:from+m]
		x0, x1, x2, x3 := x[:q], x[q:][:q], x[2*q:][:q], x[3*q:][:q]
		y0, y1, y2, y3 := y[:q], y[q:][:q], y[2*q:][:q], y[3*q:][:q]
		c0, c1, c2 := f[k], f[2*k], f[2*k+1]
		for i := range x0 {
			y0[i], y1[i], y2[i], y3[i] = butterfly4(x0[i], x1[i], x2[i], x3[i], c0, c1, c2)
		}
	}
}

// splitLastGeneric is split4Generic in place for m = 4.
func splitLastGeneric(x, f []field.Element, node int) {
	parents := f[node:][:len(x)/4]
	children := f[2*node:][:len(x)/2]
	for _, c0 := range parents {
		b := (*[4]field.Element)(x)
		b[0], b[1], b[2], b[3] = butterfly4(b[0], b[1], b[2], b[3], c0, children[0], children[1])
		x, children = x[4:], children[2:]
	}
}

// join4Generic undoes split4Generic, in place and up to a factor of 4.
func join4Generic(x []field.Element, m int, f []field.Element, node int) {
	q := m / 4
	for k := node; len(x) > 0; x, k = x[m:], k+1 {
		x0, x1, x2, x3 := x[:q], x[q:][:q], x[2*q:][:q], x[3*q:][:q]
		c0, c1, c2 := f[k], f[2*k], f[2*k+1]
		for i := range x0 {
			x0[i], x1[i], x2[i], x3[i] = inverseButterfly4(x0[i], x1[i], x2[i], x3[i], c0, c1, c2)
		}
	}
}

// joinFirstGeneric is join4Generic for m = 4.
func joinFirstGeneric(x, f []field.Element, node int) {
	parents := f[node:][:len(x)/4]
	children := f[2*node:][:len(x)/2]
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
