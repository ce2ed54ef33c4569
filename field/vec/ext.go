package vec

import "github.com/zkpor/por/field"

// Ext is a column of extension elements as two base columns of equal length:
// row i is A0[i] + A1[i]·x.
type Ext struct{ A0, A1 []field.Element }

// NewExt returns a column of n zeros.
func NewExt(n int) Ext {
	words := make([]field.Element, 2*n)
	return Ext{words[:n:n], words[n:]}
}

// Len returns the number of rows.
func (c Ext) Len() int { return len(c.A0) }

// At returns row i.
func (c Ext) At(i int) field.Ext { return field.Ext{A0: c.A0[i], A1: c.A1[i]} }

// Set sets row i to v.
func (c Ext) Set(i int, v field.Ext) { c.A0[i], c.A1[i] = v.A0, v.A1 }

// Slice returns rows [from, to), sharing the memory of c.
func (c Ext) Slice(from, to int) Ext { return Ext{c.A0[from:to], c.A1[from:to]} }

// MulExt sets dst[i] = a[i]·b[i].
func MulExt(dst, a, b Ext) {
	n := len(dst.A0)
	checkLen("MulExt", n, len(dst.A1), len(a.A0), len(a.A1), len(b.A0), len(b.A1))
	d0, d1 := dst.A0[:n], dst.A1[:n]
	a0, a1, b0, b1 := a.A0[:n], a.A1[:n], b.A0[:n], b.A1[:n]
	for i := range n {
		v := field.Ext{A0: a0[i], A1: a1[i]}.Mul(field.Ext{A0: b0[i], A1: b1[i]})
		d0[i], d1[i] = v.A0, v.A1
	}
}

// ScaleExt sets dst[i] = k·a[i].
func ScaleExt(dst, a Ext, k field.Ext) {
	n := len(dst.A0)
	checkLen("ScaleExt", n, len(dst.A1), len(a.A0), len(a.A1))
	d0, d1, a0, a1 := dst.A0[:n], dst.A1[:n], a.A0[:n], a.A1[:n]
	for i := range n {
		v := field.Ext{A0: a0[i], A1: a1[i]}.Mul(k)
		d0[i], d1[i] = v.A0, v.A1
	}
}

// AddScaledExt adds k·a[i] to dst[i] for a base column a.
func AddScaledExt(dst Ext, a []field.Element, k field.Ext) {
	checkLen("AddScaledExt", len(dst.A0), len(dst.A1), len(a))
	AddScaled(dst.A0, a, k.A0)
	AddScaled(dst.A1, a, k.A1)
}

// AddCombination adds Σ_j k[j]·cols[j][i] to dst[i] for base columns. There
// are as many coefficients as columns, or it panics.
func AddCombination(dst Ext, cols [][]field.Element, k []field.Ext) {
	n := dst.Len()
	checkLen("AddCombination", len(cols), len(k))
	for _, col := range cols {
		checkLen("AddCombination", n, len(dst.A1), len(col))
	}
	for from := 0; from < n; from += combinationBlockLen {
		to := min(from+combinationBlockLen, n)
		block := dst.Slice(from, to)
		for j, col := range cols {
			AddScaledExt(block, col[from:to], k[j])
		}
	}
}

// combinationBlockLen is how many rows of a combination are summed over all
// columns before the next: they stay in the first-level cache.
const combinationBlockLen = 1024
