package fri

import (
	"fmt"

	"github.com/zkpor/por/merkle"
)

// CheckShape reports, wrapping [ErrShape], whether every length in the proof
// is the one that the parameters and the instance demand. The parameters must
// be valid.
func (p *Params) CheckShape(instance *Instance, proof *Proof) error {
	if err := p.checkCommitPhase(proof); err != nil {
		return err
	}
	if err := wantLen("query rounds", len(proof.QueryRounds), p.NumQueries); err != nil {
		return err
	}
	for i := range proof.QueryRounds {
		if err := p.checkQueryRound(instance, &proof.QueryRounds[i]); err != nil {
			return fmt.Errorf("query %d: %w", i, err)
		}
	}
	return nil
}

// checkCommitPhase checks the part of a proof that the transcript observes.
func (p *Params) checkCommitPhase(proof *Proof) error {
	if err := wantLen("commit phase caps", len(proof.CommitPhaseCaps), len(p.ArityBits)); err != nil {
		return err
	}
	for i, cap := range proof.CommitPhaseCaps {
		if err := p.checkCap(cap); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return wantLen("final coefficients", len(proof.FinalPoly), p.FinalPolyLen())
}

func (p *Params) checkCap(cap merkle.Cap) error {
	return wantLen("cap digests", len(cap), 1<<p.CapHeight)
}

func (p *Params) checkQueryRound(instance *Instance, round *QueryRound) error {
	if err := wantLen("oracles", len(round.Initial), len(instance.Oracles)); err != nil {
		return err
	}
	for i, o := range instance.Oracles {
		row := &round.Initial[i]
		if err := wantLen("row elements", len(row.Values), p.RowLen(o)); err != nil {
			return fmt.Errorf("oracle %d: %w", i, err)
		}
		if err := wantLen("path digests", len(row.Path), p.LDEBits()-p.CapHeight); err != nil {
			return fmt.Errorf("oracle %d: %w", i, err)
		}
	}
	if err := wantLen("steps", len(round.Steps), len(p.ArityBits)); err != nil {
		return err
	}
	height := p.LDEBits()
	for i, arity := range p.ArityBits {
		step := &round.Steps[i]
		height -= arity
		if err := wantLen("evaluations", len(step.Evals), 1<<arity); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
		if err := wantLen("path digests", len(step.Path), height-p.CapHeight); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return nil
}

// RowLen returns the number of elements in a row of an oracle, salts included.
func (p *Params) RowLen(o Oracle) int {
	if p.Hiding && o.Blinded {
		return o.NumPolys + SaltLen
	}
	return o.NumPolys
}

// checkInputs checks what a verifier passes along with a proof, so that
// nothing after it can index out of range.
func (p *Params) checkInputs(instance *Instance, openings Openings, c *Challenges, caps []merkle.Cap) error {
	if err := instance.Validate(); err != nil {
		return err
	}
	if err := wantLen("opened batches", len(openings), len(instance.Batches)); err != nil {
		return err
	}
	for i, batch := range instance.Batches {
		if err := wantLen("openings", len(openings[i]), len(batch.Polynomials)); err != nil {
			return fmt.Errorf("batch %d: %w", i, err)
		}
	}
	if err := wantLen("initial caps", len(caps), len(instance.Oracles)); err != nil {
		return err
	}
	for i, cap := range caps {
		if err := p.checkCap(cap); err != nil {
			return fmt.Errorf("oracle %d: %w", i, err)
		}
	}
	if err := wantLen("betas", len(c.Betas), len(p.ArityBits)); err != nil {
		return err
	}
	if err := wantLen("query indices", len(c.QueryIndices), p.NumQueries); err != nil {
		return err
	}
	for i, index := range c.QueryIndices {
		if index < 0 || uint64(index) >= 1<<p.LDEBits() {
			return fmt.Errorf("%w: query %d has index %d, want below 2^%d", ErrShape, i, index, p.LDEBits())
		}
	}
	return nil
}

// Validate returns an error that wraps [ErrShape] unless every polynomial of the
// instance exists.
func (in *Instance) Validate() error {
	for i, o := range in.Oracles {
		if o.NumPolys < 0 {
			return fmt.Errorf("%w: oracle %d has %d polynomials", ErrShape, i, o.NumPolys)
		}
	}
	for i, batch := range in.Batches {
		for _, poly := range batch.Polynomials {
			if poly.Oracle < 0 || poly.Oracle >= len(in.Oracles) ||
				poly.Index < 0 || poly.Index >= in.Oracles[poly.Oracle].NumPolys {
				return fmt.Errorf("%w: batch %d opens polynomial %d of oracle %d, which does not exist",
					ErrShape, i, poly.Index, poly.Oracle)
			}
		}
	}
	return nil
}

func wantLen(what string, got, want int) error {
	if got != want {
		return fmt.Errorf("%w: got %d %s, want %d", ErrShape, got, what, want)
	}
	return nil
}
