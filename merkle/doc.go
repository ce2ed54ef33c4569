// Package merkle implements the Merkle trees of plonky2 1.1.0: rows of field
// elements hashed with [hash.OrNoop], pairs of nodes with [hash.Compress], and
// a [Cap] of 2^k nodes in place of the root.
//
// Leaves and nodes share one hash, and a row of at most four elements is its own
// digest. A path therefore proves a row only for a verifier that knows the height
// of the tree and the width of its rows from elsewhere: it must compare
// len(path) with the height it expects.
package merkle
