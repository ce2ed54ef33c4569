package ntt

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
	"github.com/zkpor/por/internal/testutil"
)

// words returns n elements by their words, edges among them, at an address that
// no vector is aligned to, between guards.
func words(seed uint64, n int) (col, guarded []field.Element) {
	guarded = make([]field.Element, n+2)
	for i, w := range testutil.Words(seed, n+2) {
		guarded[i] = field.Element{w}
	}
	return guarded[1 : n+1], guarded
}

// TestTiersMatchGeneric covers leaves of both parities, blocks that are split
// depth first, and blocks that take several calls.
func TestTiersMatchGeneric(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for bits := range 16 {
			d := NewDomain(field.Plonky2Generators(), bits)
			n := d.Size()
			factors, _ := words(3, 2*n)
			for _, tree := range []struct {
				name string
				f    []field.Element
				root int
			}{
				{"subgroup", d.twiddles(), 0},
				{"any factors", factors, 1},
			} {
				name := fmt.Sprintf("bits %d, %s", bits, tree.name)
				want, wantGuarded := words(1, n)
				got, gotGuarded := words(1, n)
				forward(cpu.Generic, want, tree.f, tree.root)
				forward(tier, got, tree.f, tree.root)
				require.Equal(t, wantGuarded, gotGuarded, name)

				src, _ := words(1, n)
				before := slices.Clone(src)
				forwardFrom(tier, got, src, tree.f, tree.root)
				require.Equal(t, wantGuarded, gotGuarded, name)
				require.Equal(t, before, src, name)

				inverse(cpu.Generic, want, tree.f, tree.root)
				inverse(tier, got, tree.f, tree.root)
				require.Equal(t, wantGuarded, gotGuarded, name)
			}
		}
	})
}

// TestTiersOfLargestWords has every word and factor as large as can be.
func TestTiersOfLargestWords(t *testing.T) {
	const n = 1 << 12
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for _, word := range []uint64{field.Modulus - 1, field.Modulus - 1<<32, 1<<32 - 1} {
			f := slices.Repeat([]field.Element{{word}}, n)
			want, got := slices.Clone(f), slices.Clone(f)
			forward(cpu.Generic, want, f, 1)
			forward(tier, got, f, 1)
			require.Equal(t, want, got)
			inverse(cpu.Generic, want, f, 1)
			inverse(tier, got, f, 1)
			require.Equal(t, want, got)
		}
	})
}

func BenchmarkTiers(b *testing.B) {
	for _, bits := range []int{12, 15, 18, 20} {
		d := NewDomain(field.Plonky2Generators(), bits)
		col := slices.Clone(d.Generators().Subgroup(bits))
		for name, f := range map[string]func(tier cpu.Tier){
			"forward": func(tier cpu.Tier) { forward(tier, col, d.twiddles(), 0) },
			"inverse": func(tier cpu.Tier) { inverse(tier, col, d.inverseTwiddles(), 0) },
		} {
			b.Run(fmt.Sprintf("%s/n=2^%d", name, bits), func(b *testing.B) {
				testutil.BenchEachTier(b, func(b *testing.B, tier cpu.Tier) {
					b.ReportAllocs()
					for b.Loop() {
						f(tier)
					}
				})
			})
		}
	}
}
