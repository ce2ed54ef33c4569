// Package recursive verifies proofs inside a circuit and aggregates them.
//
// [Verify] writes the verifier of a PLONK proof, with FRI, into a circuit. It
// mirrors package verify stage by stage under the same numbers; the gate
// constraints are interpreted from the same recorded programs, so that the two
// cannot disagree on a gate. The verifier key of the inner circuit, cap and
// digest, consists of constants of the outer circuit: a prover can't choose
// which circuit it proves.
//
// [NewAggregation] builds the circuit that verifies fanIn proofs of one inner
// circuit, adds their sums under range checks, forces their contexts to be
// equal and hashes their roots. [Tree] feeds such circuits level by level.
package recursive
