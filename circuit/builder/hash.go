package builder

import (
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/hash"
)

// Permute applies the Poseidon permutation.
func (b *Builder) Permute(state [hash.Width]Target) [hash.Width]Target {
	return b.PermuteSwapped(state, b.False())
}

// PermuteSwapped exchanges the first four elements with the next four if swap
// is true, and applies the Poseidon permutation.
func (b *Builder) PermuteSwapped(state [hash.Width]Target, swap Bool) [hash.Width]Target {
	var gate circuit.PoseidonGate
	row := b.addRow(b.poseidonGate(), nil)
	b.Connect(swap.Target, Wire(row, gate.WireSwap()))
	var out [hash.Width]Target
	for i, t := range state {
		b.Connect(t, Wire(row, gate.WireInput(i)))
		out[i] = Wire(row, gate.WireOutput(i))
	}
	return out
}

// HashNoPad hashes targets without padding, as [hash.NoPad].
func (b *Builder) HashNoPad(in []Target) Digest {
	return Digest(b.HashNoPadTo(in, hash.DigestLen))
}

// HashNoPadTo hashes targets without padding to n elements, as [hash.NoPadTo].
func (b *Builder) HashNoPadTo(in []Target, n int) []Target {
	zero := b.Zero()
	var state [hash.Width]Target
	for i := range state {
		state[i] = zero
	}
	for len(in) > 0 {
		m := copy(state[:hash.Rate], in)
		state = b.Permute(state)
		in = in[m:]
	}
	out := make([]Target, n)
	for filled := copy(out, state[:hash.Rate]); filled < n; {
		state = b.Permute(state)
		filled += copy(out[filled:], state[:hash.Rate])
	}
	return out
}

// HashOrNoop returns targets themselves, padded with zeros, if they fit a
// digest and [Builder.HashNoPad] of them otherwise.
func (b *Builder) HashOrNoop(in []Target) Digest {
	zero := b.Zero()
	if len(in) > hash.DigestLen {
		return b.HashNoPad(in)
	}
	d := Digest{zero, zero, zero, zero}
	copy(d[:], in)
	return d
}

// Compress hashes two digests to one, as [hash.Compress].
func (b *Builder) Compress(left, right Digest) Digest {
	return b.CompressSwapped(left, right, b.False())
}

// CompressSwapped hashes two digests to one, exchanged if swap is true.
func (b *Builder) CompressSwapped(left, right Digest, swap Bool) Digest {
	zero := b.Zero()
	var state [hash.Width]Target
	for i := range state {
		state[i] = zero
	}
	copy(state[:], left[:])
	copy(state[len(left):], right[:])
	out := b.PermuteSwapped(state, swap)
	return Digest(out[:hash.DigestLen])
}

// VerifyMerklePath constrains the leaf with the given data to have the given
// path to the root. The bits of its index come lowest first, one for each
// digest of the path; it panics if their numbers differ.
func (b *Builder) VerifyMerklePath(leaf []Target, index []Bool, path []Digest, root Digest) {
	if len(index) != len(path) {
		panic(fmt.Sprintf("builder: Merkle path of %d digests for an index of %d bits", len(path), len(index)))
	}
	b.VerifyMerklePathToCap(leaf, index, path, Cap{root})
}

// VerifyMerklePathToCap constrains the leaf with the given data to have the
// given path to a cap. The bits of its index come lowest first; those beyond the
// length of the path select the digest of the cap.
func (b *Builder) VerifyMerklePathToCap(leaf []Target, index []Bool, path []Digest, root Cap) {
	capIndex := b.LESum(index[len(path):])
	b.VerifyMerklePathToCapAt(leaf, index[:len(path)], path, root, capIndex)
}

// VerifyMerklePathToCapAt is [Builder.VerifyMerklePathToCap] with the position
// in the cap as a target of its own.
func (b *Builder) VerifyMerklePathToCapAt(leaf []Target, index []Bool, path []Digest, root Cap, capIndex Target) {
	b.Zero()
	node := b.HashOrNoop(leaf)
	for i, sibling := range path {
		node = b.CompressSwapped(node, sibling, index[i])
	}
	for i, t := range node {
		item := b.RandomAccess(capIndex, coordinate(root, func(d Digest) Target { return d[i] }))
		b.Connect(item, t)
	}
}
