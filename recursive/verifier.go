package recursive

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/fri"
)

// plonkChallenges mirrors [circuit.Challenges].
type plonkChallenges struct {
	betas, gammas, alphas []builder.Target
	zeta                  builder.Ext
	fri                   friChallenges
}

// Verify constrains p to be a valid proof of the inner circuit. The stages bear
// the numbers of verify.Proof; the policy (1) and the shape (2) are settled
// when the circuit is built. It panics if the inner circuit is in another
// dialect than b builds for, since the gate that interpolates is b's.
func Verify(b *builder.Builder, inner Inner, p *Proof) {
	common := inner.Common
	if common.FRI.Dialect != b.Dialect() {
		panic("recursive: verifying proofs of another dialect")
	}
	digest := b.ConstantDigest(inner.Key.CircuitDigest)
	sigmasCap := make(builder.Cap, len(inner.Key.ConstantsSigmasCap))
	for i, d := range inner.Key.ConstantsSigmasCap {
		sigmasCap[i] = b.ConstantDigest(d)
	}

	// 3. Public inputs and transcript
	inputsHash := b.HashNoPad(p.PublicInputs)
	ch := drawChallenges(b, common, digest, inputsHash, p)

	// 4. Vanishing polynomials at zeta
	checkVanishing(b, common, p, inputsHash, &ch)

	// 5. Openings of the committed polynomials
	g := common.FRI.Dialect.Generators.RootOfUnity(common.DegreeBits())
	oracles := common.Oracles()
	var all []fri.Polynomial
	for i, o := range oracles {
		all = append(all, fri.Range(i, 0, o.NumPolys)...)
	}
	instance := &friInstance{
		oracles: oracles,
		batches: []friBatch{
			{point: ch.zeta, polynomials: all},
			{
				point:       b.MulConstExt(g, ch.zeta),
				polynomials: fri.Range(circuit.ZsPartialProductsOracle, 0, common.Config.NumChallenges),
			},
		},
	}
	caps := []builder.Cap{
		circuit.ConstantsSigmasOracle:   sigmasCap,
		circuit.WiresOracle:             p.wiresCap,
		circuit.ZsPartialProductsOracle: p.zsPartialProductsCap,
		circuit.QuotientOracle:          p.quotientCap,
	}
	verifyFRI(b, &common.FRI, instance, p.openings.friOpenings(), &ch.fri, caps, &p.fri)
}

// drawChallenges runs the transcript of [circuit.Transcript].
func drawChallenges(b *builder.Builder, common *circuit.Common, digest, inputsHash builder.Digest, p *Proof) plonkChallenges {
	c := newChallenger(b)
	for _, e := range common.FRI.Preamble() {
		c.observe(b.Constant(e))
	}
	c.observe(digest[:]...)
	c.observe(inputsHash[:]...)

	n := common.Config.NumChallenges
	var ch plonkChallenges
	c.observeDigests(p.wiresCap)
	ch.betas = c.challenges(n)
	ch.gammas = c.challenges(n)
	c.observeDigests(p.zsPartialProductsCap)
	ch.alphas = c.challenges(n)
	c.observeDigests(p.quotientCap)
	ch.zeta = c.extChallenge()
	for _, batch := range p.openings.friOpenings() {
		c.observeExt(batch...)
	}
	ch.fri = drawFRIChallenges(c, &common.FRI, &p.fri)
	return ch
}
