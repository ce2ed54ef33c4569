package batch

import (
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// SumNode is a node of the tree of sums of the okxv2 profile. Its targets are
// also the public inputs of every circuit of that profile.
type SumNode struct {
	Equity, Debt builder.Target
	Hash         builder.Digest
}

// SumNodeFrom reads a node off public inputs in the order of Targets.
func SumNodeFrom(inputs []builder.Target) SumNode {
	return SumNode{
		Equity: inputs[0],
		Debt:   inputs[1],
		Hash:   builder.Digest(inputs[2 : 2+hash.DigestLen]),
	}
}

// Targets returns equity, debt and hash, in this order.
func (n SumNode) Targets() []builder.Target {
	return append([]builder.Target{n.Equity, n.Debt}, n.Hash[:]...)
}

// SumParent adds the sums of the children and hashes their hashes. After each
// child it range-checks, to 62 bits, the running equity less the running debt
// and each running sum less the child's share, as OKX's circuits do.
func SumParent(b *builder.Builder, children []SumNode) SumNode {
	p := SumNode{Equity: b.Zero(), Debt: b.Zero()}
	var hashes []builder.Target
	for _, c := range children {
		p.Equity, p.Debt = b.Add(p.Equity, c.Equity), b.Add(p.Debt, c.Debt)
		b.RangeCheck(b.Sub(p.Equity, p.Debt), liability.SumBits)
		b.RangeCheck(b.Sub(p.Equity, c.Equity), liability.SumBits)
		b.RangeCheck(b.Sub(p.Debt, c.Debt), liability.SumBits)
		hashes = append(hashes, c.Hash[:]...)
	}
	p.Hash = b.HashNoPad(hashes)
	return p
}
