// Package proof holds the strict binary codecs of plonky2 1.1.0: proofs with
// public inputs, verifier keys and common circuit data.
//
// Decoders are for hostile input. They accept exactly one encoding of each
// value: elements below the modulus, booleans 0 or 1, no trailing byte, derived
// data equal to what it is derived from. Every count is held against a bound and
// against the bytes that remain before anything is allocated. What decodes
// encodes back to the same bytes.
//
// Each layout is written once, as a function that walks over a value with a
// coder, of which encoder and decoder are the two kinds. What differs between implementations of the format, such as the tags of gates, is
// a value, see [Format].
//
// A decoded value is well formed, not true: package verify decides if a proof
// holds, and which keys to trust is the caller's choice.
package proof
