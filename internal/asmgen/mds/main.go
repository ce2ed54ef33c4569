// Command mds generates the kernel of hash that multiplies columns by the MDS
// matrix.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

const (
	width     = 12
	wordBytes = 8
	vecBytes  = 64
	lanes     = vecBytes / wordBytes
)

func main() {
	ConstraintExpr("!purego")
	TEXT("mdsColumnsAVX512", NOSPLIT, "func(dst, src **uint64, m *uint64, n int)")
	Pragma("noescape")
	Doc(
		"mdsColumnsAVX512 sets dst[i][r] = Σ_j m[12i + j]·src[j][r] for 12 columns of n rows. Entries of",
		"the matrix are below 2^16. n is a positive multiple of 8.",
	)
	dst, src, m := Load(Param("dst"), GP64()), Load(Param("src"), GP64()), Load(Param("m"), GP64())
	n := Load(Param("n"), GP64())
	g := gl.NewAVX512()
	g.Start()
	row, p := GP64(), GP64() // row in bytes
	XORQ(row, row)

	Label("loop")
	at := func(columns reg.Register, i int) Mem {
		MOVQ(Mem{Base: columns, Disp: i * wordBytes}, p)
		return Mem{Base: p, Index: row, Scale: 1}
	}
	var x [width]gl.Halves
	for j := range x {
		v, s := ZMM(), new(gl.Stream)
		VMOVDQU64(at(src, j), v)
		x[j] = g.Halves(s, v)
		gl.Interleave(s)
	}
	// One output at a time: the processor overlaps them, they are short.
	for i := range width {
		sum := product(g, x, Mem{Base: m, Disp: i * width * wordBytes})
		VMOVDQU64(sum, at(dst, i))
	}
	ADDQ(I32(vecBytes), row)
	SUBQ(I32(lanes), n)
	JNE(LabelRef("loop"))
	VZEROUPPER()
	RET()
	Generate()
}

// product emits the product of a row of the matrix with x and returns it,
// canonical.
func product(g *gl.AVX512, x [width]gl.Halves, entries Mem) gl.Vec {
	low, high := ZMM(), ZMM()
	VPMULUDQ_BCST(entries, x[0].Low, low)
	VPMULUDQ_BCST(entries, x[0].High, high)
	for j := 1; j < width; j++ {
		// Below 2^52 altogether: 12 products of 32 and 16 bits.
		VPMADD52LUQ_BCST(entries.Offset(j*wordBytes), x[j].Low, low)
		VPMADD52LUQ_BCST(entries.Offset(j*wordBytes), x[j].High, high)
	}
	s := new(gl.Stream)
	g.JoinHalves(s, low, high)
	gl.Interleave(s)
	return low
}
