package por

import (
	"context"
	"fmt"

	"github.com/zkpor/por/batch"
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/recursive"
	"github.com/zkpor/por/verify"
)

// circuits are the circuits of one shape: the batch circuit, and for every
// aggregation level a circuit that verifies those below. The last one, whose
// proof is published, has zero knowledge.
type circuits struct {
	shape  liability.Shape
	batch  *batch.Circuit
	levels []*recursive.Aggregation
}

// circuitConfig returns the configuration of the circuits of a profile.
func circuitConfig(p Profile, zeroKnowledge bool) circuit.Config {
	c := circuit.StandardConfig()
	if p == OKXv2 {
		c = circuit.OKXConfig()
	}
	c.ZeroKnowledge = zeroKnowledge
	return c
}

// buildCircuits builds the circuits of a shape, one after the other since each
// holds the key of the one below. It calls done after every circuit.
func buildCircuits(ctx context.Context, shape liability.Shape, tokens, workers int, done func(n int)) (*circuits, error) {
	if err := shape.Validate(); err != nil {
		return nil, err
	}
	combine, err := batch.Combine(shape.Profile)
	if err != nil {
		return nil, err
	}
	c := &circuits{shape: shape}
	if c.batch, err = batch.New(shape.Profile, shape.BatchSize, tokens, circuitConfig(shape.Profile, false), workers); err != nil {
		return nil, err
	}
	done(1)
	below := c.batch.Circuit
	for level := 1; level <= shape.Levels; level++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		config := circuitConfig(shape.Profile, level == shape.Levels)
		inner := recursive.Inner{Common: &below.Common, Key: below.Key}
		a, err := recursive.NewAggregation(inner, shape.FanIn, config, combine, workers)
		if err != nil {
			return nil, fmt.Errorf("level %d: %w", level, err)
		}
		c.levels = append(c.levels, a)
		below = a.Circuit
		done(level + 1)
	}
	return c, nil
}

// root returns the circuit of the published proof.
func (c *circuits) root() *builder.Circuit { return c.levels[len(c.levels)-1].Circuit }

// key returns the key that the published proof is verified with.
func (c *circuits) key() (*verify.RootKey, error) {
	root := c.root()
	return verify.NewRootKey(c.shape, &root.Common, root.Key)
}
