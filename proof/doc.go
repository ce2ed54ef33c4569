// Package proof holds the strict codecs: the binary and JSON layouts of plonky2
// 1.1.0, and of OKX's fork of it, for proofs, verifier keys and common circuit
// data; this library's own files, [Global], [Inclusion] and [Info]; and those of
// OKX's proof-of-reserves-v2, [OKXGlobal], [OKXInclusion] and [OKXInfo]. The
// files are described in docs/formats.md; [Detect] tells them apart.
//
// Decoders are for hostile input. They accept exactly one encoding of each
// value, in JSON apart from white space: elements below the modulus, booleans 0
// or 1, no trailing byte, derived data equal to what it is derived from. Every
// count is held against a bound and against the bytes that remain before
// anything is allocated; JSON needs memory in proportion to its length. What
// decodes encodes back to the same bytes.
//
// Each binary layout is written once, as a function that walks over a value with
// a coder, of which encoder and decoder are the two kinds. What differs between
// implementations of the format, such as the tags of gates, is a value, see
// [Format].
//
// A decoded value is well formed, not true: package verify decides if a proof
// holds, and which keys to trust is the caller's choice.
package proof
