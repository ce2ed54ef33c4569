package prover

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/fri"
	fprover "github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
	"github.com/zkpor/por/merkle"
)

// session is one proof in the making.
type session struct {
	*Prover
	random io.Reader

	wires      [][]field.Element // values on the rows, from commitWires on coefficients
	inputsHash hash.Digest       // of the public inputs

	transcript *circuit.Transcript
	challenger *hash.Challenger // the transcript from FRI on
	challenges circuit.Challenges
	proof      circuit.Proof
}

func (p *Prover) newSession(wires [][]field.Element, inputs []field.Element, random io.Reader) *session {
	s := &session{
		Prover:     p,
		random:     random,
		wires:      wires,
		inputsHash: hash.NoPad(inputs),
	}
	s.proof.PublicInputs = slices.Clone(inputs)
	return s
}

// run makes the proof. It calls done after each stage, when what the stage adds
// to the proof is made and not yet part of the transcript.
//
//	stage         makes                     then draws
//	wires         cap of the wires          betas, gammas
//	permutation   cap of Zs and partials    alphas
//	quotient      cap of the quotients      zeta
//	openings      openings
//	fri           proof of the openings
func (s *session) run(ctx context.Context, done func(Stage)) error {
	for _, step := range []struct {
		stage      Stage
		make, draw func() error
	}{
		{StageWires, s.commitWires, s.drawBetasAndGammas},
		{StagePermutation, s.commitPermutation, s.drawAlphas},
		{StageQuotient, s.commitQuotients, s.drawZeta},
		{StageOpenings, s.evaluate, s.observeOpenings},
		{StageFRI, s.openCommitments, func() error { return nil }},
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step.make(); err != nil {
			return err
		}
		done(step.stage)
		if err := step.draw(); err != nil {
			return err
		}
	}
	return nil
}

// commitWires turns the wires into polynomials and commits to them.
func (s *session) commitWires() (err error) {
	fprover.Interpolate(&s.common.FRI, s.wires, s.workspace)
	s.proof.WiresCap, err = s.commit(circuit.WiresOracle, s.wires)
	return err
}

// restoreWires undoes the interpolation of commitWires.
func (s *session) restoreWires() {
	domain := s.rowDomain()
	par.Each(s.workers, len(s.wires), func(i int) { domain.ForwardNatural(s.wires[i]) })
}

// drawBetasAndGammas starts the transcript.
func (s *session) drawBetasAndGammas() error {
	s.transcript = circuit.NewTranscript(s.common, &s.circuit.Key, s.inputsHash)
	s.challenges.Betas, s.challenges.Gammas = s.transcript.Wires(s.proof.WiresCap)
	return nil
}

// commitPermutation commits to the Zs and the partial products.
func (s *session) commitPermutation() (err error) {
	wires, sigmas := s.routedValues()
	p := &permutation{common: s.common, sigmas: sigmas, subgroup: s.domain.subgroup, workers: s.workers}
	zs, partials := s.splitZs(s.permutationColumns)
	for i, z := range zs {
		err := p.run(z, circuit.PartialProductsOf(s.common, partials, i), wires,
			s.challenges.Betas[i], s.challenges.Gammas[i])
		if err != nil {
			return err
		}
	}
	domain := s.rowDomain()
	par.Each(s.workers, len(s.permutationColumns), func(i int) { domain.Inverse(s.permutationColumns[i]) })
	s.proof.ZsPartialProductsCap, err = s.commit(circuit.ZsPartialProductsOracle, s.permutationColumns)
	return err
}

// routedValues returns the values of the routed wires and of the sigmas on the
// rows in bit-reversed order, in memory of the workspace.
func (s *session) routedValues() (wires, sigmas [][]field.Element) {
	n := s.common.Config.NumRoutedWires
	coeffs := slices.Concat(s.wires[:n], s.commitments[circuit.ConstantsSigmasOracle].Coeffs()[s.common.NumConstants:])
	values := s.workspace.Columns(len(coeffs), s.common.Degree())
	domain := s.rowDomain()
	par.Each(s.workers, len(coeffs), func(i int) {
		copy(values[i], coeffs[i])
		domain.Forward(values[i])
	})
	return values[:n], values[n:]
}

func (s *session) drawAlphas() error {
	s.challenges.Alphas = s.transcript.ZsPartialProducts(s.proof.ZsPartialProductsCap)
	return nil
}

