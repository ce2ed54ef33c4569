// Package fri verifies batched polynomial openings with the FRI protocol of
// plonky2 1.1.0.
//
// # Statement
//
// A prover has committed to several oracles, each a Merkle tree over the rows
// of a batch of base field polynomials of degree below n = 2^DegreeBits,
// evaluated on the coset g·H of size n·2^RateBits. An [Instance] says which of
// them are opened at which points of the extension field, [Openings] are the
// claimed values, and a [Proof] shows that each oracle is close to polynomials
// that take these values. [Verify] checks one. The package knows nothing of
// what the polynomials mean.
//
// # Protocol
//
// With a challenge α, the openings f(z) = y of all batches are combined into
// one function
//
//	F(X) = Σ_b α^(k_b) · Σ_j α^j (f_bj(X) − y_bj) / (X − z_b)
//
// which is a polynomial of low degree exactly if every claimed value is right.
// Each folding step commits to F on the current domain, draws β and replaces
//
//	F(X) = Σ_{i<a} X^i · F_i(X^a)   by   F'(Y) = Σ_{i<a} β^i · F_i(Y),
//
// until the polynomial is small enough to send. After a proof of work, random
// positions of the first domain are followed through all steps.
//
// # Order of rows
//
// Leaf i of a tree over a domain of size 2^k holds the evaluations at
// shift·ω^rev(i), where rev reverses the k bits of i. The points that a step
// folds together are thus neighbours, and a leaf of the step's tree holds
// them all.
//
// # Security
//
// [Params.ConjecturedBits] and [Params.ProvenBits] state the soundness of FRI
// itself. The parameters come from the verifier's own key: this package binds
// them into the transcript ([Params.Observe]) but cannot know if they were
// taken from the proof under test.
package fri
