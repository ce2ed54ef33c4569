package merkle

import "github.com/zkpor/por/hash"

// Cap is a layer of a Merkle tree that stands for its root: the 2^height nodes
// at distance height from the root, left to right. A cap of height 0 is the
// root itself.
type Cap []hash.Digest

// Path is the sibling of each node on the way from a leaf to the cap, the
// leaf's own sibling first.
type Path []hash.Digest
