package circuit

import (
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// VerifierKey names a circuit of a given [Common]: the commitment to its
// constants and permutation, and the digest that starts its transcripts. The
// digest alone does not bind the cap; whoever pins a circuit pins both.
type VerifierKey struct {
	ConstantsSigmasCap merkle.Cap
	CircuitDigest      hash.Digest
}
