package vec_test

import (
	"fmt"
	"testing"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
)

// benchLens are a column in the first-level cache and one beyond the second.
var benchLens = []int{1 << 10, 1 << 18}

// perElement reports the time of each of n elements per iteration.
func perElement(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/element")
}

func BenchmarkKernels(b *testing.B) {
	for _, name := range []string{"Add", "Sub", "Mul", "MulAdd", "Scale", "AddScaled", "ScalePowers"} {
		kn := kernels()[name]
		for _, n := range benchLens {
			b.Run(fmt.Sprintf("%s/n=%d", name, n), func(b *testing.B) {
				in := columns{column(1, n), column(2, n), column(3, n)}
				dst := column(4, n)
				b.ReportAllocs()
				for b.Loop() {
					kn.run(dst, in, in[0][5])
				}
				perElement(b, n)
			})
		}
	}
}

func BenchmarkMulExt(b *testing.B) {
	for _, n := range benchLens {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			x, y, dst := extColumn(1, n), extColumn(2, n), vec.NewExt(n)
			b.ReportAllocs()
			for b.Loop() {
				vec.MulExt(dst, x, y)
			}
			perElement(b, n)
		})
	}
}

func BenchmarkDotExt(b *testing.B) {
	for _, n := range benchLens {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			x, y := column(1, n), extColumn(2, n)
			b.ReportAllocs()
			for b.Loop() {
				vec.DotExt(x, y)
			}
			perElement(b, n)
		})
	}
}

// BenchmarkAddCombination counts one element per row and column.
func BenchmarkAddCombination(b *testing.B) {
	const width = 16
	for _, n := range benchLens {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			cols, k := make(columns, width), make([]field.Ext, width)
			for j := range cols {
				cols[j] = column(uint64(j), n)
				k[j] = field.Ext{A0: cols[j][0], A1: cols[j][1]}
			}
			dst := vec.NewExt(n)
			b.ReportAllocs()
			for b.Loop() {
				vec.AddCombination(dst, cols, k)
			}
			perElement(b, n*width)
		})
	}
}
