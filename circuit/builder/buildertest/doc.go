// Package buildertest defines the circuits of the test vectors that plonky2
// 1.1.0 and OKX's fork of it produced, by the builder calls that the Rust
// programs made, so that tests of builder, prover and verifier can share them.
package buildertest
