package prover

import (
	"math/bits"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
)

// quotientDomain is the coset g·K on which the quotient polynomials are
// evaluated, K being the smallest two-adic group of at least d·n elements for
// the quotient degree factor d and the n rows of the circuit.
//
// The low-degree extensions live on g·L with L ⊇ K. In bit-reversed order the
// points of g·K come first, so values on g·K are a prefix of those on g·L. The
// prefix falls into |K|/n cosets of n points, and coset c is s_c·H for the row
// subgroup H = ⟨ω⟩, again bit-reversed:
//
//	coset 0      coset 1      …   coset |K|/n − 1
//	s_0·H        s_1·H            s_(|K|/n − 1)·H        s_c = g·v^rev(c)
//
// with v = the generator of K. On a coset Z_H(x) = x^n − 1 is constant, and the
// point after x, ω·x, is in the same coset.
type quotientDomain struct {
	rowBits   int // log2 n
	cosetBits int // log2 of the number of cosets

	subgroup []field.Element // H in bit-reversed order
	shifts   []field.Element // s_c
	zh       []field.Element // Z_H on coset c
	zhInv    []field.Element

	degree field.Element // n
}

func newQuotientDomain(c *circuit.Common) *quotientDomain {
	g := c.FRI.Dialect.Generators
	d := &quotientDomain{
		rowBits:   c.DegreeBits(),
		cosetBits: bits.Len(uint(c.QuotientDegreeFactor - 1)),
		degree:    field.New(uint64(c.Degree())),
	}
	d.subgroup = g.Subgroup(d.rowBits)
	d.shifts = field.Powers(g.RootOfUnity(d.rowBits+d.cosetBits), 1<<d.cosetBits)
	ntt.BitReverse(d.subgroup)
	ntt.BitReverse(d.shifts)
	d.zh = make([]field.Element, len(d.shifts))
	for i, s := range d.shifts {
		d.shifts[i] = s.Mul(g.CosetShift())
		d.zh[i] = d.shifts[i].ExpPowerOf2(d.rowBits).Sub(field.One())
	}
	d.zhInv = make([]field.Element, len(d.zh))
	field.BatchInvert(d.zhInv, d.zh)
	return d
}

// size returns |K|.
func (d *quotientDomain) size() int { return 1 << (d.rowBits + d.cosetBits) }

// points sets dst to the points of a coset from row on.
func (d *quotientDomain) points(dst []field.Element, coset, row int) {
	vec.Scale(dst, d.subgroup[row:row+len(dst)], d.shifts[coset])
}

// firstRow sets dst to the values at points x of a coset of the Lagrange
// polynomial L_0(x) = Z_H(x)/(n·(x − 1)), which is 1 on the first row and 0 on
// the others.
func (d *quotientDomain) firstRow(dst, x []field.Element, coset int) {
	for i := range dst {
		dst[i] = x[i].Sub(field.One()).Mul(d.degree)
	}
	field.BatchInvert(dst, dst)
	vec.Scale(dst, dst, d.zh[coset])
}

// gatherNext sets dst[i] to the value on a coset at the point ω·x, x being the
// point of row+i.
func (d *quotientDomain) gatherNext(dst, values []field.Element, row int) {
	for i := range dst {
		dst[i] = values[d.next(row+i)]
	}
}

// next returns where in a coset ω·x is, for the point x at place i: it adds one
// to the bit-reversed number i.
func (d *quotientDomain) next(i int) int {
	// The carry runs through the ones at the top of i and sets the zero after
	// them, unless all bits are ones: then the number wraps to zero.
	top := uint64(i) << (64 - d.rowBits)
	ones := bits.LeadingZeros64(^top)
	flip := ^uint64(0) << (63 - ones) // ones + 1 bits; ones ≤ rowBits ≤ 32
	return int((top ^ flip) >> (64 - d.rowBits))
}
