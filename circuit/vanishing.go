package circuit

import (
	"errors"
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// ErrQuotient reports that the openings of a proof do not satisfy the
// circuit's constraints.
var ErrQuotient = errors.New("circuit: vanishing polynomial is not Z_H times the quotient")

// Vanishing evaluates the polynomials that vanish on the rows of a satisfied
// circuit, with the gates compiled. It is immutable and safe for concurrent
// use.
//
// The terms are, in this order: L_0·(Z − 1) for each challenge; the chunks of
// the permutation argument, challenge by challenge; the constraints of the
// gates, where constraint j is the sum of the j-th constraints of all gates,
// each times the filter of its gate. Challenge c combines all of them as
// Σ alpha_c^t·term_t.
type Vanishing struct {
	common *Common

	// Of each gate, in the order of the circuit.
	programs []*Program
	roots    [][]field.Element // of the filter
}

// NewVanishing compiles the gates of a circuit, which must be valid, see
// [Common.Validate].
func NewVanishing(common *Common) *Vanishing {
	v := &Vanishing{common: common}
	for i, g := range common.Gates {
		v.programs = append(v.programs, Compile(g))
		v.roots = append(v.roots, common.Selectors.FilterRoots(i))
	}
	return v
}

// Common returns the circuit.
func (v *Vanishing) Common() *Common { return v.common }

// Program returns the constraints of gate i.
func (v *Vanishing) Program(i int) *Program { return v.programs[i] }

// numTerms returns the number of terms.
func (v *Vanishing) numTerms() int { return v.gateTerm(v.common.NumGateConstraints) }

// chunkTerm returns the number of the term of a chunk of the permutation
// argument.
func (v *Vanishing) chunkTerm(challenge, chunk int) int {
	return v.common.Config.NumChallenges + challenge*v.common.NumChunks() + chunk
}

// gateTerm returns the number of the term of constraint j.
func (v *Vanishing) gateTerm(j int) int { return v.chunkTerm(v.common.Config.NumChallenges, 0) + j }

// Challenges are the verifier's random choices outside FRI.
type Challenges struct {
	Betas, Gammas, Alphas []field.Element // one per challenge
	Zeta                  field.Ext
}

// Eval returns the combination of all terms at zeta for each challenge. The
// openings must have the shape that [Common.ValidateProof] demands.
func (v *Vanishing) Eval(openings *Openings, publicInputsHash hash.Digest, ch *Challenges) []field.Ext {
	terms := make([]field.Ext, v.numTerms())
	v.permutationTerms(terms, openings, ch)
	v.gateTerms(terms[v.gateTerm(0):], openings, publicInputsHash)

	sums := make([]field.Ext, len(ch.Alphas))
	for c, alpha := range ch.Alphas {
		for t := len(terms) - 1; t >= 0; t-- {
			sums[c] = sums[c].MulBase(alpha).Add(terms[t])
		}
	}
	return sums
}

// Check returns [ErrQuotient] unless the vanishing polynomials are Z_H times
// the quotients at zeta. The openings must have the shape that
// [Common.ValidateProof] demands.
func (v *Vanishing) Check(openings *Openings, publicInputsHash hash.Digest, ch *Challenges) error {
	vanishing := v.Eval(openings, publicInputsHash, ch)
	zetaToN := ch.Zeta.ExpPowerOf2(v.common.DegreeBits())
	zh := zetaToN.SubBase(field.One())
	for c, got := range vanishing {
		quotient := v.quotient(openings, c, zetaToN)
		if got != zh.Mul(quotient) {
			return fmt.Errorf("%w for challenge %d", ErrQuotient, c)
		}
	}
	return nil
}

// quotient returns t(zeta) = Σ t_i(zeta)·zeta^(i·n) from the chunks t_i of the
// quotient.
func (v *Vanishing) quotient(openings *Openings, challenge int, zetaToN field.Ext) field.Ext {
	size := v.common.QuotientDegreeFactor
	chunks := openings.Quotients[challenge*size : (challenge+1)*size]
	var sum field.Ext
	for i := len(chunks) - 1; i >= 0; i-- {
		sum = sum.MulAdd(zetaToN, chunks[i])
	}
	return sum
}

// permutationTerms sets the terms of the permutation argument.
func (v *Vanishing) permutationTerms(terms []field.Ext, o *Openings, ch *Challenges) {
	l0 := v.common.lagrange0(ch.Zeta)
	for c, z := range o.Zs {
		terms[c] = l0.Mul(z.SubBase(field.One()))

		// Each chunk multiplies the running product from previous to next.
		previous := z
		partials := PartialProductsOf(v.common, o.PartialProducts, c)
		for chunk := range v.common.NumChunks() {
			next := o.ZsNext[c]
			if chunk < len(partials) {
				next = partials[chunk]
			}
			numerator, denominator := previous, next
			from, to := v.common.ChunkWires(chunk)
			for j := from; j < to; j++ {
				wire := o.Wires[j].AddBase(ch.Gammas[c])
				id := ch.Zeta.MulBase(v.common.KIs[j])
				numerator = numerator.Mul(wire.Add(id.MulBase(ch.Betas[c])))
				denominator = denominator.Mul(wire.Add(o.Sigmas[j].MulBase(ch.Betas[c])))
			}
			terms[v.chunkTerm(c, chunk)] = numerator.Sub(denominator)
			previous = next
		}
	}
}

// gateTerms adds the filtered constraints of all gates to terms.
func (v *Vanishing) gateTerms(terms []field.Ext, o *Openings, publicInputsHash hash.Digest) {
	selectors := &v.common.Selectors
	at := Point{
		Wires:            o.Wires,
		Constants:        o.Constants[len(selectors.Groups):],
		PublicInputsHash: publicInputsHash,
	}
	for g, program := range v.programs {
		filter := filter(v.roots[g], o.Constants[selectors.Indices[g]])
		for j, constraint := range program.EvalExt(&at) {
			terms[j] = terms[j].Add(filter.Mul(constraint))
		}
	}
}

// lagrange0 returns L_0(x) = (x^n − 1)/(n·(x − 1)), the polynomial that is 1 on
// the first row and 0 on the others.
func (c *Common) lagrange0(x field.Ext) field.Ext {
	if x == field.ExtOne() {
		return x
	}
	zh := x.ExpPowerOf2(c.DegreeBits()).SubBase(field.One())
	n := field.New(uint64(c.Degree()))
	return zh.Mul(x.SubBase(field.One()).MulBase(n).Inverse())
}
