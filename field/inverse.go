package field

import (
	"fmt"
	"math/bits"
)

// BatchInvert sets dst[i] = 1/a[i], and 0 where a[i] = 0, in about three
// multiplications an element. dst may be a itself but must not overlap it
// otherwise. It panics if the lengths differ.
func BatchInvert(dst, a []Element) {
	checkBatch(len(dst), len(a))
	for len(a) > 0 {
		n := min(len(a), inversionBlockLen)
		invertBlock(dst[:n], a[:n])
		dst, a = dst[n:], a[n:]
	}
}

// BatchInvertExt is [BatchInvert] over the extension.
func BatchInvertExt(dst, a []Ext) {
	checkBatch(len(dst), len(a))
	var norms [inversionBlockLen]Element
	for len(a) > 0 {
		n := min(len(a), inversionBlockLen)
		for i, x := range a[:n] {
			norms[i] = x.norm()
		}
		invertBlock(norms[:n], norms[:n])
		for i, x := range a[:n] {
			dst[i] = x.Conjugate().MulBase(norms[i])
		}
		dst, a = dst[n:], a[n:]
	}
}

const (
	// inversionBlockLen is how many elements share an inversion: its cost is
	// small against theirs, and their products stay in the cache.
	inversionBlockLen = 1024

	// inversionChains is how many products are built side by side. In one chain
	// each multiplication would wait for the last.
	inversionChains = 4
)

// invertBlock is Montgomery's trick on up to inversionBlockLen elements, the
// elements i ≡ k mod 4 forming chain k. Zeros take part as another element.
func invertBlock(dst, a []Element) {
	var prefixes [inversionBlockLen]Element // products of what is before i in its chain
	chains := [inversionChains]Element{One(), One(), One(), One()}
	for i, x := range a {
		chain := &chains[i%inversionChains]
		prefixes[i] = *chain
		x, _ = orNonZero(x)
		*chain = chain.Mul(x)
	}

	// Now each chain's product becomes the inverse of it.
	c01, c23 := chains[0].Mul(chains[1]), chains[2].Mul(chains[3])
	all := c01.Mul(c23).Inverse()
	i01, i23 := all.Mul(c23), all.Mul(c01)
	chains = [...]Element{i01.Mul(chains[1]), i01.Mul(chains[0]), i23.Mul(chains[3]), i23.Mul(chains[2])}

	for i := len(a) - 1; i >= 0; i-- {
		chain := &chains[i%inversionChains]
		x, mask := orNonZero(a[i])
		dst[i] = Element{chain.Mul(prefixes[i])[0] & mask}
		*chain = chain.Mul(x)
	}
}

// orNonZero returns x and a mask of ones if x ≠ 0, and otherwise some other
// element and 0.
func orNonZero(x Element) (_ Element, mask uint64) {
	_, isZero := bits.Sub64(x[0], 1, 0)
	return Element{x[0] | isZero}, isZero - 1
}

func checkBatch(dst, a int) {
	if dst != a {
		panic(fmt.Sprintf("field: batch inversion of %d elements into %d", a, dst))
	}
}
