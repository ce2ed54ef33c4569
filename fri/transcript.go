package fri

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// Challenges are the verifier's random choices in one proof.
type Challenges struct {
	Alpha        field.Ext   // combines the openings
	Betas        []field.Ext // one per folding step
	PowResponse  field.Element
	QueryIndices []int // leaf indices of the oracles' trees, below 2^LDEBits
}

// Preamble returns what a transcript starts with: the configuration and
// parameters, if the dialect asks for them.
func (p *Params) Preamble() []field.Element {
	if !p.Dialect.ObserveParams {
		return nil
	}
	out := elements(p.RateBits, p.CapHeight, p.PowBits)
	out = append(out, p.Reduction.transcript()...)
	out = append(out, elements(p.NumQueries)...)
	out = append(out, field.FromBool(p.Hiding))
	out = append(out, elements(p.DegreeBits)...)
	return append(out, elements(p.ArityBits...)...)
}

// Observe starts a transcript with the [Params.Preamble].
func (p *Params) Observe(ch *hash.Challenger) { ch.Observe(p.Preamble()...) }

// Observe adds the claimed values to a transcript, batch by batch.
func (o Openings) Observe(ch *hash.Challenger) {
	for _, batch := range o {
		ch.ObserveExt(batch...)
	}
}

// DeriveChallenges replays the transcript of a proof from the point where all
// openings have been observed. The parameters must be valid; of the proof it
// reads all but the query rounds, in any shape.
func DeriveChallenges(p *Params, ch *hash.Challenger, proof *Proof) Challenges {
	c := Challenges{
		Alpha: ch.ExtChallenge(),
		Betas: make([]field.Ext, len(proof.CommitPhaseCaps)),
	}
	for i, cap := range proof.CommitPhaseCaps {
		ch.ObserveDigests(cap)
		c.Betas[i] = ch.ExtChallenge()
	}
	ch.ObserveExt(proof.FinalPoly...)
	ch.Observe(proof.PowWitness)
	c.PowResponse = ch.Challenge()
	c.QueryIndices = p.QueryIndices(ch)
	return c
}

// QueryIndices draws the positions of the queries, the last challenges of a
// transcript. Reducing a challenge modulo the power of two 2^LDEBits leaves a
// bias of less than 2^(LDEBits−64) per position.
func (p *Params) QueryIndices(ch *hash.Challenger) []int {
	mask := uint64(1)<<p.LDEBits() - 1
	indices := make([]int, p.NumQueries)
	for i := range indices {
		indices[i] = int(ch.Challenge().Uint64() & mask)
	}
	return indices
}

// PowOK reports whether a proof-of-work response has enough leading zero bits.
func (p *Params) PowOK(response field.Element) bool {
	return response.Uint64()>>(64-p.PowBits) == 0
}

// elements embeds non-negative integers.
func elements(values ...int) []field.Element {
	out := make([]field.Element, len(values))
	for i, v := range values {
		out[i] = field.New(uint64(v))
	}
	return out
}
