package vec

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

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
	// A block at a time, since the result may replace what it is computed from.
	var real, cross [extBlockLen]field.Element
	for from := 0; from < n; from += extBlockLen {
		to := min(from+extBlockLen, n)
		x, y, d := a.Slice(from, to), b.Slice(from, to), dst.Slice(from, to)
		r, c := real[:to-from], cross[:to-from]
		Mul(r, x.A1, y.A1)
		Scale(r, r, field.New(field.NonResidue))
		MulAdd(r, x.A0, y.A0, r)
		Mul(c, x.A0, y.A1)
		MulAdd(d.A1, x.A1, y.A0, c)
		copy(d.A0, r)
	}
}

// extBlockLen is how many rows of a product are computed at a time.
const extBlockLen = 256

// ScaleExt sets dst[i] = k·a[i].
func ScaleExt(dst, a Ext, k field.Ext) {
	n := len(dst.A0)
	checkLen("ScaleExt", n, len(dst.A1), len(a.A0), len(a.A1))
	k7 := k.A1.Mul(field.New(field.NonResidue))
	var real, cross [extBlockLen]field.Element
	for from := 0; from < n; from += extBlockLen {
		to := min(from+extBlockLen, n)
		x, d := a.Slice(from, to), dst.Slice(from, to)
		r, c := real[:to-from], cross[:to-from]
		Scale(r, x.A0, k.A0)
		AddScaled(r, x.A1, k7)
		Scale(c, x.A0, k.A1)
		ScaleAdd(d.A1, x.A1, c, k.A0)
		copy(d.A0, r)
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
		addCombination(cpu.Best(), dst, cols, k, from, to)
	}
}

// combinationBlockLen is how many rows of a combination are summed over all
// columns before the next: they stay in the first-level cache.
const combinationBlockLen = 1024

// addCombinationGeneric is AddCombination on the rows [from, to).
func addCombinationGeneric(dst Ext, cols [][]field.Element, k []field.Ext, from, to int) {
	d := dst.Slice(from, to)
	for j, col := range cols {
		scaleAddGeneric(d.A0, col[from:to], d.A0, k[j].A0)
		scaleAddGeneric(d.A1, col[from:to], d.A1, k[j].A1)
	}
}
