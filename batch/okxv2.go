package batch

import (
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/liability"
)

// tokenTargets are the inputs of one account in the okxv2 profile.
type tokenTargets struct {
	id           [liability.IDElements]builder.Target
	equity, debt []builder.Target
}

// okxv2Circuit writes the statement of OKX's proof-of-reserves-v2 by the same
// sequence of gadgets, so that it has the same rows. Per account only
// equity − debt is range-checked, to 62 bits; the standard profile checks more.
func okxv2Circuit(b *builder.Builder, size, tokens int) []tokenTargets {
	accounts := make([]tokenTargets, size)
	for i := range accounts {
		copy(accounts[i].id[:], b.NewTargets(liability.IDElements))
		accounts[i].equity = b.NewTargets(tokens)
		accounts[i].debt = b.NewTargets(tokens)
	}
	nodes := make([]SumNode, size)
	for i, a := range accounts {
		n := SumNode{Equity: sum(b, a.equity), Debt: sum(b, a.debt)}
		b.RangeCheck(b.Sub(n.Equity, n.Debt), liability.SumBits)
		nodes[i] = n
	}
	for i, a := range accounts {
		input := append(a.id[:len(a.id):len(a.id)], nodes[i].Equity, nodes[i].Debt)
		nodes[i].Hash = b.HashNoPad(input)
	}
	for len(nodes) > 1 {
		parents := make([]SumNode, len(nodes)/2)
		for i := range parents {
			parents[i] = SumParent(b, nodes[2*i:2*i+2])
		}
		nodes = parents
	}
	b.RegisterPublicInputs(nodes[0].Targets()...)
	return accounts
}

// sum adds the terms from the left, starting at zero.
func sum(b *builder.Builder, terms []builder.Target) builder.Target {
	total := b.Zero()
	for _, t := range terms {
		total = b.Add(total, t)
	}
	return total
}
