package liability

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

const (
	// LeafTag is the element at index [LeafTagIndex] of the state that hashes
	// a Standard leaf: "sumleaf" in ASCII, big-endian. Nodes have zero there.
	LeafTag = 0x73756d6c656166

	// LeafTagIndex is the first index of the sponge's capacity.
	LeafTagIndex = hash.Rate

	// accountTag separates account commitments from other hashes: "account".
	accountTag = 0x6163636f756e74

	// commitmentHeader is how many elements of a commitment's input come
	// before the values: tag, number of tokens, id, salt.
	commitmentHeader = 2 + 2*IDElements
)

// Entry is an account as the Standard batch circuit takes it. The zero value
// is the empty account, which pads an incomplete batch.
type Entry struct {
	// Commitment binds id, salt and every value, see [Commit].
	Commitment hash.Digest
	Sums
}

// Node is a node of the tree: its hash, and the sums over the leaves below it.
// A leaf is a node whose sums are those of its account.
type Node struct {
	Hash hash.Digest
	Sums
}

// Commit returns the Standard commitment to an account of T tokens:
//
//	hash.NoPad("account", T, id, salt, equity[0..T), debt[0..T))
//
// where the first item is seven ASCII bytes as a big-endian integer, and id and
// salt are five elements each. T fixes the length of the input, so that no
// input is a prefix of another. The caller has checked the account, see
// [Account.Sums]; Commit panics if equities and debts differ in number.
func Commit(a Account, salt Salt) hash.Digest {
	row := make([]field.Element, commitmentWidth(len(a.Equity)))
	fillCommitment(row, a, salt)
	return hash.NoPad(row)
}

// commitmentWidth returns the number of elements behind a commitment.
func commitmentWidth(tokens int) int { return commitmentHeader + 2*tokens }

// fillCommitment sets row to the input of [Commit].
func fillCommitment(row []field.Element, a Account, salt Salt) {
	if len(a.Debt) != len(a.Equity) || len(row) != commitmentWidth(len(a.Equity)) {
		panic(fmt.Sprintf("liability: %d equities and %d debts in %d elements", len(a.Equity), len(a.Debt), len(row)))
	}
	id, s := a.ID.Elements(), salt.Elements()
	row[0] = field.New(accountTag)
	row[1] = field.New(uint64(len(a.Equity)))
	n := 2
	n += copy(row[n:], id[:])
	n += copy(row[n:], s[:])
	for i, v := range a.Equity {
		row[n+i] = field.New(v)
	}
	n += len(a.Equity)
	for i, v := range a.Debt {
		row[n+i] = field.New(v)
	}
}

// StandardLeaf returns the leaf of an entry, one permutation with the tag in
// the capacity:
//
//	P(commitment, E, D, 0, 0 | LeafTag, 0, 0, 0)[0..4)
func StandardLeaf(e Entry) Node {
	var s hash.State
	copy(s[:], e.Commitment[:])
	s[hash.DigestLen] = field.New(e.Equity)
	s[hash.DigestLen+1] = field.New(e.Debt)
	s[LeafTagIndex] = field.New(LeafTag)
	hash.Permute(&s)
	return Node{hash.Digest(s[:hash.DigestLen]), e.Sums}
}

// StandardLeaves sets dst[i] = [StandardLeaf](entries[i]), eight at a time. It
// panics if the lengths differ.
func StandardLeaves(dst []Node, entries []Entry) {
	if len(dst) != len(entries) {
		panic(fmt.Sprintf("liability: %d leaves of %d entries", len(dst), len(entries)))
	}
	for len(dst) >= hash.Lanes {
		standardLeafBatch((*[hash.Lanes]Node)(dst), (*[hash.Lanes]Entry)(entries))
		dst, entries = dst[hash.Lanes:], entries[hash.Lanes:]
	}
	for i, e := range entries {
		dst[i] = StandardLeaf(e)
	}
}

func standardLeafBatch(dst *[hash.Lanes]Node, entries *[hash.Lanes]Entry) {
	var s [hash.Width][hash.Lanes]field.Element
	tag := field.New(LeafTag)
	for lane := range entries {
		e := &entries[lane]
		for i, x := range e.Commitment {
			s[i][lane] = x
		}
		s[hash.DigestLen][lane] = field.New(e.Equity)
		s[hash.DigestLen+1][lane] = field.New(e.Debt)
		s[LeafTagIndex][lane] = tag
	}
	hash.PermuteBatch(&s)
	for lane := range dst {
		for i := range dst[lane].Hash {
			dst[lane].Hash[i] = s[i][lane]
		}
		dst[lane].Sums = entries[lane].Sums
	}
}

// okxWidth is the number of elements behind an OKXv2 leaf.
const okxWidth = IDElements + 2

// OKXLeaf returns the OKXv2 leaf of an account, hash.NoPad(id, E, D), given the
// account's sums. It binds neither the values of single tokens nor a salt.
func OKXLeaf(id ID, sums Sums) Node {
	var row [okxWidth]field.Element
	fillOKX(row[:], id, sums)
	return Node{hash.NoPad(row[:]), sums}
}

func fillOKX(row []field.Element, id ID, sums Sums) {
	elements := id.Elements()
	n := copy(row, elements[:])
	row[n], row[n+1] = field.New(sums.Equity), field.New(sums.Debt)
}

// EmptyLeaf returns the leaf of the empty account, which pads an incomplete
// batch: in Standard the leaf of the zero [Entry], in OKXv2 that of the zero id
// with zero sums.
func (p Profile) EmptyLeaf() Node {
	if p == OKXv2 {
		return OKXLeaf(ID{}, Sums{})
	}
	return StandardLeaf(Entry{})
}
