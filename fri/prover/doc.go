// Package prover makes the proofs that package fri verifies.
//
// A [Commitment] holds a batch of polynomials, their low-degree extension and
// its Merkle tree; [Prove] opens several of them. Given the same salts the
// proof is the same for any number of workers: it is the one that plonky2
// 1.1.0 makes, with the smallest valid proof-of-work nonce.
//
// Columns of the low-degree extension are in bit-reversed order, the order of
// the rows in the trees: entry i of a column is the value at g·ω^rev(i), and
// row i of all columns together is leaf i.
package prover
