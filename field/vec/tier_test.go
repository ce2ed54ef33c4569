package vec

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
	"github.com/zkpor/por/internal/testutil"
)

// tierKernel is a kernel that takes the tier to run on.
type tierKernel struct {
	operands int
	run      func(tier cpu.Tier, dst []field.Element, in [][]field.Element, k field.Element)
}

var tierKernels = func() map[string]tierKernel {
	type (
		col  = []field.Element
		cols = [][]field.Element
		elem = field.Element
	)
	return map[string]tierKernel{
		"Add":         {2, func(t cpu.Tier, dst col, in cols, _ elem) { add(t, dst, in[0], in[1]) }},
		"Sub":         {2, func(t cpu.Tier, dst col, in cols, _ elem) { sub(t, dst, in[0], in[1]) }},
		"Mul":         {2, func(t cpu.Tier, dst col, in cols, _ elem) { mul(t, dst, in[0], in[1]) }},
		"MulAdd":      {3, func(t cpu.Tier, dst col, in cols, _ elem) { mulAdd(t, dst, in[0], in[1], in[2]) }},
		"AddScalar":   {1, func(t cpu.Tier, dst col, in cols, k elem) { addScalar(t, dst, in[0], k) }},
		"Scale":       {1, func(t cpu.Tier, dst col, in cols, k elem) { scale(t, dst, in[0], k) }},
		"ScaleAdd":    {2, func(t cpu.Tier, dst col, in cols, k elem) { scaleAdd(t, dst, in[0], in[1], k) }},
		"ScalePowers": {1, func(t cpu.Tier, dst col, in cols, k elem) { scalePowers(t, dst, in[0], k, k.Add(field.One())) }},
	}
}()

// tierLengths reach past two rounds of a loop over four vectors and cover every
// remainder.
func tierLengths() []int {
	out := []int{255, 256, 1<<14 + 45}
	for n := range 3*32 + 2 {
		out = append(out, n)
	}
	return out
}

// words returns n elements by their words, edges among them, at an address that
// no vector is aligned to.
func words(seed uint64, n int) []field.Element {
	out := make([]field.Element, n+1)[1:]
	for i, w := range testutil.Words(seed, n) {
		out[i] = field.Element{w}
	}
	return out
}

func TestTiersMatchGeneric(t *testing.T) {
	scalars := []field.Element{{}, {1}, field.One(), field.One().Neg(), field.New(1 << 40), {field.Modulus - 1}}
	for name, kn := range tierKernels {
		t.Run(name, func(t *testing.T) {
			testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
				for i, n := range tierLengths() {
					k := scalars[i%len(scalars)]
					in := [][]field.Element{words(1, n), words(2, n), words(3, n)}[:kn.operands]
					want := make([]field.Element, n)
					kn.run(cpu.Generic, want, in, k)

					guard := field.New(99)
					dst := slices.Repeat([]field.Element{guard}, n+2)
					kn.run(tier, dst[1:n+1], in, k)
					require.Equal(t, want, dst[1:n+1], "n=%d", n)
					require.Equal(t, [2]field.Element{guard, guard}, [2]field.Element{dst[0], dst[n+1]}, "n=%d: written out of range", n)
				}
			})
		})
	}
}

// TestTiersInPlace makes the destination each operand in turn.
func TestTiersInPlace(t *testing.T) {
	const n = 85
	k := field.New(12345)
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for name, kn := range tierKernels {
			for j := range kn.operands {
				in := [][]field.Element{words(1, n), words(2, n), words(3, n)}[:kn.operands]
				want := make([]field.Element, n)
				kn.run(cpu.Generic, want, in, k)
				kn.run(tier, in[j], in, k)
				require.Equal(t, want, in[j], "%s into operand %d", name, j)
			}
		}
	})
}

