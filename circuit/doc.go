// Package circuit describes PLONK circuits as plonky2 1.1.0 defines them: the
// gates and their constraints, the data that prover and verifier share, the
// transcript, and the vanishing polynomials that a satisfied circuit makes
// divisible by Z_H.
//
// A [Gate] writes its constraints once, over an abstract ring, into
// [Constraints]. The recording is compiled into a [Program], a straight-line
// list of instructions, which has several interpreters: extension scalars for
// the verifier ([Program.EvalExt]), blocks of base field points for the prover
// ([Program.EvalBlock]), and circuit targets for the verifier inside a circuit.
//
// Everything here works on untrusted data once [Common.Validate] has accepted
// the circuit's description and [Common.ValidateProof] the shape of a proof.
package circuit
