// Package prover makes proofs of PLONK circuits, in the protocol of plonky2
// 1.1.0: without randomness, the bytes are those of plonky2.
//
// A [Prover] belongs to one circuit. To prove many statements at once, make one
// prover for each core, with one worker each. To prove one big statement, give
// its prover all cores.
//
// # Memory
//
// Let a circuit have n rows, N = n·2^RateBits rows of the extension, and p
// preprocessed columns, w wires, z columns of Zs and partial products, and q
// chunks of quotients. In bytes, the circuit takes
//
//	8·p·n             coefficients of the preprocessed columns
//	64·N              their tree
//	about 500·n       constants and witness program
//
// and each prover, with the one witness it works on,
//
//	8·(w + z + q)·n   columns it commits to: values, then coefficients in place
//	8·(p + w + z)·n   workspace: extensions on one coset of n points
//	3·64·N            trees
//	3·32·N            salts, in circuits with zero knowledge
//	about 5·N         trees of the folding steps
//
// Low-degree extensions are never stored. For plonky2's standard configuration,
// where p, w, z and q are about 85, 135, 20 and 16 and N = 8·n, that makes 1.7 kB
// a row for the circuit and 4.9 kB a row for each prover.
//
// The workspace and the columns are kept from proof to proof. What a proof
// allocates beside them is little more than the proof itself.
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