// commitQuotients commits to the chunks of the quotients.
func (s *session) commitQuotients() (err error) {
	if err := s.quotient.run(s.quotientColumns, s.extensions(), s.inputsHash, &s.challenges); err != nil {
		return err
	}
	s.proof.QuotientCap, err = s.commit(circuit.QuotientOracle, s.quotientChunks())
	return err
}

// extensions returns a function that computes the extensions of all polynomials
// that the quotients depend on, on one coset, into memory of the workspace.
func (s *session) extensions() func(coset int) *circuit.QuotientColumns {
	columns := s.workspace.Columns(s.numExtended(), s.common.Degree())
	parts := make([][][]field.Element, circuit.QuotientOracle)
	for i, oracle := range s.common.Oracles()[:circuit.QuotientOracle] {
		parts[i], columns = columns[:oracle.NumPolys], columns[oracle.NumPolys:]
	}
	preprocessed := parts[circuit.ConstantsSigmasOracle]
	zs, partials := s.splitZs(parts[circuit.ZsPartialProductsOracle])
	extended := &circuit.QuotientColumns{
		Constants:       preprocessed[:s.common.NumConstants],
		Sigmas:          preprocessed[s.common.NumConstants:],
		Wires:           parts[circuit.WiresOracle],
		Zs:              zs,
		PartialProducts: partials,
	}
	return func(coset int) *circuit.QuotientColumns {
		for i, part := range parts {
			s.commitments[i].Coset(part, coset, s.workspace)
		}
		return extended
	}
}

func (s *session) drawZeta() error {
	s.challenges.Zeta = s.transcript.Quotient(s.proof.QuotientCap)
	if s.challenges.Zeta.ExpPowerOf2(s.common.DegreeBits()) == field.ExtOne() {
		return unlucky("opening point lies in the row subgroup")
	}
	return nil
}

// evaluate opens all polynomials at zeta, and checks what the verifier will
// check there.
func (s *session) evaluate() error {
	instance := s.common.FRIInstance(s.challenges.Zeta)
	values, err := fprover.Evaluate(&s.common.FRI, &instance, s.commitments[:], s.workspace)
	if err != nil {
		return err
	}
	s.proof.Openings = splitOpenings(s.common, values)
	if err := s.vanishing.Check(&s.proof.Openings, s.inputsHash, &s.challenges); err != nil {
		return fmt.Errorf("%w: %w", ErrUnsatisfied, err)
	}
	return nil
}

// observeOpenings ends the part of the transcript that is PLONK's.
func (s *session) observeOpenings() error {
	s.challenger = s.transcript.Openings(&s.proof.Openings)
	return nil
}

// openCommitments proves the openings.
func (s *session) openCommitments() error {
	instance := s.common.FRIInstance(s.challenges.Zeta)
	proof, err := fprover.Prove(&s.common.FRI, &instance, s.commitments[:], s.challenger, s.workspace)
	if err != nil {
		return err
	}
	s.proof.FRI = *proof
	return nil
}

// commit commits to an oracle, given by its coefficients, and returns its cap.
func (s *session) commit(oracle int, coeffs [][]field.Element) (merkle.Cap, error) {
	c := s.commitments[oracle]
	if err := c.Commit(coeffs, s.random, s.workspace); err != nil {
		return nil, err
	}
	return c.Cap(), nil
}

// rowDomain returns the subgroup of the rows.
func (s *session) rowDomain() *ntt.Domain {
	return ntt.NewDomain(s.common.FRI.Dialect.Generators, s.common.DegreeBits())
}

// splitZs splits the columns of their oracle into Zs and partial products.
func (s *session) splitZs(columns [][]field.Element) (zs, partials [][]field.Element) {
	return columns[:s.common.Config.NumChallenges], columns[s.common.Config.NumChallenges:]
}

// splitOpenings is the inverse of [circuit.Openings.FRIOpenings].
func splitOpenings(c *circuit.Common, values fri.Openings) circuit.Openings {
	rest := values[0]
	take := func(n int) []field.Ext {
		part := rest[:n:n]
		rest = rest[n:]
		return part
	}
	return circuit.Openings{
		Constants:       take(c.NumConstants),
		Sigmas:          take(c.Config.NumRoutedWires),
		Wires:           take(c.Config.NumWires),
		Zs:              take(c.Config.NumChallenges),
		PartialProducts: take(c.Config.NumChallenges * c.NumPartialProducts),
		Quotients:       take(c.NumQuotientPolys()),
		ZsNext:          values[1],
	}
}
