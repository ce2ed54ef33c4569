package batch

import (
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// Node is what a proof of the standard profile states about a subtree. Its
// targets are the public inputs of every circuit of that profile.
type Node struct {
	Equity, Debt builder.Target
	Root         builder.Digest
	Context      builder.Digest
}

// NodeFrom reads a node off public inputs in the order of Targets.
func NodeFrom(inputs []builder.Target) Node {
	const rootEnd = 2 + hash.DigestLen
	return Node{
		Equity:  inputs[0],
		Debt:    inputs[1],
		Root:    builder.Digest(inputs[2:rootEnd]),
		Context: builder.Digest(inputs[rootEnd : rootEnd+hash.DigestLen]),
	}
}

// Targets returns equity, debt, root and context, in this order.
func (n Node) Targets() []builder.Target {
	ts := []builder.Target{n.Equity, n.Debt}
	ts = append(ts, n.Root[:]...)
	return append(ts, n.Context[:]...)
}

// Parent combines a power of two of subtrees of one context. The sums of the
// children are below 2^62 each; every partial sum is checked to be so as well,
// so that nothing wraps around.
func Parent(b *builder.Builder, children []Node) Node {
	first := children[0]
	p := Node{Equity: first.Equity, Debt: first.Debt, Context: first.Context}
	roots := []builder.Digest{first.Root}
	for _, c := range children[1:] {
		b.ConnectDigest(c.Context, p.Context)
		p.Equity, p.Debt = b.Add(p.Equity, c.Equity), b.Add(p.Debt, c.Debt)
		b.RangeCheck(p.Equity, liability.SumBits)
		b.RangeCheck(p.Debt, liability.SumBits)
		roots = append(roots, c.Root)
	}
	p.Root = binaryRoot(b, roots)
	return p
}

// binaryRoot hashes a power of two of nodes to their root, pair by pair.
func binaryRoot(b *builder.Builder, nodes []builder.Digest) builder.Digest {
	for len(nodes) > 1 {
		nodes = parents(b, nodes)
	}
	return nodes[0]
}

// parents hashes an even number of nodes pair by pair.
func parents(b *builder.Builder, nodes []builder.Digest) []builder.Digest {
	above := make([]builder.Digest, len(nodes)/2)
	for i := range above {
		above[i] = b.Compress(nodes[2*i], nodes[2*i+1])
	}
	return above
}
