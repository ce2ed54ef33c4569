package hash

import (
	"iter"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

// naivePermute is the permutation as the paper defines it.
func naivePermute(s State) State {
	for r := range Rounds {
		s = naiveRound(s, r)
	}
	return s
}

func naiveRound(s State, r int) State {
	for i := range s {
		s[i] = s[i].Add(RoundConstant(r, i))
	}
	full := r < FullRounds/2 || r >= FullRounds/2+PartialRounds
	for i := range s {
		if full || i == 0 {
			s[i] = s[i].Exp(7)
		}
	}
	return naiveMDS(s)
}

func naiveMDS(s State) (out State) {
	c, d := MDSCirculant(), MDSDiagonal()
	for i := range out {
		out[i] = field.New(d[i]).Mul(s[i])
		for j := range s {
			out[i] = out[i].Add(field.New(c[(j-i+Width)%Width]).Mul(s[j]))
		}
	}
	return out
}

func TestPermuteIsNaivePermute(t *testing.T) {
	for s := range states(200) {
		want := naivePermute(s)
		Permute(&s)
		require.Equal(t, want, s)
	}
}

func TestMDSIsNaiveMDS(t *testing.T) {
	for s := range states(1000) {
		want := naiveMDS(s)
		MDS(&s)
		require.Equal(t, want, s)
	}
}

// TestUnreducedWords checks the steps of the permutation on the largest words
// and halves that they admit.
func TestUnreducedWords(t *testing.T) {
	const top = math.MaxUint64
	element := func(w uint64) field.Element { return field.New(w % field.Modulus) }

	rInverse := field.Element{1} // the element whose Montgomery word is 1
	largest := field.Element{field.Modulus - 1}
	for _, a := range edgeWords() {
		require.Less(t, reduce(a)[0], field.Modulus)
		require.Equal(t, element(a), field.New(reduce(a)[0]))
		require.Equal(t, field.New(reduce(a)[0]).Add(field.New(largest[0])),
			field.New(reduce(addWord(a, largest))[0]), "%d + p − 1", a)
		for _, b := range edgeWords() {
			got := field.New(reduce(mulWords(a, b))[0])
			require.Equal(t, element(a).Mul(element(b)).Mul(rInverse), got, "%d · %d", a, b)
		}
	}

	var h halves
	for _, lo := range []uint64{0, 1, 1<<32 - 1, 1<<62 - 1} {
		for _, hi := range []uint64{0, 1, 1<<32 - 1, 1<<62 - 1} {
			h.lo[0], h.hi[0] = lo, hi
			want := element(lo).Add(element(hi).Mul(element(1 << 32)))
			require.Equal(t, want, field.New(reduce(h.word(0))[0]), "%d + %d·2^32", lo, hi)
		}
	}
	h.set(3, top)
	require.Equal(t, uint64(1<<32-1), h.lo[3])
	require.Equal(t, uint64(1<<32-1), h.hi[3])
}

// TestHalvesDoNotOverflow applies the matrix twice to the largest halves, as
// the partial rounds do.
func TestHalvesDoNotOverflow(t *testing.T) {
	var s [Width]uint64
	for i := range s {
		s[i] = 1<<32 - 1
	}
	mdsHalf(&s)
	require.Equal(t, uint64(264*(1<<32-1)), s[0])
	require.Equal(t, uint64(256*(1<<32-1)), s[11])
	s[0] = 1<<32 - 1
	mdsHalf(&s)
	for _, half := range s {
		require.Less(t, half, uint64(1)<<49)
	}
}

func TestPermuteBatchIsPermute(t *testing.T) {
	var batch [Width][Lanes]field.Element
	var want [Lanes]State
	lane := 0
	for s := range states(Lanes) {
		for i := range s {
			batch[i][lane] = s[i]
		}
		Permute(&s)
		want[lane] = s
		lane++
	}
	PermuteBatch(&batch)
	for l, s := range want {
		for i := range s {
			require.Equal(t, s[i], batch[i][l], "element %d of lane %d", i, l)
		}
	}
}

func edgeWords() []uint64 {
	const p = field.Modulus
	return []uint64{
		0, 1, 2, 1<<32 - 2, 1<<32 - 1, 1 << 32, 1<<32 + 1, 1 << 63,
		p - 1<<32, p - 2, p - 1, p, p + 1, math.MaxUint64 - 1, math.MaxUint64,
	}
}

// states yields n states of which a quarter of the elements have edge cases as
// Montgomery words.
func states(n int) iter.Seq[State] {
	rng := rand.New(rand.NewPCG(1, 2))
	edges := edgeWords()
	return func(yield func(State) bool) {
		for range n {
			var s State
			for i := range s {
				if s[i] = field.New(rng.Uint64()); rng.IntN(4) == 0 {
					s[i] = field.Element{edges[rng.IntN(len(edges))] % field.Modulus}
				}
			}
			if !yield(s) {
				return
			}
		}
	}
}
