package por

import (
	"encoding/binary"
	"hash/maphash"
	"slices"

	"github.com/zkpor/por/liability"
)

// keptBatch is what the first pass keeps of a batch, 56 bytes an account. The
// standard profile keeps the commitments, which cost the more to compute the
// more tokens there are, and a fingerprint of each account to see in the second
// pass that it is the same; okxv2 keeps the leaves.
type keptBatch struct {
	entries      []liability.Entry
	fingerprints []uint64

	okxLeaves []liability.Node
}

// keep checks and hashes the accounts of a batch.
func (p *Prover) keep(accounts []Account) (keptBatch, error) {
	if p.profile == OKXv2 {
		leaves, err := p.committer.Leaves(accounts)
		return keptBatch{okxLeaves: leaves}, err
	}
	entries, err := p.committer.Entries(accounts)
	return keptBatch{entries: entries, fingerprints: p.fingerprints(accounts)}, err
}

// leaves returns the leaves of the batch.
func (k *keptBatch) leaves() []liability.Node {
	if k.entries == nil {
		return k.okxLeaves
	}
	leaves := make([]liability.Node, len(k.entries))
	liability.StandardLeaves(leaves, k.entries)
	return leaves
}

// isOf reports whether the batch was kept of these accounts.
func (k *keptBatch) isOf(p *Prover, accounts []Account) bool {
	if p.profile == OKXv2 {
		leaves, err := p.committer.Leaves(accounts)
		return err == nil && slices.Equal(leaves, k.okxLeaves)
	}
	return slices.Equal(p.fingerprints(accounts), k.fingerprints)
}

// fingerprints returns a keyed 64-bit hash of each account. It guards against
// sources that change by accident: who feeds the prover has no use for a
// collision, which would make it issue an inclusion proof that does not verify.
func (p *Prover) fingerprints(accounts []Account) []uint64 {
	out := make([]uint64, len(accounts))
	var buf []byte
	for i, a := range accounts {
		buf = append(buf[:0], a.ID[:]...)
		buf = binary.LittleEndian.AppendUint64(buf, uint64(len(a.Equity)))
		for _, values := range [][]uint64{a.Equity, a.Debt} {
			for _, v := range values {
				buf = binary.LittleEndian.AppendUint64(buf, v)
			}
		}
		out[i] = maphash.Bytes(p.seed, buf)
	}
	return out
}
