package prover

import (
	"errors"
	"math"
	"slices"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
)

var errNoNonce = errors.New("fri/prover: no nonce has enough leading zero bits")

// grind observes the smallest nonce whose response has enough leading zero
// bits, draws that response and returns the nonce.
func grind(params *fri.Params, ch *hash.Challenger, workers int) (field.Element, error) {
	// Nonces per worker and round: a few milliseconds of permutations. All
	// nonces of a round are larger than those of the rounds before.
	const run = 128 * hash.Lanes

	found := make([]uint64, max(1, workers))
	for round := uint64(0); round <= field.Modulus-run*uint64(len(found)); round += run * uint64(len(found)) {
		par.Each(workers, len(found), func(w int) {
			found[w] = smallestNonce(params, ch, round+run*uint64(w), run)
		})
		if nonce := slices.Min(found); nonce != noNonce {
			witness := field.New(nonce)
			ch.Observe(witness)
			ch.Challenge()
			return witness, nil
		}
	}
	return field.Element{}, errNoNonce
}

// noNonce is larger than any nonce.
const noNonce uint64 = math.MaxUint64

// smallestNonce returns the smallest valid nonce in [from, from + n), or
// [noNonce]. n is a multiple of hash.Lanes.
func smallestNonce(params *fri.Params, ch *hash.Challenger, from, n uint64) uint64 {
	for nonce := from; nonce < from+n; nonce += hash.Lanes {
		responses := ch.Responses(nonce)
		for i, r := range responses {
			if params.PowOK(r) {
				return nonce + uint64(i)
			}
		}
	}
	return noNonce
}
