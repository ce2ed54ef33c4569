package prover

import (
	"errors"
	"io"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	fri "github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// errPointInDomain reports an opening point among the rows, where openings
// would show the witness.
var errPointInDomain = errors.New("prover: opening point is a root of unity of the rows")

// session is one proof in the making. Its steps follow each other as in
// [session.steps]; the even ones compute what the proof contains, the odd ones
// add that to the transcript and draw the next challenges.
type session struct {
	*Prover

	wires  [][]field.Element // on the rows
	inputs hash.Digest       // hash of the public inputs
	random io.Reader

	transcript           hash.Challenger
	betas, gammas        []field.Element
	alphas               []field.Element
	zeta                 field.Ext
	commitments          [4]*fri.Commitment // in the order of circuit.Common.Oracles
	proof                circuit.Proof
}

// step is one step of a proof.
type step struct {
	stage Stage // to which the step belongs
	run   func() error
}

func (s *session) steps() []step {
	return []step{
		{StageWires, s.commitWires},
		{StageWires, s.drawBetasGammas},
		{StagePermutation, s.commitPermutation},
		{StagePermutation, s.drawAlphas},
		{StageQuotient, s.commitQuotients},
		{StageQuotient, s.drawZeta},
		{StageOpenings, s.evaluate},
		{StageOpenings, s.observeOpenings},
		{StageFRI, s.open},
	}
}

// commitWires commits to the wires.
func (s *session) commitWires() error {
	cap, err := s.commit(circuit.WiresOracle, s.wires, fri.FromValues)
	s.proof.WiresCap = cap
	return err
}

// drawBetasGammas starts the transcript with the circuit, the public inputs and
// the wires.
func (s *session) drawBetasGammas() error {
	s.common.FRI.Observe(&s.transcript)
	s.transcript.ObserveDigests([]hash.Digest{s.circuit.Key.CircuitDigest, s.inputs})
	s.transcript.ObserveDigests(s.proof.WiresCap)
	s.betas = s.transcript.Challenges(s.common.Config.NumChallenges)
	s.gammas = s.transcript.Challenges(s.common.Config.NumChallenges)
	return nil
}

// commitPermutation commits to the Zs and the partial products.
func (s *session) commitPermutation() error {
	m := s.common.NumPartialProducts
	zs, partials := s.splitZs(s.permutationColumns)
	for i, z := range zs {
		err := s.permutation.run(z, partials[i*m:(i+1)*m], s.wires, s.betas[i], s.gammas[i])
		if err != nil {
			return err
		}
	}
	cap, err := s.commit(circuit.ZsPartialProductsOracle, s.permutationColumns, fri.FromValues)
	s.proof.ZsPartialProductsCap = cap
	return err
}

func (s *session) drawAlphas() error {
	s.transcript.ObserveDigests(s.proof.ZsPartialProductsCap)
	s.alphas = s.transcript.Challenges(s.common.Config.NumChallenges)
	return nil
}

// commitQuotients commits to the quotients, each cut into chunks of as many
// coefficients as there are rows.
func (s *session) commitQuotients() error {
	preprocessed := s.commitments[circuit.ConstantsSigmasOracle].LDE()
	zs, partials := s.splitZs(s.commitments[circuit.ZsPartialProductsOracle].LDE())
	err := s.quotient.run(s.quotientColumns, &quotientInput{
		constants:        preprocessed[:s.common.NumConstants],
		sigmas:           preprocessed[s.common.NumConstants:],
		wires:            s.commitments[circuit.WiresOracle].LDE(),
		zs:               zs,
		partials:         partials,
		publicInputsHash: s.inputs,
		betas:            s.betas,
		gammas:           s.gammas,
		alphas:           s.alphas,
	})
	if err != nil {
		return err
	}
	n := s.common.Degree()
	var chunks [][]field.Element
	for _, q := range s.quotientColumns {
		for i := range s.common.QuotientDegreeFactor {
			chunks = append(chunks, q[i*n:(i+1)*n])
		}
	}
	cap, err := s.commit(circuit.QuotientOracle, chunks, fri.FromCoeffs)
	s.proof.QuotientCap = cap
	return err
}

// drawZeta draws the opening point. If it were in the row subgroup, openings
// would be values of the witness.
func (s *session) drawZeta() error {
	s.transcript.ObserveDigests(s.proof.QuotientCap)
	s.zeta = s.transcript.ExtChallenge()
	if s.zeta.ExpPowerOf2(s.common.DegreeBits()) == field.ExtOne() {
		return errPointInDomain
	}
	return nil
}

// evaluate opens all polynomials at zeta.
func (s *session) evaluate() error {
	instance := s.common.FRIInstance(s.zeta)
	values, err := fri.Evaluate(&s.common.FRI, &instance, s.commitments[:], s.workers)
	if err != nil {
		return err
	}
	s.proof.Openings = s.split(values)
	return s.checkIdentity()
}

// observeOpenings ends the part of the transcript that is PLONK's.
func (s *session) observeOpenings() error {
	s.proof.Openings.FRIOpenings().Observe(&s.transcript)
	return nil
}

// open proves the openings.
func (s *session) open() error {
	instance := s.common.FRIInstance(s.zeta)
	proof, err := fri.Prove(&s.common.FRI, &instance, s.commitments[:], &s.transcript, s.workers)
	if err != nil {
		return err
	}
	s.proof.FRI = *proof
	return nil
}

// commit commits to an oracle by means of make and returns its cap.
func (s *session) commit(oracle int, columns [][]field.Element, make commitFunc) (merkle.Cap, error) {
	opts := fri.Options{Workers: s.workers}
	if s.common.FRI.Hiding && s.common.Oracles()[oracle].Blinded {
		opts.Salts = s.random
	}
	c, err := make(&s.common.FRI, columns, opts)
	if err != nil {
		return nil, err
	}
	s.commitments[oracle] = c
	return c.Cap(), nil
}

// splitZs splits columns in the order of their oracle into the Zs and the
// partial products.
func (s *session) splitZs(columns [][]field.Element) (zs, partials [][]field.Element) {
	n := s.common.Config.NumChallenges
	return columns[:n], columns[n:]
}
