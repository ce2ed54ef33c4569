package fri

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/merkle"
)

// Verify checks that the functions behind initialCaps, one cap per oracle, are
// close to polynomials of degree below 2^DegreeBits that take the claimed
// openings. challenges must come from the transcript of this very proof, see
// [DeriveChallenges].
//
// It returns nil, or an error that wraps [ErrParams] or the sentinel of the
// stage that failed; where that is a query, errors.As finds a [QueryError]. It
// panics on no values of its arguments, valid or not.
func Verify(
	params *Params, instance *Instance, openings Openings,
	challenges *Challenges, initialCaps []merkle.Cap, proof *Proof,
) error {
	// 1. Shape
	if err := params.Validate(); err != nil {
		return err
	}
	if err := params.checkInputs(instance, openings, challenges, initialCaps); err != nil {
		return err
	}
	if err := params.CheckShape(instance, proof); err != nil {
		return err
	}

	// 2. Proof of work
	if !params.PowOK(challenges.PowResponse) {
		return fmt.Errorf("%w: response %#016x, want %d leading zero bits",
			ErrPow, challenges.PowResponse.Uint64(), params.PowBits)
	}

	v := verifier{
		params:      params,
		instance:    instance,
		challenges:  challenges,
		initialCaps: initialCaps,
		proof:       proof,
	}
	v.precompute(openings)
	for i := range proof.QueryRounds {
		if err := v.query(i); err != nil {
			return err
		}
	}
	return nil
}

// verifier holds what all queries of one verification share.
type verifier struct {
	params      *Params
	instance    *Instance
	challenges  *Challenges
	initialCaps []merkle.Cap
	proof       *Proof

	ldeRoot     field.Element
	alphaPowers []field.Ext // 1, α, … up to the size of the largest batch
	reduced     []field.Ext // Σ α^j·y_j per batch
	folders     []*folder   // by arity bits, nil where unused

	evals []field.Ext     // scratch for a coset
	row   []field.Element // scratch for a leaf of a step
}

// precompute reduces the openings and prepares tables.
func (v *verifier) precompute(openings Openings) {
	p := v.params
	v.ldeRoot = p.Dialect.Generators.RootOfUnity(p.LDEBits())

	// 3. Openings reduced by α
	largest := 0
	for _, batch := range openings {
		largest = max(largest, len(batch))
	}
	v.alphaPowers = field.ExtPowers(v.challenges.Alpha, largest+1)
	v.reduced = make([]field.Ext, len(openings))
	for i, batch := range openings {
		for j, y := range batch {
			v.reduced[i] = y.MulAdd(v.alphaPowers[j], v.reduced[i])
		}
	}

	v.folders = make([]*folder, MaxArityBits+1)
	for _, arity := range p.ArityBits {
		if v.folders[arity] == nil {
			v.folders[arity] = newFolder(p.Dialect.Generators, arity)
		}
	}
}

// query follows one position through all steps.
func (v *verifier) query(q int) error {
	p := v.params
	round := &v.proof.QueryRounds[q]
	index := v.challenges.QueryIndices[q]

	// 4. Rows of the oracles
	for i := range round.Initial {
		row := &round.Initial[i]
		if err := merkle.VerifyRow(row.Values, index, row.Path, v.initialCaps[i]); err != nil {
			return &QueryError{q, i, -1, fmt.Errorf("%w: %w", ErrInitialPath, err)}
		}
	}

	// 5. Combination at x = g·ω^rev(index)
	x := p.Dialect.Generators.CosetShift().Mul(v.ldeRoot.Exp(uint64(reverseBits(index, p.LDEBits()))))
	value, err := v.combine(x, round.Initial)
	if err != nil {
		return &QueryError{q, -1, -1, err}
	}

	// 6. Folding steps, each from x to x^arity
	xInverse := x.Inverse()
	for i, arity := range p.ArityBits {
		step := &round.Steps[i]
		within := index & (1<<arity - 1)
		index >>= arity
		if step.Evals[within] != value {
			return &QueryError{q, -1, i, fmt.Errorf("%w: evaluation %d is %v, want %v",
				ErrFold, within, step.Evals[within], value)}
		}
		if err := merkle.VerifyRow(v.leaf(step.Evals), index, step.Path, v.proof.CommitPhaseCaps[i]); err != nil {
			return &QueryError{q, -1, i, fmt.Errorf("%w: %w", ErrStepPath, err)}
		}
		f := v.folders[arity]
		v.evals = append(v.evals[:0], step.Evals...)
		value = f.fold(v.evals, f.startInverse(xInverse, within), v.challenges.Betas[i])
		x, xInverse = x.ExpPowerOf2(arity), xInverse.ExpPowerOf2(arity)
	}

	// 7. Final polynomial
	if final := evalAt(v.proof.FinalPoly, x); final != value {
		return &QueryError{q, -1, -1, fmt.Errorf("%w: its value is %v, want %v", ErrFinalPoly, final, value)}
	}
	return nil
}

// combine evaluates the combined opening quotient at x from the rows of the
// oracles there.
func (v *verifier) combine(x field.Element, rows []InitialOpening) (field.Ext, error) {
	var sum field.Ext
	for i := range v.instance.Batches {
		batch := &v.instance.Batches[i]
		var value field.Ext
		for j, poly := range batch.Polynomials {
			value = value.Add(v.alphaPowers[j].MulBase(rows[poly.Oracle].Values[poly.Index]))
		}
		denominator := field.ExtFrom(x).Sub(batch.Point)
		if denominator.IsZero() {
			return field.Ext{}, fmt.Errorf("%w: batch %d at %v", ErrOpeningPoint, i, batch.Point)
		}
		quotient := value.Sub(v.reduced[i]).Mul(denominator.Inverse())
		sum = sum.MulAdd(v.alphaPowers[len(batch.Polynomials)], quotient)
	}
	if v.params.Dialect.CombineTimesX {
		sum = sum.MulBase(x)
	}
	return sum, nil
}

// leaf flattens the values of a coset into the row that a step's tree holds.
// The result is valid until the next call.
func (v *verifier) leaf(evals []field.Ext) []field.Element {
	v.row = v.row[:0]
	for _, e := range evals {
		v.row = append(v.row, e.A0, e.A1)
	}
	return v.row
}

// evalAt returns the value at x of a polynomial given by its coefficients,
// lowest degree first.
func evalAt(coeffs []field.Ext, x field.Element) field.Ext {
	var sum field.Ext
	for i := len(coeffs) - 1; i >= 0; i-- {
		sum = sum.MulBase(x).Add(coeffs[i])
	}
	return sum
}
