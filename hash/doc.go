// Package hash implements Poseidon over the Goldilocks field as in plonky2
// 1.1.0: the permutation of width 12, its sponge and two-to-one compression,
// and the Fiat–Shamir [Challenger].
//
// The permutation has the S-box x^7, 4 full, 22 partial and 4 full rounds. The
// sponge has rate 8 and capacity 4 and overwrites, rather than adds to, the
// rate part of its state. Collisions and preimages cost about 2^128
// permutations.
//
// [NoPad] resists collisions only among inputs of one length: a short last block
// counts as filled with what the state held before, so that trailing zeros of a
// first block have no effect. Callers fix the length, or use [Pad].
//
// Work comes in batches of [Lanes] states with one lane each, see
// [PermuteBatch], [Columns], [Rows] and [CompressPairs]. Processors with AVX-512
// (F, DQ and IFMA) or AVX2 run them in assembly, four and two times as fast per
// state as the plain Go of single states; the results are the same. Nothing here
// allocates unless its comment says so, and nothing branches on the data it
// hashes.
package hash
