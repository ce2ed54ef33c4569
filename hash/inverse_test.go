package hash

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
	"github.com/zkpor/por/internal/testutil"
)

// stateMeeting returns the state for which the S-boxes of the given round meet s.
func stateMeeting(s State, round int, inverse *[Width]State) State {
	subtract := func(r int) {
		for i := range s {
			s[i] = s[i].Sub(RoundConstant(r, i))
		}
	}
	subtract(round)
	for r := round - 1; r >= 0; r-- {
		var before State
		for i := range s {
			for j := range s {
				before[i] = before[i].Add(inverse[i][j].Mul(s[j]))
			}
		}
		s = before
		n := Width
		if r >= FullRounds/2 && r < FullRounds/2+PartialRounds {
			n = 1
		}
		for i := range n {
			const seventhRoot = 10540996611094048183 // 1/7 modulo p − 1
			s[i] = s[i].Exp(seventhRoot)
		}
		subtract(r)
	}
	return s
}

// inverseMDS inverts the MDS matrix by Gauss–Jordan elimination.
func inverseMDS() (inverse [Width]State) {
	var m [Width]State
	for j := range Width {
		var column State
		column[j] = field.One()
		MDS(&column)
		for i := range m {
			m[i][j] = column[i]
		}
		inverse[j][j] = field.One()
	}
	for pivot := range m {
		scale := m[pivot][pivot].Inverse()
		for j := range Width {
			m[pivot][j] = m[pivot][j].Mul(scale)
			inverse[pivot][j] = inverse[pivot][j].Mul(scale)
		}
		for i := range m {
			if i == pivot {
				continue
			}
			factor := m[i][pivot]
			for j := range Width {
				m[i][j] = m[i][j].Sub(factor.Mul(m[pivot][j]))
				inverse[i][j] = inverse[i][j].Sub(factor.Mul(inverse[pivot][j]))
			}
		}
	}
	return inverse
}

func TestStateMeeting(t *testing.T) {
	inverse := inverseMDS()
	for met := range states(3) {
		for round := range Rounds {
			s := stateMeeting(met, round, &inverse)
			for r := range round {
				s = naiveRound(s, r)
			}
			for i := range s {
				s[i] = s[i].Add(RoundConstant(round, i))
			}
			require.Equal(t, met, s, "round %d", round)
		}
	}
}

// TestSBoxKernels gives the S-boxes of each round sums and differences of powers
// of two. Their powers are sparse, so that sums in the reductions meet carries,
// borrows and signs that others have once in 2^32 cases.
func TestSBoxKernels(t *testing.T) {
	inverse := inverseMDS()
	var batches []lanes
	for round := range Rounds {
		words := sparseWords(1)
		if round == 0 {
			words = sparseWords(64)
		}
		for chunk := range slices.Chunk(words, Lanes) {
			// All elements of a state are the same word, and so all have
			// sums of one sign.
			var s lanes
			for l, w := range chunk {
				met := State(slices.Repeat([]field.Element{w}, Width))
				for i, e := range stateMeeting(met, round, &inverse) {
					s[i][l] = e
				}
			}
			batches = append(batches, s)
		}
	}
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for _, s := range batches {
			want := s
			want.permuteGeneric()
			s.permute(tier)
			require.Equal(t, want, s)
		}
	})
}

// sparseWords returns the sums and differences of powers of two with exponents
// below 64, and below n.
func sparseWords(n int) (words []field.Element) {
	for i := range 64 {
		for j := range min(i+1, n) {
			a, b := field.Element{1 << i % field.Modulus}, field.Element{1 << j % field.Modulus}
			words = append(words, a, a.Neg(), a.Add(b), a.Sub(b), b.Sub(a), a.Add(b).Neg())
		}
	}
	return words
}
