package por

import (
	"context"
	"sync"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/recursive"
)

// pool keeps provers of one circuit, with their memory, from proof to proof.
type pool struct {
	circuit *builder.Circuit

	mu   sync.Mutex
	idle []*session
}

// session is what one proof at a time needs.
type session struct {
	workers int
	prover  *prover.Prover
	witness *builder.Witness
}

// prove proves the circuit for the inputs that assign sets.
func (p *pool) prove(ctx context.Context, workers int, assign func(*builder.Witness) error) (*circuit.Proof, error) {
	s, err := p.take(workers)
	if err != nil {
		return nil, err
	}
	defer p.put(s)
	s.witness.Reset()
	if err := assign(s.witness); err != nil {
		return nil, err
	}
	return s.prover.Prove(ctx, s.witness)
}

// take returns a session for the given number of goroutines. The idle one it
// finds may be for another number, and is then given up.
func (p *pool) take(workers int) (*session, error) {
	if s := p.pop(); s != nil && s.workers == workers {
		return s, nil
	}
	pr, err := prover.New(p.circuit, prover.WithWorkers(workers))
	if err != nil {
		return nil, err
	}
	return &session{workers, pr, p.circuit.NewWitness()}, nil
}

func (p *pool) pop() *session {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(p.idle) - 1
	if last < 0 {
		return nil
	}
	s := p.idle[last]
	p.idle = p.idle[:last]
	return s
}

func (p *pool) put(s *session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, s)
}

// level is an aggregation level with its provers.
type level struct {
	aggregation *recursive.Aggregation
	pool        *pool
}

// FanIn implements [recursive.Level].
func (l level) FanIn() int { return l.aggregation.FanIn() }

// Aggregate implements [recursive.Level].
func (l level) Aggregate(ctx context.Context, children []*circuit.Proof, workers int) (*circuit.Proof, error) {
	return l.pool.prove(ctx, workers, func(w *builder.Witness) error {
		l.aggregation.Assign(w, children)
		return nil
	})
}
