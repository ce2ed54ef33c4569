package recursive

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
)

// checkVanishing constrains, for every challenge alpha, the combination of all
// constraints at zeta to be Z_H(zeta) times the quotient at zeta. The terms
// are those of [circuit.Vanishing], in its order; only the gate constraints
// are combined before the selector filters multiply them, which is cheaper in
// a circuit.
func checkVanishing(b *builder.Builder, common *circuit.Common, p *Proof, inputsHash builder.Digest, ch *plonkChallenges) {
	zetaN := b.ExpPowerOf2Ext(ch.zeta, common.DegreeBits())
	zeroAtH := b.SubExt(zetaN, b.OneExt()) // Z_H(zeta)

	permutation := permutationTerms(b, common, p, ch, zeroAtH)
	gates := evalGates(b, common, p, inputsHash)

	for i, alpha := range ch.alphas {
		alpha := b.ToExt(alpha)
		sum := b.ZeroExt()
		for _, g := range gates {
			sum = b.MulAddExt(g.filter, b.ReduceExt(alpha, g.constraints), sum)
		}
		// Σ_j alpha^j·term_j, gate constraints last: they are the tail of the
		// Horner scheme.
		value := b.ReduceExt(alpha, append(permutation[:len(permutation):len(permutation)], sum))

		chunks := p.openings.quotients[i*common.QuotientDegreeFactor : (i+1)*common.QuotientDegreeFactor]
		quotient := b.ReduceExt(zetaN, chunks)
		b.ConnectExt(value, b.MulExt(zeroAtH, quotient))
	}
}

// permutationTerms returns L_0(zeta)·(Z_i(zeta) − 1) for every challenge, then
// for every challenge the partial product relations chunk by chunk.
func permutationTerms(b *builder.Builder, common *circuit.Common, p *Proof, ch *plonkChallenges, zeroAtH builder.Ext) []builder.Ext {
	var terms []builder.Ext
	// L_0(zeta) = Z_H(zeta) / (n·(zeta − 1)).
	n := field.New(uint64(common.Degree()))
	denominator := b.MulConstExt(n, b.SubExt(ch.zeta, b.OneExt()))
	lagrange0 := b.DivExt(zeroAtH, denominator)
	for _, z := range p.openings.zs {
		terms = append(terms, b.MulExt(lagrange0, b.SubExt(z, b.OneExt())))
	}

	ids := identities(b, common.KIs, ch.zeta)
	for i := range ch.betas {
		beta, gamma := b.ToExt(ch.betas[i]), b.ToExt(ch.gammas[i])
		numerators := make([]builder.Ext, len(ids))
		denominators := make([]builder.Ext, len(ids))
		for j, id := range ids {
			shifted := b.AddExt(p.openings.wires[j], gamma)
			numerators[j] = b.MulAddExt(beta, id, shifted)
			denominators[j] = b.MulAddExt(beta, p.openings.sigmas[j], shifted)
		}
		// Each chunk multiplies the running product from one to the next.
		accs := []builder.Ext{p.openings.zs[i]}
		accs = append(accs, circuit.PartialProductsOf(common, p.openings.partialProducts, i)...)
		accs = append(accs, p.openings.zsNext[i])
		for k := range common.NumChunks() {
			from, to := common.ChunkWires(k)
			left := b.MulManyExt(append([]builder.Ext{accs[k]}, numerators[from:to]...)...)
			right := b.MulManyExt(append([]builder.Ext{accs[k+1]}, denominators[from:to]...)...)
			terms = append(terms, b.SubExt(left, right))
		}
	}
	return terms
}

// identities returns k_j·zeta for every coset shift k_j. Multiplying by the
// ratio of neighbours lets the shifts, a geometric sequence, share one gate
// constant.
func identities(b *builder.Builder, kis []field.Element, zeta builder.Ext) []builder.Ext {
	ids := make([]builder.Ext, len(kis))
	previous := field.One()
	last := zeta
	for j, k := range kis {
		if ratio := k.Mul(previous.Inverse()); !ratio.IsOne() {
			last = b.MulConstExt(ratio, last)
		}
		ids[j], previous = last, k
	}
	return ids
}
