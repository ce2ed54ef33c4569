// Package prover makes proofs of PLONK circuits, in the protocol of plonky2
// 1.1.0: without randomness, the bytes are those of plonky2.
//
// A [Prover] belongs to one circuit. To prove many statements at once, make one
// prover for each core, with one worker each. To prove one big statement, give
// its prover all cores.
//
// # Memory
//
// With n rows, N = n·2^rateBits points of the extension, c challenges, and k
// columns that a proof commits to (wires, Zs, partial products, chunks of the
// quotients, and salts in circuits with zero knowledge), a prover keeps
//
//	8·k·(n + N)       coefficients and extensions
//	8·(c + 1)·N       quotients and the Lagrange polynomial L_0
//
// bytes from proof to proof, and a proof allocates beside them about
//
//	64·N              for each of three Merkle trees
//	50·N              for the folding steps
//
// # A wrong witness
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
