package circuit

import (
	"github.com/zkpor/por/field"
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

// Digest returns plonky2's digest of a circuit: a hash of the
// commitment to its constants and sigmas, of a domain separator, which is empty
// unless the application sets one, and of log2 of the number of rows. It does
// not bind the gates.
func Digest(constantsSigmasCap merkle.Cap, domainSeparator []field.Element, degreeBits int) hash.Digest {
	var parts []field.Element
	for _, d := range constantsSigmasCap {
		parts = append(parts, d[:]...)
	}
	separator := hash.Pad(domainSeparator)
	parts = append(parts, separator[:]...)
	return hash.NoPad(append(parts, field.New(uint64(degreeBits))))
}
