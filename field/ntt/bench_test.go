package ntt_test

import (
	"fmt"
	"testing"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
)

// benchmarkColumn runs f on one column of each size.
func benchmarkColumn(b *testing.B, f func(d *ntt.Domain, col []field.Element)) {
	for _, bits := range []int{15, 18, 20, 22} {
		b.Run(fmt.Sprintf("n=2^%d", bits), func(b *testing.B) {
			d := ntt.NewDomain(field.Plonky2Generators(), bits)
			col := randomColumn(1, d.Size())
			f(d, col)
			b.SetBytes(int64(len(col)) * field.Bytes)
			b.ReportAllocs()
			for b.Loop() {
				f(d, col)
			}
		})
	}
}

func BenchmarkForward(b *testing.B) { benchmarkColumn(b, (*ntt.Domain).Forward) }

func BenchmarkInverse(b *testing.B) { benchmarkColumn(b, (*ntt.Domain).Inverse) }

func BenchmarkBitReverse(b *testing.B) {
	benchmarkColumn(b, func(_ *ntt.Domain, col []field.Element) { ntt.BitReverse(col) })
}

func BenchmarkLDE(b *testing.B) {
	g := field.Plonky2Generators()
	for _, bits := range []int{12, 15} {
		const rateBits = 3
		b.Run(fmt.Sprintf("n=2^%d,N=2^%d", bits, bits+rateBits), func(b *testing.B) {
			d := ntt.NewDomain(g, bits)
			coeffs := randomColumn(1, d.Size())
			dst := make([]field.Element, d.Size()<<rateBits)
			b.SetBytes(int64(len(dst)) * field.Bytes)
			b.ReportAllocs()
			for b.Loop() {
				d.LDE(dst, coeffs, rateBits, g.CosetShift())
			}
		})
	}
}

func BenchmarkEval(b *testing.B) {
	coeffs := randomColumn(1, 1<<15)
	e := ntt.NewEvaluator(field.Ext{A0: coeffs[0], A1: coeffs[1]})
	b.SetBytes(int64(len(coeffs)) * field.Bytes)
	b.ReportAllocs()
	for b.Loop() {
		e.Eval(coeffs)
	}
}
