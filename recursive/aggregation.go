package recursive

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
)

// The fan-in of an aggregation circuit is a power of two in this range.
const (
	MinFanIn = 2
	MaxFanIn = 64
)

// ErrFanIn reports a fan-in that is not a power of two from 2 to 64.
var ErrFanIn = errors.New("recursive: fan-in must be a power of two from 2 to 64")

// Combine makes the public inputs of an aggregation circuit from those of its
// children, in order, and adds the constraints between them.
type Combine func(b *builder.Builder, children [][]builder.Target) []builder.Target

// Inner names the circuit whose proofs are aggregated.
type Inner struct {
	Common *circuit.Common
	Key    circuit.VerifierKey
}

// Aggregation is a circuit that verifies a fixed number of proofs of one inner
// circuit. It is immutable and safe for concurrent use.
type Aggregation struct {
	Circuit *builder.Circuit

	children []*Proof
}

// NewAggregation builds, on the given number of goroutines, the circuit with the
// given configuration that verifies fanIn proofs of inner and exposes what
// combine returns as public inputs. It is in the dialect of the inner circuit.
func NewAggregation(inner Inner, fanIn int, config circuit.Config, combine Combine, workers int) (*Aggregation, error) {
	if fanIn < MinFanIn || fanIn > MaxFanIn || bits.OnesCount(uint(fanIn)) != 1 {
		return nil, fmt.Errorf("%w: got %d", ErrFanIn, fanIn)
	}
	b := builder.New(config, builder.WithDialect(inner.Common.FRI.Dialect))
	a := &Aggregation{children: make([]*Proof, fanIn)}
	inputs := make([][]builder.Target, fanIn)
	for i := range a.children {
		a.children[i] = NewProof(b, inner.Common)
		inputs[i] = a.children[i].PublicInputs
		Verify(b, inner, a.children[i])
	}
	b.RegisterPublicInputs(combine(b, inputs)...)
	var err error
	if a.Circuit, err = b.Build(workers); err != nil {
		return nil, fmt.Errorf("recursive: building aggregation of %d: %w", fanIn, err)
	}
	return a, nil
}

// FanIn returns the number of proofs that one proof of the circuit stands for.
func (a *Aggregation) FanIn() int { return len(a.children) }

// Assign sets the inputs of the circuit to proofs of the inner circuit. They
// must have been verified natively: a proof of another shape is a caller's bug.
// It panics unless there are FanIn of them.
func (a *Aggregation) Assign(w *builder.Witness, proofs []*circuit.Proof) {
	if len(proofs) != len(a.children) {
		panic(fmt.Sprintf("recursive: %d proofs for a fan-in of %d", len(proofs), len(a.children)))
	}
	for i, p := range proofs {
		a.children[i].Assign(w, p)
	}
}
