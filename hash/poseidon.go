package hash

import "github.com/zkpor/por/field"

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
	for r := range Rounds {
		for i := range s {
			s[i] = s[i].Add(roundConstants[r][i])
		}
		if r < FullRounds/2 || r >= FullRounds/2+PartialRounds {
			for i := range s {
				s[i] = sbox(s[i])
			}
		} else {
			s[0] = sbox(s[0])
		}
		MDS(s)
	}
}

// PermuteBatch applies the permutation to eight states: element i of the state
// in lane l is states[i][l].
func PermuteBatch(states *[Width][Lanes]field.Element) {
	for l := range Lanes {
		var s State
		for i := range s {
			s[i] = states[i][l]
		}
		Permute(&s)
		for i := range s {
			states[i][l] = s[i]
		}
	}
}

// RoundConstant returns the constant added to element i of the state at the
// start of the given round, both counted from 0. It panics if either is out of
// range.
func RoundConstant(round, i int) field.Element { return roundConstants[round][i] }

// sbox returns x^7.
func sbox(x field.Element) field.Element {
	x2 := x.Square()
	x3 := x2.Mul(x)
	return x2.Square().Mul(x3)
}
