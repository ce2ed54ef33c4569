package fri

import (
	"math"

	"github.com/zkpor/por/field"
)

// extBits is the bit length of the order of the extension field, p² < 2^128.
const extBits = 128

// ConjecturedBits returns the security level that plonky2 checks: a bit of rate
// per query and the proof of work, at most the bits of the extension field.
//
// It rests on the conjecture of the ethSTARK paper (ePrint 2021/582) that no
// attack passes a query with a probability much above the rate. There is no
// proof, and the related conjectures on proximity gaps are known to fail close
// to capacity; [Params.ProvenBits] is what has been shown.
func (p *Params) ConjecturedBits() int {
	return min(extBits, p.NumQueries*p.RateBits+p.PowBits)
}

// ProvenBits returns the security level of FRI that is proven up to the Johnson
// bound, for numOpenings openings in all batches together, rounded down and at
// least 0. The parameters must be valid.
//
// With rate ρ, domain size |D| = 2^LDEBits, extension field F, arities aᵢ, s
// queries, w bits of work, L openings and any m ≥ 3, a prover whose functions
// are further than 1 − √ρ·(1 + 1/2m) from the code, in the sense of correlated
// agreement, is accepted with probability at most
//
//	ε_C = L·(m + ½)^7·|D|² / (3·ρ^(3/2)·|F|)  +  (2m + 1)·(|D| + 1)·Σaᵢ / (√ρ·|F|)
//	ε_Q = (√ρ·(1 + 1/2m))^s
//
// in the commit and the query phase. This is Theorem 8.3 of [BCIKS20] for a
// batch that is combined with powers of α rather than independent challenges:
// Theorem 7.2 there bounds the combination, a curve of degree L − 1, and each
// step, a curve of degree aᵢ − 1, where all steps together contribute less to the
// first term of ε_C than the difference between L − 1 and L. A prover can retry
// the query phase alone at a cost of 2^w hashes, so work counts for ε_Q only:
//
//	bits = max over m of −log2(ε_C + ε_Q·2^−w)
//
// What the protocol above FRI loses elsewhere, such as in its own challenges or
// by a list of more than one close polynomial, is not included.
//
// [BCIKS20] is Ben-Sasson, Carmon, Ishai, Kopparty, Saraf: Proximity Gaps for
// Reed–Solomon Codes, ePrint 2020/654.
func (p *Params) ProvenBits(numOpenings int) int {
	const minM = 3
	best := 0.0
	// Only one term grows with m and the sum has a single minimum.
	for m := minM; ; m++ {
		bits := p.johnsonBits(float64(max(1, numOpenings)), float64(m))
		if m > minM && bits <= best {
			return max(0, int(best))
		}
		best = bits
	}
}

// johnsonBits returns −log2(ε_C + ε_Q·2^−w) of [Params.ProvenBits] for one m.
func (p *Params) johnsonBits(numOpenings, m float64) float64 {
	fieldBits := field.Degree * math.Log2(float64(field.Modulus))
	ldeBits, rateBits := float64(p.LDEBits()), float64(p.RateBits)

	batching := math.Log2(numOpenings) + 7*math.Log2(m+0.5) + 2*ldeBits +
		1.5*rateBits - math.Log2(3) - fieldBits

	arities := 0.0
	for _, a := range p.ArityBits {
		arities += math.Exp2(float64(a))
	}
	folding := math.Log2(2*m+1) + math.Log2(math.Exp2(ldeBits)+1) + math.Log2(arities) +
		0.5*rateBits - fieldBits // −Inf without steps

	queries := float64(p.NumQueries)*(math.Log2(1+1/(2*m))-0.5*rateBits) - float64(p.PowBits)

	return -math.Log2(math.Exp2(batching) + math.Exp2(folding) + math.Exp2(queries))
}
