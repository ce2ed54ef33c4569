package builder_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
)

func TestSplitLE(t *testing.T) {
	for _, n := range []int{0, 1, 2, 30, 62, 63, 64} {
		g := newGadget(t)
		v := uint64(0xfedc_ba98_7654_3210) & (1<<n - 1)
		x := g.input(field.New(v))
		bits := g.SplitLE(x, n)
		require.Len(t, bits, n)
		for i, bit := range bits {
			g.wantBool(bit, v>>i&1 == 1)
		}
		g.satisfied()
	}
}

func TestRangeCheck(t *testing.T) {
	for _, n := range []int{1, 8, 62, 63} {
		largest := newGadget(t)
		largest.RangeCheck(largest.input(field.New(1<<n-1)), n)
		largest.satisfied()

		tooLarge := newGadget(t)
		tooLarge.RangeCheck(tooLarge.input(field.New(1<<n)), n)
		require.Error(t, tooLarge.run(), "2^%d in %d bits", n, n)

		negative := newGadget(t)
		negative.RangeCheck(negative.input(field.One().Neg()), n)
		require.Error(t, negative.run(), "−1 in %d bits", n)
	}
}

func TestRangeCheckPacked(t *testing.T) {
	for _, n := range []int{2, 52, 62} {
		fits := newGadget(t)
		for i := range uint64(7) {
			fits.RangeCheckPacked(fits.input(field.New(1<<n-1-i%3)), n)
		}
		fits.RangeCheckPacked(fits.input(field.Zero()), n)
		fits.satisfied()

		for _, bad := range []field.Element{field.New(1 << n), field.One().Neg()} {
			g := newGadget(t)
			g.RangeCheckPacked(g.input(field.One()), n)
			g.RangeCheckPacked(g.input(bad), n)
			require.Error(t, g.run(), "%v in %d bits", bad, n)
		}
	}
}

func TestSplitBase(t *testing.T) {
	g := newGadget(t)
	digits := g.SplitBase(g.input(field.New(416)), 6, 24)
	for i, d := range digits {
		g.want(d, field.New(append([]uint64{2, 3, 5, 1}, make([]uint64, 20)...)[i]))
	}
	g.satisfied()

	g = newGadget(t)
	g.SplitBase(g.input(field.New(1296)), 6, 4)
	require.Error(t, g.run())
}

func TestLowBits(t *testing.T) {
	g := newGadget(t)
	bits := g.LowBits(g.input(field.New(0b1011_0110)), 4, 8)
	require.Len(t, bits, 4)
	g.want(g.LESum(bits), field.New(0b0110))
	g.satisfied()
}

func TestSplitLowHigh(t *testing.T) {
	g := newGadget(t)
	low, high := g.SplitLowHigh(g.input(field.New(0x1234_5678_9abc)), 20, 48)
	g.want(low, field.New(0x8_9abc))
	g.want(high, field.New(0x123_4567))
	g.satisfied()

	for name, lie := range map[string][2]uint64{
		"high out of range": {0x8_9abc, 0x1000_0000},
		"low out of range":  {0x18_9abc, 0x123_4566},
		"wrong sum":         {0x8_9abc, 0x123_4566},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGadget(t)
			g.SplitLowHigh(g.input(field.New(0x1234_5678_9abc)), 20, 48)
			g.Lie(0, func(out, _ []field.Element) error {
				out[0], out[1] = field.New(lie[0]), field.New(lie[1])
				return nil
			})
			g.violated(builder.ErrConflict)
		})
	}
}

func TestLESum(t *testing.T) {
	for _, n := range []int{0, 1, 2, 21, 22, 40, 63} {
		g := newGadget(t)
		v := uint64(0x7edc_ba98_7654_3215) & (1<<n - 1)
		g.want(g.LESum(g.inputBools(v, n)), field.New(v))
		g.satisfied()
	}
	assert.Panics(t, func() {
		g := newGadget(t)
		g.LESum(g.inputBools(0, 64))
	})
}

func TestLESumLie(t *testing.T) {
	g := newGadget(t)
	g.LESum(g.inputBools(5, 40))
	g.Lie(0, func(out, _ []field.Element) error {
		out[0] = field.New(6)
		return nil
	})
	g.violated(builder.ErrConflict)
}
