package hash

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
	"github.com/zkpor/por/internal/testutil"
)

// guarded returns n elements, many of them edge cases, before a guard page.
func guarded(t *testing.T, seed uint64, n int) []field.Element {
	out := testutil.BeforeGuard[field.Element](t, n)
	for i, w := range testutil.Words(seed, n) {
		out[i] = field.Element{w}
	}
	return out
}

func fillLanes(s *lanes, seed uint64) {
	for i, w := range testutil.Words(seed, Width*Lanes) {
		s[i/Lanes][i%Lanes] = field.Element{w}
	}
}

func TestPermuteKernels(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		// A word after the states keeps them off the boundaries of cache lines.
		type unaligned struct {
			before [1]uint64
			s      lanes
			after  [1]uint64
		}
		m := &testutil.BeforeGuard[unaligned](t, 1)[0]
		for seed := range uint64(300) {
			fillLanes(&m.s, seed)
			want := m.s
			want.permuteGeneric()
			m.s.permute(tier)
			require.Equal(t, want, m.s, "seed %d", seed)
		}
		require.Zero(t, m.before)
		require.Zero(t, m.after)
	})
}

// TestPermuteKernelsOnExtremes fills whole states with one word, which makes
// all lazy sums as large or as small as they get.
func TestPermuteKernelsOnExtremes(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for _, w := range testutil.EdgeWords() {
			var s lanes
			for i := range s {
				for l := range s[i] {
					s[i][l] = field.Element{w}
				}
			}
			want := s
			want.permuteGeneric()
			s.permute(tier)
			require.Equal(t, want, s, "%#x", w)
		}
	})
}

func TestColumnKernels(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for width := range 3*Rate + 2 {
			for _, rows := range []int{0, 1, 7, 8, 9, 15, 16, 17, 3*Lanes + 1} {
				const from = 3
				cols := make([][]field.Element, width)
				for c := range cols {
					cols[c] = guarded(t, uint64(width<<16|rows<<8|c), from+rows)
				}
				got := testutil.BeforeGuard[Digest](t, rows)
				columns(tier, got, cols, from)
				for i := range got {
					row := make([]field.Element, width)
					for c := range cols {
						row[c] = cols[c][from+i]
					}
					require.Equal(t, OrNoop(row), got[i], "width %d, row %d of %d", width, i, rows)
				}
			}
		}
	})
}

func TestRowKernels(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for width := range 3*Rate + 2 {
			for _, n := range []int{0, 1, 7, 8, 9, 15, 16, 17, 3*Lanes + 1} {
				rows := guarded(t, uint64(width<<8|n), width*n)
				got := testutil.BeforeGuard[Digest](t, n)
				rowMajor(tier, got, rows, width)
				for i := range got {
					require.Equal(t, OrNoop(rows[i*width:(i+1)*width]), got[i], "width %d, row %d of %d", width, i, n)
				}
			}
		}
	})
}

func TestPairKernels(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for n := range 3*Lanes + 2 {
			src := testutil.BeforeGuard[Digest](t, 2*n)
			for i := range src {
				copy(src[i][:], guarded(t, uint64(n<<8|i), DigestLen))
			}
			before := slices.Clone(src)
			got := testutil.BeforeGuard[Digest](t, n)
			compressPairs(tier, got, src)
			require.Equal(t, before, slices.Clone(src))
			for i := range got {
				require.Equal(t, Compress(src[2*i], src[2*i+1]), got[i], "pair %d of %d", i, n)
			}
		}
	})
}

// TestKernelsKeepTheRest checks that setting a part of the states leaves the
// rest alone.
func TestKernelsKeepTheRest(t *testing.T) {
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		for n := range Rate + 1 {
			rows := guarded(t, 1, n*Lanes)
			cols := make([][]field.Element, n)
			for c := range cols {
				cols[c] = guarded(t, uint64(c), Lanes)
			}
			for name, set := range map[string]func(s *lanes, tier cpu.Tier){
				"columns": func(s *lanes, tier cpu.Tier) { s.setColumns(tier, cols, 0) },
				"rows":    func(s *lanes, tier cpu.Tier) { s.setRows(tier, rows, n, n) },
			} {
				var got, want lanes
				fillLanes(&got, 5)
				fillLanes(&want, 5)
				set(&got, tier)
				set(&want, cpu.Generic)
				require.Equal(t, want, got, "%s, %d elements", name, n)
			}
		}
	})
}

func TestKernelsDoNotAllocate(t *testing.T) {
	const width, rows = 11, 17
	data := make([]field.Element, width*rows)
	cols := make([][]field.Element, width)
	for c := range cols {
		cols[c] = data[c*rows : (c+1)*rows]
	}
	dst, half := make([]Digest, rows-1), make([]Digest, (rows-1)/2)
	testutil.EachTier(t, func(t *testing.T, tier cpu.Tier) {
		require.Zero(t, testing.AllocsPerRun(3, func() {
			columns(tier, dst, cols, 1)
			rowMajor(tier, dst, data[width:], width)
			compressPairs(tier, half, dst)
		}))
	})
}

func TestPuregoHasNoAssembly(t *testing.T) {
	out, err := exec.Command("go", "list", "-tags", "purego", "-f", "{{.SFiles}}", ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Equal(t, "[]", strings.TrimSpace(string(out)))
}

func benchColumns(width, rows int) [][]field.Element {
	cols := make([][]field.Element, width)
	for i := range cols {
		cols[i] = field.Powers(field.New(uint64(2+i)), rows)
	}
	return cols
}

// reportPermutations adds the number of permutations per second, for the given
// number in each iteration.
func reportPermutations(b *testing.B, each int) {
	b.ReportMetric(float64(each)*float64(b.N)/b.Elapsed().Seconds(), "perms/s")
}

func BenchmarkPermuteBatch(b *testing.B) {
	testutil.BenchEachTier(b, func(b *testing.B, tier cpu.Tier) {
		b.ReportAllocs()
		var s lanes
		for b.Loop() {
			s.permute(tier)
		}
		reportPermutations(b, Lanes)
	})
}

func BenchmarkColumns(b *testing.B) {
	const rows = 1 << 10
	for _, width := range []int{20, 135} {
		cols, dst := benchColumns(width, rows), make([]Digest, rows)
		b.Run(fmt.Sprintf("width=%d", width), func(b *testing.B) {
			testutil.BenchEachTier(b, func(b *testing.B, tier cpu.Tier) {
				b.ReportAllocs()
				b.SetBytes(int64(rows * width * field.Bytes))
				for b.Loop() {
					columns(tier, dst, cols, 0)
				}
				reportPermutations(b, rows*((width+Rate-1)/Rate))
			})
		})
	}
}

func BenchmarkCompressPairs(b *testing.B) {
	const pairs = 1 << 9
	dst, src := make([]Digest, pairs), make([]Digest, 2*pairs)
	testutil.BenchEachTier(b, func(b *testing.B, tier cpu.Tier) {
		b.ReportAllocs()
		for b.Loop() {
			compressPairs(tier, dst, src)
		}
		reportPermutations(b, pairs)
	})
}
