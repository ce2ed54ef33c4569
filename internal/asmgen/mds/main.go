// Command mds generates the kernel of hash that multiplies columns by the MDS
// matrix.
package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

const (
	width     = 12
	wordBytes = 8
	entryBits = 16 // of the matrix
)

func main() {
	ConstraintExpr("!purego")
	gl.Fits(52, width, 32, entryBits)
	wide()
	narrow()
	Generate()
}

const params = "func(dst, src **uint64, m *uint64, n int)"

func doc(name string) {
	Pragma("noescape")
	Doc(
		name+" sets dst[i][r] = Σ_j m[12i + j]·src[j][r] for 12 columns of n rows. Entries of",
		fmt.Sprintf("the matrix have at most %d bits. n is a positive multiple of 8.", entryBits),
	)
}

// columns addresses the vectors of columns row by row.
type columns struct{ pointers, row reg.Register }

// at emits the load of an address and returns the memory of the vector of column i.
func (c columns) at(i int) Mem {
	p := GP64()
	MOVQ(Mem{Base: c.pointers, Disp: i * wordBytes}, p)
	return Mem{Base: p, Index: c.row, Scale: 1}
}

// wide keeps the halves of a vector of each column in registers.
func wide() {
	TEXT("mdsColumnsAVX512", NOSPLIT, params)
	doc("mdsColumnsAVX512")
	row := GP64() // in bytes
	dst, src := columns{Load(Param("dst"), GP64()), row}, columns{Load(Param("src"), GP64()), row}
	m, n := Load(Param("m"), GP64()), Load(Param("n"), GP64())
	g := gl.NewAVX512()
	g.Start()
	XORQ(row, row)

	Label("loop")
	Comment("The halves of 12 vectors.")
	var x [width]gl.Halves
	for j := range x {
		v, s := ZMM(), new(gl.Stream)
		VMOVDQU64(src.at(j), v)
		x[j] = g.Halves(s, v)
		gl.Interleave(s)
	}
	// One element at a time: the processor overlaps them, they are short.
	for i := range width {
		Comment(fmt.Sprintf("Element %d: Σ m·low, Σ m·high, and their sum reduced.", i))
		low, high := ZMM(), ZMM()
		entries := Mem{Base: m, Disp: i * width * wordBytes}
		VPMULUDQ_BCST(entries, x[0].Low, low)
		VPMULUDQ_BCST(entries, x[0].High, high)
		for j := 1; j < width; j++ {
			// Sums stay below 2^52, which multiply-adds and JoinHalves need.
			VPMADD52LUQ_BCST(entries.Offset(j*wordBytes), x[j].Low, low)
			VPMADD52LUQ_BCST(entries.Offset(j*wordBytes), x[j].High, high)
		}
		s := new(gl.Stream)
		g.JoinHalves(s, low, high)
		gl.Interleave(s)
		VMOVDQU64(low, dst.at(i))
	}
	ADDQ(I32(g.Lanes()*wordBytes), row)
	SUBQ(I32(g.Lanes()), n)
	JNE(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

// narrow keeps the halves on the stack.
func narrow() {
	TEXT("mdsColumnsAVX2", 0, params)
	doc("mdsColumnsAVX2")
	row := GP64() // in bytes
	dst, src := columns{Load(Param("dst"), GP64()), row}, columns{Load(Param("src"), GP64()), row}
	m, n := Load(Param("m"), GP64()), Load(Param("n"), GP64())
	g := gl.NewAVX2()
	g.Start()
	XORQ(row, row)

	Label("loop")
	const vecBytes = 32
	Comment("The halves of 12 vectors.")
	var lows, highs [width]Mem
	for j := range width {
		lows[j], highs[j] = AllocLocal(vecBytes), AllocLocal(vecBytes)
		low, high := YMM(), YMM()
		VMOVDQU(src.at(j), low)
		VPSRLQ(U8(32), low, high)
		// Products read the low halves of their factors, so low may stay as it is.
		VMOVDQU(low, lows[j])
		VMOVDQU(high, highs[j])
	}
	for i := range width {
		Comment(fmt.Sprintf("Element %d: Σ m·low, Σ m·high, and their sum reduced.", i))
		low, high := YMM(), YMM()
		for j := range width {
			entry, l, h := YMM(), YMM(), YMM()
			VPBROADCASTQ(Mem{Base: m, Disp: (i*width + j) * wordBytes}, entry)
			if j == 0 {
				VPMULUDQ(lows[j], entry, low)
				VPMULUDQ(highs[j], entry, high)
				continue
			}
			VPMULUDQ(lows[j], entry, l)
			VPMULUDQ(highs[j], entry, h)
			VPADDQ(l, low, low)
			VPADDQ(h, high, high)
		}
		s := new(gl.Stream)
		g.JoinHalves(s, low, high)
		gl.Interleave(s)
		VMOVDQU(low, dst.at(i))
	}
	ADDQ(I32(vecBytes), row)
	SUBQ(I32(g.Lanes()), n)
	JNE(LabelRef("loop"))
	VZEROUPPER()
	RET()
}
