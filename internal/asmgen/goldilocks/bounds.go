package goldilocks

import (
	"fmt"
	"math/big"
)

// The largest values of the terms of lazy sums.
var (
	half    = ones(32)
	word52  = ones(52) // a half of a product of 52 bits each
	product = new(big.Int).Mul(half, half)
)

// ones returns 2^bits − 1.
func ones(bits uint) *big.Int {
	n := new(big.Int).Lsh(big.NewInt(1), bits)
	return n.Sub(n, big.NewInt(1))
}

func times(n int64, x *big.Int) *big.Int { return new(big.Int).Mul(big.NewInt(n), x) }

// fits panics if a sum of the terms can exceed the given number of bits.
func fits(bits int, terms ...*big.Int) {
	sum := new(big.Int)
	for _, t := range terms {
		sum.Add(sum, t)
	}
	if sum.BitLen() > bits {
		panic(fmt.Sprintf("goldilocks: lazy sum of %d bits, want %d", sum.BitLen(), bits))
	}
}

// Fits panics if the sum of n products of factors with a and b bits can exceed
// the given number of bits.
func Fits(bits int, n int64, a, b uint) {
	fits(bits, times(n, new(big.Int).Mul(ones(a), ones(b))))
}
