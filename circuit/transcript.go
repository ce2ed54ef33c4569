package circuit

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// Transcript is the Fiat–Shamir transcript of a PLONK proof. Prover and
// verifier call its methods once each, in the order in which they are declared
// here; each absorbs what the prover has just sent and returns what the
// verifier answers.
type Transcript struct {
	challenger    hash.Challenger
	numChallenges int
}

// NewTranscript starts with the parameters of FRI, if the dialect has it so,
// the circuit and the public inputs.
func NewTranscript(c *Common, key *VerifierKey, publicInputsHash hash.Digest) *Transcript {
	t := &Transcript{numChallenges: c.Config.NumChallenges}
	c.FRI.Observe(&t.challenger)
	t.challenger.ObserveDigests([]hash.Digest{key.CircuitDigest, publicInputsHash})
	return t
}

// Wires takes the commitment to the wires and draws the betas and gammas of the
// permutation argument.
func (t *Transcript) Wires(cap merkle.Cap) (betas, gammas []field.Element) {
	t.challenger.ObserveDigests(cap)
	return t.challenger.Challenges(t.numChallenges), t.challenger.Challenges(t.numChallenges)
}

// ZsPartialProducts takes the commitment to the running products and draws the
// alphas that combine all constraints.
func (t *Transcript) ZsPartialProducts(cap merkle.Cap) (alphas []field.Element) {
	t.challenger.ObserveDigests(cap)
	return t.challenger.Challenges(t.numChallenges)
}

// Quotient takes the commitment to the quotient and draws the point zeta at
// which everything is opened.
func (t *Transcript) Quotient(cap merkle.Cap) (zeta field.Ext) {
	t.challenger.ObserveDigests(cap)
	return t.challenger.ExtChallenge()
}

// Openings takes the openings and returns the challenger, with which FRI goes
// on.
func (t *Transcript) Openings(o *Openings) *hash.Challenger {
	o.FRIOpenings().Observe(&t.challenger)
	return &t.challenger
}

// DeriveChallenges replays the transcript of a proof, which must have the shape
// that [Common.ValidateProof] demands.
func DeriveChallenges(c *Common, key *VerifierKey, publicInputsHash hash.Digest, p *Proof) (Challenges, fri.Challenges) {
	var ch Challenges
	t := NewTranscript(c, key, publicInputsHash)
	ch.Betas, ch.Gammas = t.Wires(p.WiresCap)
	ch.Alphas = t.ZsPartialProducts(p.ZsPartialProductsCap)
	ch.Zeta = t.Quotient(p.QuotientCap)
	return ch, fri.DeriveChallenges(&c.FRI, t.Openings(&p.Openings), &p.FRI)
}

// PublicInputsHash returns the hash by which the transcript and the
// [PublicInputGate] know the public inputs of a proof.
func (p *Proof) PublicInputsHash() hash.Digest { return hash.NoPad(p.PublicInputs) }
