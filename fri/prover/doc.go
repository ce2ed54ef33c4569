// Package prover makes the proofs that package fri verifies.
//
// A [Commitment] holds a batch of polynomials and the Merkle tree over their
// low-degree extension; [Prove] opens several of them. Given the same salts the
// proof is the same for any number of workers: it is the one that plonky2
// 1.1.0 makes, with the smallest valid proof-of-work nonce.
//
// Columns of the low-degree extension are in bit-reversed order, the order of
// the rows in the trees: entry i of a column is the value at g·ω^rev(i), and
// row i of all columns together is leaf i. In this order the extension of n
// coefficients consists of 2^RateBits runs of n rows, each the values on one
// coset of the subgroup of order n. It is never there as a whole: whoever needs
// its values computes them coset by coset, in the memory of a [Workspace].
package prover
