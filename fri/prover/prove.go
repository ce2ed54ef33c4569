package prover

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// Evaluate returns the openings of an instance: the values of its polynomials
// at its points. It returns an error that wraps [fri.ErrShape] if the
// commitments are not the oracles of the instance.
func Evaluate(params *fri.Params, instance *fri.Instance, commitments []*Commitment, w *Workspace) (fri.Openings, error) {
	if err := check(params, instance, commitments); err != nil {
		return nil, err
	}
	openings := make(fri.Openings, len(instance.Batches))
	for i, batch := range instance.Batches {
		columns := make([][]field.Element, len(batch.Polynomials))
		for j, p := range batch.Polynomials {
			columns[j] = commitments[p.Oracle].coeffs[p.Index]
		}
		values := make([]field.Ext, len(columns))
		ntt.NewEvaluator(batch.Point).EvalColumns(values, columns, w.workers)
		openings[i] = values
	}
	return openings, nil
}

// Prove opens the commitments as the instance says. ch is the transcript in
// which all openings have been observed, and is advanced to the end of the
// proof.
//
// It returns an error that wraps [fri.ErrParams] or [fri.ErrShape] if the
// parameters are invalid or the commitments are not the oracles of the
// instance. An opening point in the evaluation domain, which a random one
// never is, yields a proof that does not verify.
func Prove(
	params *fri.Params, instance *fri.Instance, commitments []*Commitment,
	ch *hash.Challenger, w *Workspace,
) (*fri.Proof, error) {
	if err := params.Validate(); err != nil {
		return nil, err
	}
	if err := check(params, instance, commitments); err != nil {
		return nil, err
	}
	w.release(0)
	combined := combine(params, instance, commitments, ch.ExtChallenge(), w)
	layers, finalPoly, err := commitPhase(params, combined, ch, w)
	if err != nil {
		return nil, err
	}
	nonce, err := grind(params, ch, w.workers)
	if err != nil {
		return nil, err
	}
	return &fri.Proof{
		CommitPhaseCaps: caps(layers),
		QueryRounds:     answerQueries(commitments, layers, params.QueryIndices(ch), w),
		FinalPoly:       finalPoly,
		PowWitness:      nonce,
	}, nil
}

// check compares the commitments with the oracles they are meant to be.
func check(params *fri.Params, instance *fri.Instance, commitments []*Commitment) error {
	if err := instance.Validate(); err != nil {
		return err
	}
	if len(commitments) != len(instance.Oracles) {
		return fmt.Errorf("%w: got %d commitments, want %d", fri.ErrShape, len(commitments), len(instance.Oracles))
	}
	for i, o := range instance.Oracles {
		c := commitments[i]
		switch {
		case len(c.coeffs) != o.NumPolys:
			return fmt.Errorf("%w: commitment %d has %d polynomials, want %d", fri.ErrShape, i, len(c.coeffs), o.NumPolys)
		case len(c.coeffs)+len(c.salts) != params.RowLen(o):
			return fmt.Errorf("%w: commitment %d has rows of %d elements, want %d",
				fri.ErrShape, i, len(c.coeffs)+len(c.salts), params.RowLen(o))
		case c.domain.Bits() != params.DegreeBits || c.tree.Height() != params.LDEBits():
			return fmt.Errorf("%w: commitment %d has degree bits %d and height %d, want %d and %d",
				fri.ErrShape, i, c.domain.Bits(), c.tree.Height(), params.DegreeBits, params.LDEBits())
		case c.tree.CapHeight() != params.CapHeight:
			return fmt.Errorf("%w: commitment %d has cap height %d, want %d", fri.ErrShape, i, c.tree.CapHeight(), params.CapHeight)
		}
	}
	return nil
}

func caps(layers []*layer) []merkle.Cap {
	out := make([]merkle.Cap, len(layers))
	for i, l := range layers {
		out[i] = l.tree.Cap()
	}
	return out
}
