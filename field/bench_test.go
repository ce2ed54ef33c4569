package field_test

import (
	"testing"

	"github.com/zkpor/por/field"
)

// Scalar operations are measured over columns: a single chain of them would
// measure the latency, which is three times as long.

const benchLen = 1024

func benchElements(b *testing.B, f func(dst, x, y []field.Element)) {
	x, y := elements(1, benchLen), elements(2, benchLen)
	dst := make([]field.Element, benchLen)
	b.ReportAllocs()
	for b.Loop() {
		f(dst, x, y)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*benchLen), "ns/element")
}

func benchExts(b *testing.B, f func(dst, x, y []field.Ext)) {
	x, y := exts(1, benchLen), exts(2, benchLen)
	dst := make([]field.Ext, benchLen)
	b.ReportAllocs()
	for b.Loop() {
		f(dst, x, y)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*benchLen), "ns/element")
}

func BenchmarkMul(b *testing.B) {
	benchElements(b, func(dst, x, y []field.Element) {
		for i := range dst {
			dst[i] = x[i].Mul(y[i])
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	benchElements(b, func(dst, x, y []field.Element) {
		for i := range dst {
			dst[i] = x[i].Add(y[i])
		}
	})
}

func BenchmarkInverse(b *testing.B) {
	benchElements(b, func(dst, x, _ []field.Element) {
		for i := range dst {
			dst[i] = x[i].Inverse()
		}
	})
}

func BenchmarkBatchInvert(b *testing.B) {
	benchElements(b, func(dst, x, _ []field.Element) { field.BatchInvert(dst, x) })
}

func BenchmarkExtMul(b *testing.B) {
	benchExts(b, func(dst, x, y []field.Ext) {
		for i := range dst {
			dst[i] = x[i].Mul(y[i])
		}
	})
}

func BenchmarkExtSquare(b *testing.B) {
	benchExts(b, func(dst, x, _ []field.Ext) {
		for i := range dst {
			dst[i] = x[i].Square()
		}
	})
}

func BenchmarkBatchInvertExt(b *testing.B) {
	benchExts(b, func(dst, x, _ []field.Ext) { field.BatchInvertExt(dst, x) })
}
