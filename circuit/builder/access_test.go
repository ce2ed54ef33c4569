package builder_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

func TestRandomAccess(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 16, 33} {
		g := newGadget(t)
		values := g.randoms(n)
		list := g.inputs(values)
		for i := range n {
			g.want(g.RandomAccess(g.input(field.New(uint64(i))), list), values[i])
		}
		g.satisfied()
	}
}

// TestRandomAccessPadding shows that a list goes on with its last item up to a
// power of two, and no further.
func TestRandomAccessPadding(t *testing.T) {
	values := newGadget(t).randoms(5)
	for index := uint64(5); index < 8; index++ {
		g := newGadget(t)
		g.want(g.RandomAccess(g.input(field.New(index)), g.inputs(values)), values[4])
		g.satisfied()
	}
	g := newGadget(t)
	g.RandomAccess(g.input(field.New(8)), g.inputs(values))
	assert.ErrorContains(t, g.run(), "RandomAccessGate")
}

func TestRandomAccessStructures(t *testing.T) {
	g := newGadget(t)
	const n = 4
	var (
		extValues [n]field.Ext
		digests   [n]hash.Digest
		exts      []builder.Ext
		list      []builder.Digest
		caps      []builder.Cap
	)
	for i := range n {
		extValues[i], digests[i] = g.randomExt(), g.randomDigest()
		exts = append(exts, g.inputExt(extValues[i]))
		list = append(list, g.inputDigest(digests[i]))
	}
	for i := range n {
		caps = append(caps, builder.Cap{list[i], list[n-1-i]})
	}
	for i := range n {
		index := g.input(field.New(uint64(i)))
		g.wantExt(g.RandomAccessExt(index, exts), extValues[i])
		g.wantDigest(g.RandomAccessDigest(index, list), digests[i])
		root := g.RandomAccessCap(index, caps)
		g.wantDigest(root[0], digests[i])
		g.wantDigest(root[1], digests[n-1-i])
	}
	g.satisfied()
}
