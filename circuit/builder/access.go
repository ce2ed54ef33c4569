package builder

import (
	"math/bits"

	"github.com/zkpor/por/circuit"
)

// RandomAccess returns list[index] and constrains index to be below the length
// of the list rounded up to a power of two; a list of another length is filled
// up with its last item. For a list of one item nothing is constrained. It
// panics if the list is empty.
func (b *Builder) RandomAccess(index Target, list []Target) Target {
	if len(list) == 1 {
		return list[0]
	}
	n := bits.Len(uint(len(list) - 1))
	item := b.NewTarget()
	k := b.randomAccessGate(n)
	gate := k.gate.(circuit.RandomAccessGate)
	row, slot := b.addSlot(k, nil)
	for i := range 1 << n {
		b.Connect(list[min(i, len(list)-1)], Wire(row, gate.WireListItem(i, slot)))
	}
	b.Connect(index, Wire(row, gate.WireIndex(slot)))
	b.Connect(item, Wire(row, gate.WireClaimed(slot)))
	return item
}

// RandomAccessExt is [Builder.RandomAccess] for extension elements.
func (b *Builder) RandomAccessExt(index Target, list []Ext) Ext {
	var out Ext
	for i := range out {
		out[i] = b.RandomAccess(index, coordinate(list, func(v Ext) Target { return v[i] }))
	}
	return out
}

// RandomAccessDigest is [Builder.RandomAccess] for digests.
func (b *Builder) RandomAccessDigest(index Target, list []Digest) Digest {
	var out Digest
	for i := range out {
		out[i] = b.RandomAccess(index, coordinate(list, func(v Digest) Target { return v[i] }))
	}
	return out
}

// RandomAccessCap is [Builder.RandomAccess] for caps, all of the same height.
func (b *Builder) RandomAccessCap(index Target, list []Cap) Cap {
	out := make(Cap, len(list[0]))
	for i := range out {
		digests := make([]Digest, len(list))
		for j, c := range list {
			digests[j] = c[i]
		}
		out[i] = b.RandomAccessDigest(index, digests)
	}
	return out
}

func coordinate[T any](list []T, of func(T) Target) []Target {
	out := make([]Target, len(list))
	for i, v := range list {
		out[i] = of(v)
	}
	return out
}
