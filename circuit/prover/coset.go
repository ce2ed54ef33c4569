package prover

import (
	"math/bits"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/internal/par"
)

// quotientDomain is the coset g·K on which the quotient polynomials are
// evaluated, K being the smallest two-adic group of at least d·n elements for
// the quotient degree factor d and the n rows of the circuit.
//
// The low-degree extensions live on g·L with L ⊇ K. In bit-reversed order the
// points of g·K come first, so a column of values on g·K is a prefix of the
// column on g·L. The prefix falls into |K|/n runs of n points, and run c is
// the coset s_c·H of the row subgroup H = ⟨ω⟩, again bit-reversed:
//
//	run 0        run 1        …   run |K|/n − 1
//	s_0·H        s_1·H            s_(|K|/n − 1)·H        s_c = g·v^rev(c)
//
// with v = the generator of K. On a run Z_H(x) = x^n − 1 is constant, and the
// point after x, ω·x, is in the same run.
type quotientDomain struct {
	rowBits int // log2 n
	runBits int // log2 of the number of runs

	subgroup []field.Element // H in bit-reversed order
	shifts   []field.Element // s_c
	zh       []field.Element // Z_H on run c
	zhInv    []field.Element

	// lagrange holds L_0(x) = Z_H(x)/(n·(x − 1)), which is 1 on the first row
	// and 0 on the others, on all of g·K.
	lagrange []field.Element
}

func newQuotientDomain(c *circuit.Common, workers int) *quotientDomain {
	g := c.FRI.Dialect.Generators
	d := &quotientDomain{
		rowBits: c.DegreeBits(),
		runBits: bits.Len(uint(c.QuotientDegreeFactor - 1)),
	}
	d.subgroup = g.Subgroup(d.rowBits)
	d.shifts = field.Powers(g.RootOfUnity(d.rowBits+d.runBits), 1<<d.runBits)
	ntt.BitReverse(d.subgroup)
	ntt.BitReverse(d.shifts)
	d.zh = make([]field.Element, len(d.shifts))
	for i, s := range d.shifts {
		d.shifts[i] = s.Mul(g.CosetShift())
		d.zh[i] = d.shifts[i].ExpPowerOf2(d.rowBits).Sub(field.One())
	}
	d.zhInv = make([]field.Element, len(d.zh))
	field.BatchInvert(d.zhInv, d.zh)
	d.lagrange = d.firstRow(workers)
	return d
}

// size returns |K|.
func (d *quotientDomain) size() int { return 1 << (d.rowBits + d.runBits) }

// firstRow returns L_0 on the domain.
func (d *quotientDomain) firstRow(workers int) []field.Element {
	n := len(d.subgroup)
	out := make([]field.Element, d.size())
	degree := field.New(uint64(n))
	par.Each(workers, len(d.shifts), func(run int) {
		l := out[run*n : (run+1)*n]
		d.points(l, run, 0)
		for i, x := range l {
			l[i] = x.Sub(field.One()).Mul(degree)
		}
		field.BatchInvert(l, l)
		for i := range l {
			l[i] = l[i].Mul(d.zh[run])
		}
	})
	return out
}

// points sets dst to the points of a run from row on.
func (d *quotientDomain) points(dst []field.Element, run, row int) {
	s := d.shifts[run]
	for i, h := range d.subgroup[row : row+len(dst)] {
		dst[i] = h.Mul(s)
	}
}

// gatherNext sets dst[i] to the value of a run at the point ω·x, x being the
// point of row+i.
func (d *quotientDomain) gatherNext(dst, run []field.Element, row int) {
	for i := range dst {
		dst[i] = run[d.next(row+i)]
	}
}

// next returns where in a run ω·x is, for the point x at place i: it adds one
// to the bit-reversed number i.
func (d *quotientDomain) next(i int) int {
	// The carry runs through the ones at the top of i and sets the zero after
	// them, unless all bits are ones: then the number wraps to zero.
	top := uint64(i) << (64 - d.rowBits)
	ones := bits.LeadingZeros64(^top)
	flip := ^uint64(0) << (63 - ones) // ones + 1 bits; ones ≤ rowBits ≤ 32
	return int((top ^ flip) >> (64 - d.rowBits))
}