func TestTiersOfCombinations(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for _, n := range []int{0, 1, 31, 32, 33, 100, 256} {
			for _, count := range []int{0, 1, 2, 31, 32, 33, 70} {
				cols, k := make([][]field.Element, count), make([]field.Ext, count)
				for j := range cols {
					cols[j] = words(uint64(10+j), n)
					w := words(uint64(j), 2)
					k[j] = field.Ext{A0: w[0], A1: w[1]}
				}
				got, want := Ext{words(5, n), words(6, n)}, Ext{words(5, n), words(6, n)}
				addCombination(tier, got, cols, k, 0, n)
				addCombinationGeneric(want, cols, k, 0, n)
				require.Equal(t, want, got, "n=%d, %d columns", n, count)
			}
		}
	})
}

// TestTiersOfLargestCombination has the lazy sums of as many products as are
// added before they are reduced, each as large as can be.
func TestTiersOfLargestCombination(t *testing.T) {
	const n, count = 64, 200
	largest := field.Element{field.Modulus - 1}
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for _, word := range []uint64{field.Modulus - 1, 1<<52 - 1, 1<<32 - 1, field.Modulus - 1<<32} {
			k := field.New(word)
			col := slices.Repeat([]field.Element{largest}, n)
			cols, ks := make([][]field.Element, count), make([]field.Ext, count)
			for j := range cols {
				cols[j], ks[j] = col, field.Ext{A0: k, A1: largest}
			}
			got, want := NewExt(n), NewExt(n)
			addCombination(tier, got, cols, ks, 0, n)
			addCombinationGeneric(want, cols, ks, 0, n)
			require.Equal(t, want, got)
		}
	})
}

func TestTiersOfDot(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for _, n := range tierLengths() {
			a, b := words(1, n), Ext{words(2, n), words(3, n)}
			require.Equal(t, dotGeneric(a, b.A0), dot(tier, a, b.A0), "n=%d", n)
			require.Equal(t, dotExtGeneric(a, b), dotExt(tier, a, b), "n=%d", n)
		}
	})
}

// TestTiersOfLargestDot fills every sum of a call.
func TestTiersOfLargestDot(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for _, word := range []uint64{field.Modulus - 1, 1<<52 - 1, 1<<63 - 1, field.Modulus - 1<<32} {
			a := slices.Repeat([]field.Element{{word}}, 1<<14)
			require.Equal(t, dotGeneric(a, a), dot(tier, a, a))
			require.Equal(t, dotExtGeneric(a, Ext{a, a}), dotExt(tier, a, Ext{a, a}))
		}
	})
}

// TestPureGo shows that the build tag purego leaves no assembly in the packages
// of the field.
func TestPureGo(t *testing.T) {
	out, err := exec.Command("go", "list", "-tags", "purego", "-f", "{{.SFiles}}", "../...").CombinedOutput()
	require.NoError(t, err, string(out))
	for line := range strings.Lines(string(out)) {
		require.Equal(t, "[]\n", line)
	}
}

// BenchmarkTiers compares the tiers on columns that the first-level cache holds.
func BenchmarkTiers(b *testing.B) {
	const n = 1024
	bench := func(name string, elements int, f func(tier cpu.Tier)) {
		b.Run(name, func(b *testing.B) {
			testutil.BenchEachTier(b, func(b *testing.B, tier cpu.Tier) {
				b.ReportAllocs()
				for b.Loop() {
					f(tier)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*elements), "ns/element")
			})
		})
	}
	column := func(seed uint64) []field.Element { return slices.Clone(words(seed, n)) }
	in, dst := [][]field.Element{column(1), column(2), column(3)}, column(4)
	for _, name := range []string{"Add", "Sub", "Mul", "MulAdd", "AddScalar", "Scale", "ScaleAdd", "ScalePowers"} {
		bench(name, n, func(tier cpu.Tier) { tierKernels[name].run(tier, dst, in, in[0][5]) })
	}
	x := Ext{column(5), column(6)}
	bench("Dot", n, func(tier cpu.Tier) { dot(tier, dst, x.A0) })
	bench("DotExt", n, func(tier cpu.Tier) { dotExt(tier, dst, x) })

	cols, k := slices.Repeat(in, 8), make([]field.Ext, 24)
	for j := range k {
		k[j] = field.Ext{A0: dst[2*j], A1: dst[2*j+1]}
	}
	bench("AddCombination", n*len(cols), func(tier cpu.Tier) { addCombination(tier, x, cols, k, 0, n) })
}
