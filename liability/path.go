package liability

import (
	"errors"
	"fmt"

	"github.com/zkpor/por/hash"
)

// Errors of paths.
var (
	ErrIndex      = errors.New("liability: index out of range")
	ErrPathLength = errors.New("liability: wrong number of siblings")
)

// Path leads from a leaf to the root.
type Path struct {
	// Index is the position of the leaf among all leaves, from the left.
	Index uint64

	// Siblings are the hashes beside the way up, the leaf's own sibling
	// first. An aggregation level of OKXv2 contributes FanIn − 1 of them, in
	// the order of the tree.
	Siblings []hash.Digest
}

// Root returns the root that the path leads to from the hash of a leaf. It
// returns ErrShape or ErrProfile for an invalid shape, ErrIndex if there is no
// account at the index, and ErrPathLength unless there are exactly
// [Shape.PathLen] siblings. It never panics.
func (p Path) Root(s Shape, leaf hash.Digest) (hash.Digest, error) {
	if err := s.Validate(); err != nil {
		return hash.Digest{}, err
	}
	if p.Index >= s.NumLeaves() {
		return hash.Digest{}, fmt.Errorf("%w: got %d, want below %d", ErrIndex, p.Index, s.NumLeaves())
	}
	if at := p.Index % uint64(s.Width()); at >= uint64(s.BatchSize) {
		return hash.Digest{}, fmt.Errorf("%w: got leaf %d of a batch of %d", ErrIndex, at, s.BatchSize)
	}
	if len(p.Siblings) != s.PathLen() {
		return hash.Digest{}, fmt.Errorf("%w: got %d, want %d", ErrPathLength, len(p.Siblings), s.PathLen())
	}
	at, siblings, node := p.Index, p.Siblings, leaf
	for range log2(s.Width()) {
		node = climb(node, at&1, siblings[:1])
		at, siblings = at>>1, siblings[1:]
	}
	arity := uint64(s.arity())
	for range s.steps() {
		node = climb(node, at%arity, siblings[:arity-1])
		at, siblings = at/arity, siblings[arity-1:]
	}
	return node, nil
}

// climb returns the parent of the child at the given position among siblings.
func climb(node hash.Digest, position uint64, siblings []hash.Digest) hash.Digest {
	var children [MaxFanIn]hash.Digest
	n := copy(children[:], siblings[:position])
	children[n] = node
	copy(children[n+1:], siblings[position:])
	return parent(children[:len(siblings)+1])
}
