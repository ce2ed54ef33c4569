// Package prover makes proofs of PLONK circuits, in the protocol of plonky2
// 1.1.0.
//
// A [Prover] belongs to one circuit and one goroutine. It keeps the memory of
// its largest buffers from proof to proof: with n rows, rate r and w committed
// columns about 8·n·r·w bytes of low-degree extensions, the trees over them,
// and as much as one column of n·r for every challenge. Provers of the same
// circuit share the [builder.Circuit]; to prove many statements at once, make
// one prover for each core, with one worker each.
//
// # What a proof costs and what it is worth
//
// Prove returns a proof only if it satisfies the identities that the verifier
// checks at the opening point, so a witness that violates a gate or a copy
// constraint gives an error and never an invalid proof: see [ErrUnsatisfied].
//
// # Randomness
//
// Random draws serve zero knowledge: blinding rows and the salts of leaves.
// They come from a generator that is seeded from crypto/rand anew for each
// proof. Given the draws, a proof is the same for every number of workers. A
// circuit without zero knowledge draws only for wires that nothing reads, and
// its proofs may reveal parts of the witness.
//
// The prover is not constant-time: whoever can measure it may learn about the
// witness.
package prover
