package liability

import (
	"fmt"

	"github.com/zkpor/por/hash"
)

// Batch is the binary tree over the leaves of one batch.
type Batch struct {
	// levels[0] are the leaves, as many as the shape's width, and the last
	// level is the root.
	levels [][]hash.Digest
	sums   Sums
}

// NewBatch builds the tree over 1 to BatchSize leaves, padded with empty
// accounts. It returns ErrShape for another number of leaves, and ErrRange if
// a total reaches 2^[SumBits].
func NewBatch(s Shape, leaves []Node) (*Batch, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if len(leaves) == 0 || len(leaves) > s.BatchSize {
		return nil, fmt.Errorf("%w: got a batch of %d leaves, want 1 to %d", ErrShape, len(leaves), s.BatchSize)
	}
	var sums Sums
	var err error
	for _, leaf := range leaves {
		if sums, err = sums.Add(leaf.Sums); err != nil {
			return nil, fmt.Errorf("batch: %w", err)
		}
	}

	width := s.Width()
	nodes := make([]hash.Digest, 2*width-1)
	level, rest := nodes[:width], nodes[width:]
	for i, leaf := range leaves {
		level[i] = leaf.Hash
	}
	if len(leaves) < width {
		empty := s.Profile.EmptyLeaf().Hash
		for i := len(leaves); i < width; i++ {
			level[i] = empty
		}
	}
	b := &Batch{levels: [][]hash.Digest{level}, sums: sums}
	for len(level) > 1 {
		above := rest[:len(level)/2]
		hash.CompressPairs(above, level)
		level, rest = above, rest[len(above):]
		b.levels = append(b.levels, level)
	}
	return b, nil
}

// Root returns the root of the batch.
func (b *Batch) Root() Node {
	return Node{b.levels[len(b.levels)-1][0], b.sums}
}

// appendPath appends the siblings of leaf i up to the batch's root.
func (b *Batch) appendPath(dst []hash.Digest, i int) []hash.Digest {
	for _, level := range b.levels[:len(b.levels)-1] {
		dst = append(dst, level[i^1])
		i >>= 1
	}
	return dst
}
