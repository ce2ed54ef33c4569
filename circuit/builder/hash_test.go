package builder_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

func TestPermute(t *testing.T) {
	for _, swap := range []bool{false, true} {
		g := newGadget(t)
		state := hash.State(g.randoms(hash.Width))
		swapped := state
		if swap {
			copy(swapped[:], state[4:8])
			copy(swapped[4:], state[:4])
		}
		hash.Permute(&swapped)
		in := [hash.Width]builder.Target(g.inputs(state[:]))
		bit := builder.Bool{Target: g.input(field.FromBool(swap))}
		out := g.PermuteSwapped(in, bit)
		g.wantAll(out[:], swapped[:])
		g.satisfied()
	}
}

func TestHash(t *testing.T) {
	for _, n := range []int{0, 1, 4, 5, 8, 9, 16, 20} {
		g := newGadget(t)
		values := g.randoms(n)
		in := g.inputs(values)
		long := make([]field.Element, 19)
		hash.NoPadTo(long, values)
		g.wantDigest(g.HashNoPad(in), hash.NoPad(values))
		g.wantDigest(g.HashOrNoop(in), hash.OrNoop(values))
		g.wantAll(g.HashNoPadTo(in, len(long)), long)
		g.satisfied()
	}
}

func TestCompress(t *testing.T) {
	g := newGadget(t)
	lv, rv := g.randomDigest(), g.randomDigest()
	l, r := g.inputDigest(lv), g.inputDigest(rv)
	g.wantDigest(g.Compress(l, r), hash.Compress(lv, rv))
	g.wantDigest(g.CompressSwapped(l, r, g.True()), hash.Compress(rv, lv))
	g.satisfied()
}

// merklePath lays out the verification of a leaf in a tree of 16, whose cap has
// the given height.
func merklePath(t *testing.T, capHeight, index int, tamper func(leaf []field.Element, path merkle.Path, root merkle.Cap)) error {
	g := newGadget(t)
	const bits, width = 4, 7
	columns := make([][]field.Element, width)
	for i := range columns {
		columns[i] = g.randoms(1 << bits)
	}
	tree, err := merkle.Build(columns, capHeight, 1)
	require.NoError(t, err)

	leaf := make([]field.Element, width)
	for i := range leaf {
		leaf[i] = columns[i][index]
	}
	path, root := tree.Path(index), tree.Cap()
	tamper(leaf, path, root)

	var siblings []builder.Digest
	for _, d := range path {
		siblings = append(siblings, g.inputDigest(d))
	}
	var top builder.Cap
	for _, d := range root {
		top = append(top, g.inputDigest(d))
	}
	position := g.inputBools(uint64(index), bits)
	if capHeight == 0 {
		g.VerifyMerklePath(g.inputs(leaf), position, siblings, top[0])
	} else {
		g.VerifyMerklePathToCap(g.inputs(leaf), position, siblings, top)
	}
	return g.run()
}

func TestVerifyMerklePath(t *testing.T) {
	one := field.One()
	for _, capHeight := range []int{0, 1, 4} {
		for _, index := range []int{0, 6, 15} {
			honest := func([]field.Element, merkle.Path, merkle.Cap) {}
			require.NoError(t, merklePath(t, capHeight, index, honest))

			leaf := func(leaf []field.Element, _ merkle.Path, _ merkle.Cap) { leaf[3] = leaf[3].Add(one) }
			assert.ErrorIs(t, merklePath(t, capHeight, index, leaf), builder.ErrConflict)

			root := func(_ []field.Element, _ merkle.Path, root merkle.Cap) {
				d := &root[index>>(4-capHeight)]
				d[2] = d[2].Add(one)
			}
			assert.ErrorIs(t, merklePath(t, capHeight, index, root), builder.ErrConflict)

			if capHeight < 4 {
				path := func(_ []field.Element, path merkle.Path, _ merkle.Cap) { path[0][1] = path[0][1].Add(one) }
				assert.ErrorIs(t, merklePath(t, capHeight, index, path), builder.ErrConflict)
			}
		}
	}
}

func TestVerifyMerklePathLength(t *testing.T) {
	g := newGadget(t)
	assert.Panics(t, func() {
		g.VerifyMerklePath(nil, g.inputBools(0, 3), g.NewDigests(2), g.NewDigest())
	})
}

func TestPoseidonMDSExt(t *testing.T) {
	g := newGadget(t)
	var in [hash.Width]builder.Ext
	var s0, s1 hash.State
	for i := range in {
		v := g.randomExt()
		in[i], s0[i], s1[i] = g.inputExt(v), v.A0, v.A1
	}
	hash.MDS(&s0)
	hash.MDS(&s1)
	for i, out := range g.PoseidonMDSExt(in) {
		g.wantExt(out, field.Ext{A0: s0[i], A1: s1[i]})
	}
	g.satisfied()
}

func TestInterpolateCoset(t *testing.T) {
	for bits := 1; bits <= 4; bits++ {
		g := newGadget(t)
		// A polynomial of full degree, evaluated on the coset.
		coeffs := make([]field.Ext, 1<<bits)
		for i := range coeffs {
			coeffs[i] = g.randomExt()
		}
		eval := func(x field.Ext) field.Ext {
			var sum field.Ext
			for i := len(coeffs) - 1; i >= 0; i-- {
				sum = sum.Mul(x).Add(coeffs[i])
			}
			return sum
		}
		shift, point := g.random(), g.randomExt()
		var values []builder.Ext
		for _, x := range field.Plonky2Generators().Subgroup(bits) {
			values = append(values, g.inputExt(eval(field.ExtFrom(x.Mul(shift)))))
		}
		g.wantExt(g.InterpolateCoset(g.input(shift), values, g.inputExt(point)), eval(point))
		assert.Panics(t, func() { g.InterpolateCoset(g.One(), g.NewExts(3), g.NewExt()) })
		g.satisfied()
	}
}
