package batch

import (
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/liability"
)

// Combine returns the gadget that makes the public inputs of an aggregation
// circuit of the given profile from those of its children. The error is
// liability.ErrProfile.
func Combine(profile liability.Profile) (func(b *builder.Builder, children [][]builder.Target) []builder.Target, error) {
	switch profile {
	case liability.Standard:
		return combine(NodeFrom, Parent), nil
	case liability.OKXv2:
		return combine(SumNodeFrom, SumParent), nil
	}
	return nil, profile.Validate()
}

func combine[N interface{ Targets() []builder.Target }](
	from func([]builder.Target) N,
	parent func(*builder.Builder, []N) N,
) func(*builder.Builder, [][]builder.Target) []builder.Target {
	return func(b *builder.Builder, children [][]builder.Target) []builder.Target {
		nodes := make([]N, len(children))
		for i, inputs := range children {
			nodes[i] = from(inputs)
		}
		return parent(b, nodes).Targets()
	}
}
