package main

import (
	"math/bits"

	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

const (
	width     = hash.Width
	digestLen = hash.DigestLen
	half      = hash.FullRounds / 2 // full rounds before and after the partial ones
	word      = 8                   // bytes

	// diagonalBits is the logarithm of the first entry on the diagonal that
	// the MDS matrix adds to a circulant one; the others are zero.
	diagonalBits = 3

	// halfBits bounds the halves that the MDS matrix is applied to: they are
	// below 2^32 with AVX-512, and below this with AVX2.
	halfBits = 34

	// joinBits bounds the upper sum in join512 and join256.
	joinBits = 51
)

// matrix returns entry i, j of the MDS matrix.
func matrix(i, j int) uint64 {
	m := hash.MDSCirculant()[(j-i+width)%width]
	if i == j {
		m += hash.MDSDiagonal()[i]
	}
	return m
}

// twoRounds returns entry i, j of M·E·M, where E erases the first element: what
// element i becomes by two rounds from element j, the S-boxes aside. Its rows
// sum to less than 2^17.
func twoRounds(i, j int) uint64 {
	var sum uint64
	for k := 1; k < width; k++ {
		sum += matrix(i, k) * matrix(k, j)
	}
	return sum
}

// roundConstants returns the constants in the order in which kernels use them,
// as Montgomery words: the state before round 0, the state after each of the
// other full rounds but the last, the first element after each partial
// round, and the other elements after the last one. Those of the partial rounds
// have been moved past S-boxes as package hash does.
func roundConstants() (entry [width]uint64, first [][width]uint64, partial []uint64, last [][width]uint64) {
	row := func(r int) (out [width]uint64) {
		for i := range out {
			out[i] = hash.RoundConstant(r, i)[0]
		}
		return out
	}
	entry = row(0)
	for r := 1; r < half; r++ {
		first = append(first, row(r))
	}
	var moved hash.State
	for r := half; r < half+hash.PartialRounds; r++ {
		for i := range moved {
			moved[i] = moved[i].Add(hash.RoundConstant(r, i))
		}
		partial = append(partial, moved[0][0])
		moved[0] = field.Zero()
		hash.MDS(&moved)
	}
	// The round after the partial ones gets its own constants and what moved.
	var after [width]uint64
	for i := range after {
		after[i] = moved[i].Add(hash.RoundConstant(half+hash.PartialRounds, i))[0]
	}
	last = append(last, after)
	for r := half + hash.PartialRounds + 1; r < hash.Rounds; r++ {
		last = append(last, row(r))
	}
	return entry, first, partial, last
}

// table is a read-only table of words, filled in order.
type table struct {
	mem  Mem
	size int // in bytes
}

func newTable(name string) *table {
	return &table{mem: GLOBL(name, attr.RODATA|attr.NOPTR)}
}

// put appends words and returns the offset in bytes of the first.
func (t *table) put(words ...uint64) int {
	at := t.size
	for _, w := range words {
		DATA(t.size, U64(w))
		t.size += word
	}
	return at
}

// putAddends is put for words that are added to sums below the bound.
func (t *table) putAddends(bound uint64, words ...uint64) int {
	for _, w := range words {
		if w > -bound {
			panic("a constant and a lazy sum may exceed 64 bits")
		}
	}
	return t.put(words...)
}

// poseidonTable is the table that all permutations use, with offsets in bytes.
type poseidonTable struct {
	mem Mem

	column int // of M[i][0] for i = 0, …, 11
	row    int // of M[0][j] for j = 1, …, 11
	dense  int // of M·E·M row by row, see twoRounds
	first  int // of the round constants, see roundConstants
	zero   int // of lazyZero
}

func newPoseidonTable() (out poseidonTable) {
	var column, row, dense []uint64
	for i := range width {
		column = append(column, matrix(i, 0))
		if i > 0 {
			row = append(row, matrix(0, i))
		}
		sum := matrix(i, 0)
		for j := range width {
			dense = append(dense, twoRounds(i, j))
			sum += twoRounds(i, j)
		}
		if bits.Len64(sum)+halfBits > joinBits {
			panic("sums of two partial rounds exceed join512 and join256")
		}
	}
	t := newTable("poseidon")
	out.column, out.row, out.dense = t.put(column...), t.put(row...), t.put(dense...)

	const bound = 2 << joinBits // a sum, and the product in join512
	entry, first, partial, last := roundConstants()
	out.first = t.put(entry[:]...)
	for _, r := range first {
		t.putAddends(bound, r[:]...)
	}
	t.putAddends(bound, partial[0])
	t.putAddends(bound, make([]uint64, width-1)...)
	t.putAddends(bound, partial[1:]...)
	for _, r := range last {
		t.putAddends(bound, r[:]...)
	}
	t.put(make([]uint64, width)...) // nothing after the last round
	out.zero = t.put(lazyZero()...)
	out.mem = t.mem
	return out
}
