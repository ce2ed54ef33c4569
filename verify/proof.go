package verify

import (
	"errors"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/merkle"
)

// Proof checks p against the circuit behind key, with its public inputs as
// claimed in p. It returns nil if p holds and the key satisfies the policy, and
// an [*Error] otherwise. Comparing the public inputs with what the caller
// expects is left to the caller.
func Proof(key *Key, policy Policy, p *circuit.Proof) error {
	if key == nil || key.common == nil {
		return fail(CheckKey, ErrNoKey)
	}
	common := key.common

	// 1. Policy
	if err := policy.check(common); err != nil {
		return fail(CheckPolicy, err)
	}

	// 2. Shape of the whole proof
	if p == nil {
		return fail(CheckShape, errNoProof)
	}
	if err := common.ValidateProof(p); err != nil {
		return fail(CheckShape, err)
	}

	// 3. Public inputs and transcript
	publicInputsHash := p.PublicInputsHash()
	challenges, friChallenges := circuit.DeriveChallenges(common, &key.verifier, publicInputsHash, p)

	// 4. Vanishing polynomials at zeta
	if err := key.vanishing.Check(&p.Openings, publicInputsHash, &challenges); err != nil {
		return fail(CheckVanishing, err)
	}

	// 5. Openings of the committed polynomials
	instance := common.FRIInstance(challenges.Zeta)
	caps := []merkle.Cap{
		circuit.ConstantsSigmasOracle:   key.verifier.ConstantsSigmasCap,
		circuit.WiresOracle:             p.WiresCap,
		circuit.ZsPartialProductsOracle: p.ZsPartialProductsCap,
		circuit.QuotientOracle:          p.QuotientCap,
	}
	err := fri.Verify(&common.FRI, &instance, p.Openings.FRIOpenings(), &friChallenges, caps, &p.FRI)
	if err != nil {
		return failFRI(err)
	}
	return nil
}

// errNoProof reports a proof that is nil.
var errNoProof = errors.New("verify: no proof")
