package testutil

import "math/rand/v2"

// modulus is that of the Goldilocks field, which this package must not import.
const modulus = 0xFFFF_FFFF_0000_0001

// EdgeWords returns words below the modulus of the Goldilocks field near which
// sums carry, differences borrow and products need their last reduction.
func EdgeWords() []uint64 {
	return []uint64{
		0, 1, 2, 7,
		1<<31 - 1, 1 << 31, 1<<32 - 2, 1<<32 - 1, 1 << 32, 1<<32 + 1,
		1<<63 - 1, 1 << 63, modulus / 2, modulus/2 + 1,
		modulus - 1<<32, modulus - 1<<32 + 1, modulus - 1<<32 + 2, modulus - 2, modulus - 1,
	}
}

// Words returns n words below the modulus, the same for the same seed, of which
// about half are [EdgeWords] and the rest are uniform.
func Words(seed uint64, n int) []uint64 {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	edges := EdgeWords()
	out := make([]uint64, n)
	for i := range out {
		if r.IntN(2) == 0 {
			out[i] = edges[r.IntN(len(edges))]
		} else {
			out[i] = r.Uint64N(modulus)
		}
	}
	return out
}
