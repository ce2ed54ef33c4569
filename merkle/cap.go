package merkle

import (
	"fmt"
	"math/bits"

	"github.com/zkpor/por/hash"
)

// Cap is a layer of a Merkle tree that stands for its root: the 2^height nodes
// at distance height from the root, left to right. A cap of height 0 is the
// root itself.
type Cap []hash.Digest

// Path is the sibling of each node on the way from a leaf to the cap, the
// leaf's own sibling first.
type Path []hash.Digest

// Height returns the base-2 logarithm of the number of nodes, or [ErrShape] if
// that number is not a power of two.
func (c Cap) Height() (int, error) {
	if bits.OnesCount(uint(len(c))) != 1 {
		return 0, fmt.Errorf("%w: cap of %d nodes, want a power of two", ErrShape, len(c))
	}
	return bits.TrailingZeros(uint(len(c))), nil
}
