package recursive

import (
	"math/bits"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// friInstance is [fri.Instance] with points that are targets.
type friInstance struct {
	oracles []fri.Oracle
	batches []friBatch
}

type friBatch struct {
	point       builder.Ext
	polynomials []fri.Polynomial
}

// friChallenges mirrors [fri.Challenges]. Query indices are the drawn field
// elements, of which the low bits count.
type friChallenges struct {
	alpha       builder.Ext
	betas       []builder.Ext
	powResponse builder.Target
	queries     []builder.Target
}

// friVerifier holds what all query rounds share.
type friVerifier struct {
	b        *builder.Builder
	params   *fri.Params
	instance *friInstance
	ch       *friChallenges
	caps     []builder.Cap // of the oracles
	proof    *friProof

	// reduced[i] is Σ_j alpha^j·openings[i][j], the same for every query.
	reduced []builder.Ext
	// alphaPowers[i] is alpha^k for the k polynomials of batch i.
	alphaPowers []builder.Ext
}

// drawFRIChallenges continues the transcript after the openings.
func drawFRIChallenges(c *challenger, params *fri.Params, p *friProof) friChallenges {
	ch := friChallenges{alpha: c.extChallenge()}
	for _, layerCap := range p.caps {
		c.observeDigests(layerCap)
		ch.betas = append(ch.betas, c.extChallenge())
	}
	c.observeExt(p.finalPoly...)
	c.observe(p.powWitness)
	ch.powResponse = c.challenge()
	ch.queries = c.challenges(params.NumQueries)
	return ch
}

// verifyFRI adds the constraints of [fri.Verify], stage by stage. Stage 1, the
// shape, is settled when the targets are made.
func verifyFRI(b *builder.Builder, params *fri.Params, instance *friInstance,
	opened [][]builder.Ext, ch *friChallenges, caps []builder.Cap, proof *friProof) {
	v := &friVerifier{b: b, params: params, instance: instance, ch: ch, caps: caps, proof: proof}

	// 2. Proof of work
	b.RangeCheck(ch.powResponse, 64-params.PowBits)

	// 3. Openings reduced by alpha
	for i, batch := range instance.batches {
		v.reduced = append(v.reduced, b.ReduceExt(ch.alpha, opened[i]))
		v.alphaPowers = append(v.alphaPowers, b.ExpExt(ch.alpha, uint64(len(batch.polynomials))))
	}
	for i := range proof.rounds {
		v.query(ch.queries[i], &proof.rounds[i])
	}
}

// query checks one query round.
func (v *friVerifier) query(index builder.Target, round *queryRound) {
	b, params := v.b, v.params

	// The decomposition of the drawn element into 64 bits is not unique for
	// elements below 2^64 − p: with probability 2^-32 a prover may choose
	// between two indices, which is far below the error of a query.
	allBits := b.SplitLE(index, 64)
	indexBits := allBits[:params.LDEBits()]
	capIndex := b.LESum(indexBits[len(indexBits)-params.CapHeight:])

	// 4. Rows of the oracles
	for i, opening := range round.initial {
		b.VerifyMerklePathToCapAt(opening.values, indexBits, opening.path, v.caps[i], capIndex)
	}

	// 5. Combination at x = g·ω^rev(index)
	gens := params.Dialect.Generators
	x := b.MulConst(gens.CosetShift(), v.powerOfBits(gens.RootOfUnity(params.LDEBits()), indexBits))
	value := v.combine(round, x)

	// 6. Folding steps, each from x to x^arity
	for i, step := range round.steps {
		arityBits := params.ArityBits[i]
		low := indexBits[:arityBits]
		indexBits = indexBits[arityBits:]

		b.ConnectExt(b.RandomAccessExt(b.LESum(low), step.evals), value)
		b.VerifyMerklePathToCapAt(flatten(step.evals), indexBits, step.path, v.proof.caps[i], capIndex)
		value = v.fold(x, low, step.evals, v.ch.betas[i])
		x = b.ExpPowerOf2(x, arityBits)
	}

	// 7. Final polynomial
	b.ConnectExt(b.ReduceExt(b.ToExt(x), v.proof.finalPoly), value)
}

// combine returns the value at x of the polynomial that FRI proves low degree
// of: over the batches, Σ_j alpha^j·(f_j(x) − f_j(z)) / (x − z), joined by
// further powers of alpha.
func (v *friVerifier) combine(round *queryRound, x builder.Target) builder.Ext {
	b := v.b
	sum := b.ZeroExt()
	for i, batch := range v.instance.batches {
		evals := make([]builder.Target, len(batch.polynomials))
		for j, p := range batch.polynomials {
			evals[j] = round.initial[p.Oracle].values[p.Index]
		}
		numerator := b.SubExt(b.Reduce(v.ch.alpha, evals), v.reduced[i])
		denominator := b.SubExt(b.ToExt(x), batch.point)
		sum = b.MulAddExt(v.alphaPowers[i], sum, b.DivExt(numerator, denominator))
	}
	if v.params.Dialect.CombineTimesX {
		sum = b.MulExt(sum, b.ToExt(x))
	}
	return sum
}

// fold interpolates the values on the coset of x and evaluates at beta. The
// values are in bit-reversed order and x is element rev(low) of the coset.
func (v *friVerifier) fold(x builder.Target, low []builder.Bool, evals []builder.Ext, beta builder.Ext) builder.Ext {
	b := v.b
	arityBits := len(low)
	omega := v.params.Dialect.Generators.RootOfUnity(arityBits)
	start := b.Mul(v.powerOfBits(omega.Inverse(), low), x)

	natural := make([]builder.Ext, len(evals))
	for i, e := range evals {
		natural[bits.Reverse64(uint64(i))>>(64-arityBits)] = e
	}
	return b.InterpolateCoset(start, natural, beta)
}

// powerOfBits returns base^rev(index) for the bits of index, lowest first.
func (v *friVerifier) powerOfBits(base field.Element, indexBits []builder.Bool) builder.Target {
	reversed := make([]builder.Bool, len(indexBits))
	for i, bit := range indexBits {
		reversed[len(indexBits)-1-i] = bit
	}
	return v.b.ExpBitsConst(base, reversed)
}

func flatten(xs []builder.Ext) []builder.Target {
	ts := make([]builder.Target, 0, 2*len(xs))
	for _, x := range xs {
		ts = append(ts, x[:]...)
	}
	return ts
}
