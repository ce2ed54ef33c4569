package buildertest

import (
	"testing"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/testutil"
)

// okxMaxBits bounds the sums of OKX's proof of reserves, version 2.
const okxMaxBits = 62

// okxAccounts is accounts.json.
type okxAccounts struct {
	Accounts []struct {
		Equity []field.Element `json:"equity"`
		Debt   []field.Element `json:"debt"`
	} `json:"accounts"`
	IDs [][]field.Element `json:"user_id_fields"`
}

// okxAccount holds the targets of an account.
type okxAccount struct{ id, equity, debt []builder.Target }

// okxNode is a node of the Merkle sum tree.
type okxNode struct {
	equity, debt builder.Target
	hash         builder.Digest
}

// okxBatch is the batch circuit of OKX's proof of reserves, version 2.
func okxBatch(t testing.TB, v Vector, b *builder.Builder) assignment {
	var in okxAccounts
	testutil.VectorJSON(t, v.Path("accounts.json"), &in)

	accounts := make([]okxAccount, len(in.Accounts))
	for i, a := range in.Accounts {
		accounts[i] = okxAccount{b.NewTargets(5), b.NewTargets(len(a.Equity)), b.NewTargets(len(a.Debt))}
	}
	nodes := make([]okxNode, len(accounts))
	for i, a := range accounts {
		nodes[i].equity, nodes[i].debt = b.AddMany(a.equity...), b.AddMany(a.debt...)
		b.RangeCheck(b.Sub(nodes[i].equity, nodes[i].debt), okxMaxBits)
	}
	for i, a := range accounts {
		nodes[i].hash = b.HashNoPad(append(a.id, nodes[i].equity, nodes[i].debt))
	}
	for len(nodes) > 1 {
		for i := range len(nodes) / 2 {
			nodes[i] = okxParent(b, nodes[2*i], nodes[2*i+1])
		}
		nodes = nodes[:len(nodes)/2]
	}
	b.RegisterPublicInputs(nodes[0].equity, nodes[0].debt)
	b.RegisterPublicInputs(nodes[0].hash[:]...)

	return func(w *builder.Witness) {
		for i, a := range accounts {
			w.SetAll(a.id, in.IDs[i])
			w.SetAll(a.equity, in.Accounts[i].Equity)
			w.SetAll(a.debt, in.Accounts[i].Debt)
		}
	}
}

func okxParent(b *builder.Builder, left, right okxNode) okxNode {
	parent := okxNode{equity: b.Zero(), debt: b.Zero()}
	for _, child := range []okxNode{left, right} {
		parent.equity = b.Add(parent.equity, child.equity)
		parent.debt = b.Add(parent.debt, child.debt)
		b.RangeCheck(b.Sub(parent.equity, parent.debt), okxMaxBits)
		b.RangeCheck(b.Sub(parent.equity, child.equity), okxMaxBits)
		b.RangeCheck(b.Sub(parent.debt, child.debt), okxMaxBits)
	}
	parent.hash = b.HashNoPad(append(left.hash[:], right.hash[:]...))
	return parent
}
