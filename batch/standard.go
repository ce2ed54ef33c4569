package batch

import (
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// accountBits bounds the totals of one account.
var accountBits = liability.Standard.AccountBits()

// sumCheckLen is the number of accounts whose sums stay below 2^62 whatever
// they hold: 2^10 values below 2^52. Longer batches check the running sum after
// every so many accounts.
var sumCheckLen = 1 << (liability.SumBits - accountBits)

// leafTargets are the inputs of one account in the standard profile: the
// commitment to the account, which the circuit does not open, and its totals.
type leafTargets struct {
	commitment   builder.Digest
	equity, debt builder.Target
}

// standardCircuit writes the statement of the standard profile: for every
// account
//
//	0 ≤ equity, debt, equity − debt < 2^52,
//
// leaves and tree are correctly hashed, and the public inputs are the sums, the
// root and the context. Both totals are range-checked, not only their
// difference: an account with equity = debt = −x would otherwise lower the
// published sums.
func standardCircuit(b *builder.Builder, size int) ([]leafTargets, builder.Digest) {
	accounts := make([]leafTargets, size)
	leaves := make([]builder.Digest, size)
	n := Node{Equity: b.Zero(), Debt: b.Zero(), Context: b.NewDigest()}
	for i := range accounts {
		a := leafTargets{commitment: b.NewDigest(), equity: b.NewTarget(), debt: b.NewTarget()}
		accounts[i] = a
		b.RangeCheckPacked(a.equity, accountBits)
		b.RangeCheckPacked(a.debt, accountBits)
		b.RangeCheckPacked(b.Sub(a.equity, a.debt), accountBits)
		leaves[i] = leafHash(b, a)

		n.Equity, n.Debt = b.Add(n.Equity, a.equity), b.Add(n.Debt, a.debt)
		if done := i + 1; done > sumCheckLen && (done%sumCheckLen == 0 || done == size) {
			b.RangeCheck(n.Equity, liability.SumBits)
			b.RangeCheck(n.Debt, liability.SumBits)
		}
	}
	n.Root = batchRoot(b, leaves)
	b.RegisterPublicInputs(n.Targets()...)
	return accounts, n.Context
}

// batchRoot hashes leaves to the root of their batch, with empty leaves up to a
// power of two. Subtrees of empty leaves are constants.
func batchRoot(b *builder.Builder, nodes []builder.Digest) builder.Digest {
	empty := liability.Standard.EmptyLeaf().Hash
	for len(nodes) > 1 {
		if len(nodes)%2 == 1 {
			nodes = append(nodes, b.ConstantDigest(empty))
		}
		nodes = parents(b, nodes)
		empty = hash.Compress(empty, empty)
	}
	return nodes[0]
}

// leafHash is [liability.StandardLeaf] in the circuit: one permutation, with the tag
// in the capacity.
func leafHash(b *builder.Builder, a leafTargets) builder.Digest {
	var state [hash.Width]builder.Target
	for i := range state {
		state[i] = b.Zero()
	}
	copy(state[:], a.commitment[:])
	state[4], state[5] = a.equity, a.debt
	state[liability.LeafTagIndex] = b.Constant(field.New(liability.LeafTag))
	state = b.Permute(state)
	return builder.Digest(state[:hash.DigestLen])
}
