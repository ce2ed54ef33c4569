package prover

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	fprover "github.com/zkpor/por/fri/prover"
)

// Prover makes proofs of one circuit. It keeps its memory from proof to proof,
// as long as it lives, and must not be used by two goroutines at a time: make
// one for each. Provers of one circuit share the [builder.Circuit].
type Prover struct {
	circuit *builder.Circuit
	common  *circuit.Common
	config

	vanishing *circuit.Vanishing
	domain    *quotientDomain
	quotient  *quotient
	workspace *fprover.Workspace

	// What a proof commits to: values at first, then coefficients. The wires
	// are in the witness.
	permutationColumns [][]field.Element // Zs, then partial products
	quotientColumns    [][]field.Element // on the quotient domain, per challenge

	// commitments are in the order of [circuit.Common.Oracles]. The first is
	// the circuit's.
	commitments [4]*fprover.Commitment
}

// New returns a prover for a circuit.
//
// It returns an error that wraps [ErrOption] for an invalid option, or
// [ErrRate] if the low-degree extension of the circuit is too small to compute
// the quotient polynomials on it.
func New(c *builder.Circuit, opts ...Option) (*Prover, error) {
	cfg := defaultConfig()
	for _, opt := range opts {
		if err := opt(&cfg); err != nil {
			return nil, err
		}
	}
	common := &c.Common
	if 1<<common.FRI.RateBits < common.QuotientDegreeFactor {
		return nil, fmt.Errorf("%w: got 2^%d, want %d", ErrRate, common.FRI.RateBits, common.QuotientDegreeFactor)
	}
	vanishing := circuit.NewVanishing(common)
	domain := newQuotientDomain(common)
	p := &Prover{
		circuit:            c,
		common:             common,
		config:             cfg,
		vanishing:          vanishing,
		domain:             domain,
		quotient:           newQuotient(vanishing, domain, cfg.workers),
		workspace:          fprover.NewWorkspace(cfg.workers),
		permutationColumns: newColumns(common.NumZsPartialProductsPolys(), common.Degree()),
		quotientColumns:    newColumns(common.Config.NumChallenges, domain.size()),
	}
	p.workspace.Columns(p.numExtended(), common.Degree()) // no step needs more
	p.commitments[circuit.ConstantsSigmasOracle] = c.ConstantsSigmas
	for i, oracle := range common.Oracles() {
		if i == circuit.ConstantsSigmasOracle {
			continue
		}
		var err error
		if p.commitments[i], err = fprover.New(&common.FRI, oracle); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// numExtended counts the polynomials that the quotients are computed from.
func (p *Prover) numExtended() int {
	n := 0
	for _, oracle := range p.common.Oracles()[:circuit.QuotientOracle] {
		n += oracle.NumPolys
	}
	return n
}

// maxAttempts bounds how often a proof is started again with other salts. One
// attempt in some 2^40 fails.
const maxAttempts = 3

// Prove runs the witness program and returns a proof that its result satisfies
// the circuit. The proof shares no memory with the prover or the witness. Prove
// overwrites the values of the witness, which has to be reset before it is used
// again.
//
// It returns an error that wraps [ErrUnsatisfied] if the witness does not
// satisfy the circuit, the error of [builder.Witness.Run] if it is incomplete
// or contradicts itself, [ErrUnlucky] if random challenges made the proof
// impossible, or the context's error, which is looked at between the steps of a
// proof.
func (p *Prover) Prove(ctx context.Context, w *builder.Witness) (*circuit.Proof, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	random := p.entropy.Reader()
	wires, inputs, err := w.Run(random, p.workers)
	if err != nil {
		return nil, err
	}
	p.progress(StageWitness)
	return p.proveWires(ctx, wires, inputs, random)
}

// proveWires is [Prover.Prove] from the wires on, whose columns it overwrites.
// Challenges that make the proof impossible change with the salts, if there are
// any.
func (p *Prover) proveWires(ctx context.Context, wires [][]field.Element, inputs []field.Element, random io.Reader) (*circuit.Proof, error) {
	for attempt := 1; ; attempt++ {
		s := p.newSession(wires, inputs, random)
		err := s.run(ctx, p.progress)
		switch {
		case err == nil:
			proof := s.proof // apart from the session, which it would keep alive
			return &proof, nil
		case errors.Is(err, ErrUnlucky) && p.common.FRI.Hiding && attempt < maxAttempts:
			s.restoreWires()
		case errors.Is(err, ErrUnsatisfied):
			// The row and the gate say more than the polynomials do.
			s.restoreWires()
			return nil, errors.Join(err, p.circuit.Check(wires, inputs))
		default:
			return nil, err
		}
	}
}

// quotientChunks cuts each quotient into chunks of as many coefficients as there
// are rows.
func (p *Prover) quotientChunks() [][]field.Element {
	n := p.common.Degree()
	var chunks [][]field.Element
	for _, q := range p.quotientColumns {
		for i := range p.common.QuotientDegreeFactor {
			chunks = append(chunks, q[i*n:(i+1)*n])
		}
	}
	return chunks
}

// newColumns returns n columns of zeros, adjacent in memory.
func newColumns(n, length int) [][]field.Element {
	memory := make([]field.Element, n*length)
	columns := make([][]field.Element, n)
	for i := range columns {
		columns[i] = memory[i*length : (i+1)*length : (i+1)*length]
	}
	return columns
}
