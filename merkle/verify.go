package merkle

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

var (
	// ErrShape reports leaves, a cap, a path or an index that no tree has.
	ErrShape = errors.New("merkle: impossible shape")

	// ErrMismatch reports a path that does not lead to the cap.
	ErrMismatch = errors.New("merkle: path does not lead to the cap")
)

// VerifyPath checks that leaf is at the given index of the tree of height
// len(path) + log2(len(cap)) whose cap is given. It returns [ErrShape] unless
// len(cap) is a power of two and the index is below 2^height, and
// [ErrMismatch] if the path leads elsewhere.
//
// The height is the path's claim: the caller compares len(path) with the
// height it expects.
func VerifyPath(leaf hash.Digest, index int, path Path, cap Cap) error {
	capHeight, err := cap.Height()
	if err != nil {
		return err
	}
	if height := len(path) + capHeight; height >= bits.UintSize-1 {
		return fmt.Errorf("%w: height %d", ErrShape, height)
	}
	if leaves := len(cap) << len(path); index < 0 || index >= leaves {
		return fmt.Errorf("%w: index %d of %d leaves", ErrShape, index, leaves)
	}

	node := leaf
	for _, sibling := range path {
		if index&1 == 0 {
			node = hash.Compress(node, sibling)
		} else {
			node = hash.Compress(sibling, node)
		}
		index >>= 1
	}
	if node != cap[index] {
		return fmt.Errorf("%w: node %d is %v, want %v", ErrMismatch, index, node, cap[index])
	}
	return nil
}

// VerifyRow is [VerifyPath] for the leaf that holds row.
func VerifyRow(row []field.Element, index int, path Path, cap Cap) error {
	return VerifyPath(hash.OrNoop(row), index, path, cap)
}
