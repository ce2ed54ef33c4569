package hash

import (
	"math/bits"

	"github.com/zkpor/por/field"
)

const (
	// Width is the number of field elements in a state.
	Width = 12

	// Rate is the number of elements that a sponge absorbs or squeezes with
	// each permutation. They come first in a state.
	Rate = 8

	// Capacity is the number of elements of a state outside the rate.
	Capacity = Width - Rate

	// FullRounds is the number R_F of rounds with an S-box on every element;
	// half of them come first and half last.
	FullRounds = 8

	// PartialRounds is the number R_P of rounds with an S-box on the first
	// element only.
	PartialRounds = 22

	// Rounds is the number of all rounds.
	Rounds = FullRounds + PartialRounds

	// Lanes is the number of states in a batch.
	Lanes = 8
)

//go:generate go test -run=TestConstants -update

// State is the state of one permutation.
type State [Width]field.Element

// Permute applies the Poseidon permutation to s.
func Permute(s *State) {
	var w words
	for i := range s {
		w[i] = s[i][0]
	}
	w.fullRounds(0)
	w.partialRounds()
	w.fullRounds(FullRounds/2 + PartialRounds)
	for i := range s {
		s[i] = reduce(w[i])
	}
}

// RoundConstant returns the constant added to element i of the state at the
// start of the given round, both counted from 0. It panics if either is out of
// range.
func RoundConstant(round, i int) field.Element { return roundConstants[round][i] }

// words is a state whose elements are any words congruent to the Montgomery
// words of field elements, not always below p.
type words [Width]uint64

// fullRounds applies half of the full rounds, starting with the given round.
func (w *words) fullRounds(first int) {
	var h halves
	for r := first; r < first+FullRounds/2; r++ {
		constants := &roundConstants[r]
		for i := range w {
			h.set(i, sbox(addWord(w[i], constants[i])))
		}
		h.mds()
		for i := range w {
			w[i] = h.word(i)
		}
	}
}

// partialRounds applies the partial rounds.
//
// Only the first element meets an S-box, and the integer matrix grows the
// halves of the others by a factor of at most 264 a round. They are therefore
// reduced every second round only, when they are below 264²·2^32 < 2^49.
func (w *words) partialRounds() {
	var h halves
	for i := range w {
		h.set(i, w[i])
	}
	for r := 0; r < PartialRounds; r += 2 {
		h.partialRound(partialConstants[r])
		h.partialRound(partialConstants[r+1])
		for i := 1; i < Width; i++ {
			h.set(i, h.word(i))
		}
	}
	for i := range w {
		w[i] = addWord(h.word(i), afterPartial[i])
	}
}

func (h *halves) partialRound(k field.Element) {
	h.set(0, sbox(addWord(h.word(0), k)))
	h.mds()
}

// sbox returns x^7 for words in Montgomery form.
func sbox(x uint64) uint64 {
	x2 := mulWords(x, x)
	x3 := mulWords(x2, x)
	x4 := mulWords(x2, x2)
	return mulWords(x3, x4)
}

// mulWords returns a word congruent to a·b/2^64.
func mulWords(a, b uint64) uint64 {
	// With lo + lo·2^32 = t + e·2^64, the quotient is hi − q for
	// q = t − ⌊t/2^32⌋ − e, as in package field. Here hi may exceed p, and
	// so may the result. Since q ≤ p, adding p after a borrow ends below 2^64.
	hi, lo := bits.Mul64(a, b)
	t, e := bits.Add64(lo, lo<<32, 0)
	q, _ := bits.Sub64(t, t>>32, e)
	r, borrow := bits.Sub64(hi, q, 0)
	return r - uint64(uint32(-borrow))
}

// addWord returns a word congruent to a + k.
func addWord(a uint64, k field.Element) uint64 {
	// A carry leaves a sum below k < p = 2^64 − (2^32 − 1), so that adding
	// 2^64 mod p = 2^32 − 1 does not carry again.
	r, carry := bits.Add64(a, k[0], 0)
	return r + uint64(uint32(-carry))
}

// reduce returns the element whose Montgomery word is congruent to w.
func reduce(w uint64) field.Element {
	r, borrow := bits.Sub64(w, field.Modulus, 0)
	return field.Element{r + field.Modulus&-borrow}
}
