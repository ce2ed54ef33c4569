package por

import (
	"context"
	"slices"
	"sync"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/prover"
	"github.com/zkpor/por/recursive"
)

// pool keeps idle provers with their memory, which is most of what proving
// takes, for later proofs of the same circuit. It holds on to the most recent
// ones only, enough for two circuits in turn on every worker: going up the tree,
// lower levels are needed less and less.
type pool struct {
	limit int

	mu   sync.Mutex
	idle []*session // the most recent last
}

// session is what one proof at a time needs.
type session struct {
	circuit *builder.Circuit
	workers int
	prover  *prover.Prover
	witness *builder.Witness
}

// prove proves a circuit, on the given number of goroutines, for the inputs
// that assign sets.
func (p *pool) prove(ctx context.Context, c *builder.Circuit, workers int, assign func(*builder.Witness) error) (*circuit.Proof, error) {
	s := p.take(c, workers)
	if s == nil {
		pr, err := prover.New(c, prover.WithWorkers(workers))
		if err != nil {
			return nil, err
		}
		s = &session{c, workers, pr, c.NewWitness()}
	}
	defer p.put(s)
	s.witness.Reset()
	if err := assign(s.witness); err != nil {
		return nil, err
	}
	return s.prover.Prove(ctx, s.witness)
}

// take removes an idle session for a circuit and a number of goroutines, and
// returns nil if there is none.
func (p *pool) take(c *builder.Circuit, workers int) *session {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, s := range slices.Backward(p.idle) {
		if s.circuit == c && s.workers == workers {
			p.idle = slices.Delete(p.idle, i, i+1)
			return s
		}
	}
	return nil
}

func (p *pool) put(s *session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, s)
	if len(p.idle) > p.limit {
		p.idle = slices.Delete(p.idle, 0, 1)
	}
}

// level is an aggregation level with the provers that it shares.
type level struct {
	aggregation *recursive.Aggregation
	pool        *pool
}

// FanIn implements [recursive.Level].
func (l level) FanIn() int { return l.aggregation.FanIn() }

// Aggregate implements [recursive.Level].
func (l level) Aggregate(ctx context.Context, children []*circuit.Proof, workers int) (*circuit.Proof, error) {
	return l.pool.prove(ctx, l.aggregation.Circuit, workers, func(w *builder.Witness) error {
		l.aggregation.Assign(w, children)
		return nil
	})
}
