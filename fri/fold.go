package fri

import (
	"math/bits"

	"github.com/zkpor/por/field"
)

// folder folds cosets of size 2^arityBits.
type folder struct {
	arityBits int
	root      field.Element // ω of order 2^arityBits
	scale     field.Element // 2^−arityBits

	// twiddles[j] = ω^−rev(j) for j below half the arity, with rev over
	// arityBits−1 bits. The prefix of half the length serves ω², and so on.
	twiddles []field.Element
}

func newFolder(g field.Generators, arityBits int) *folder {
	f := &folder{
		arityBits: arityBits,
		root:      g.RootOfUnity(arityBits),
		scale:     field.New(1 << arityBits).Inverse(),
		twiddles:  make([]field.Element, 1<<(arityBits-1)),
	}
	powers := field.Powers(f.root.Inverse(), len(f.twiddles))
	for j := range f.twiddles {
		f.twiddles[j] = powers[reverseBits(j, arityBits-1)]
	}
	return f
}

// startInverse returns the inverse of the coset's first point s, given the
// inverse of its point s·ω^rev(index).
func (f *folder) startInverse(xInverse field.Element, index int) field.Element {
	return xInverse.Mul(f.root.Exp(uint64(reverseBits(index, f.arityBits))))
}

// fold returns Q(β) for the polynomial Q of degree below the arity that takes
// the value evals[i] at s·ω^rev(i), where startInverse = 1/s. It overwrites
// evals, of length 2^arityBits.
//
// With Q(X) = E(X²) + X·O(X²), the values of E(Y) + β·O(Y) on the squared coset
// are (Q(x) + Q(−x))/2 + β·(Q(x) − Q(−x))/(2x), x and −x being neighbours in
// evals. Folding them in turn with β² and so on ends at Q(β): no division, and
// no exception for a β on the coset. The factors 1/2 are applied at the end.
func (f *folder) fold(evals []field.Ext, startInverse field.Element, beta field.Ext) field.Ext {
	for len(evals) > 1 {
		half := len(evals) / 2
		b := beta.MulBase(startInverse)
		for j := range half {
			even, odd := evals[2*j], evals[2*j+1]
			diff := even.Sub(odd).MulBase(f.twiddles[j])
			evals[j] = diff.MulAdd(b, even.Add(odd))
		}
		evals = evals[:half]
		startInverse = startInverse.Square()
		beta = beta.Square()
	}
	return evals[0].MulBase(f.scale)
}

// reverseBits reverses the n low bits of v < 2^n.
func reverseBits(v, n int) int {
	return int(bits.Reverse64(uint64(v)) >> (64 - n))
}
