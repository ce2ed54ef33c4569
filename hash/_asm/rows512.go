package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sliceHeader is the size of a slice: pointer, length, capacity.
const sliceHeader = 24

// kernels512 writes the kernels of the AVX-512 tier.
func kernels512(tbl poseidonTable) {
	permute512(tbl)
	columns512()
	lanes := newTable("lanes512")
	lanes.put(0, 1, 2, 3, 4, 5, 6, 7)
	rows512(lanes.mem)
	digests512(lanes.mem)
}

func columns512() {
	TEXT("columnsAVX512", NOSPLIT, "func(states *lanes, cols *[]element, n, from int)")
	Doc("columnsAVX512 sets the first n elements of the states to rows from to from + 7",
		"of the first n columns. It requires n ≥ 1.")
	Pragma("noescape")
	dst := Mem{Base: Load(Param("states"), GP64())}
	cols := Mem{Base: Load(Param("cols"), GP64())}
	n, from, col := Load(Param("n"), GP64()), Load(Param("from"), GP64()), GP64()
	Label("column")
	MOVQ(cols, col)
	VMOVDQU64(Mem{Base: col, Index: from, Scale: word}, reg.Z0)
	VMOVDQU64(reg.Z0, dst)
	ADDQ(U32(sliceHeader), cols.Base)
	ADDQ(U32(vectorBytes), dst.Base)
	DECQ(n)
	JNZ(LabelRef("column"))
	VZEROUPPER()
	RET()
}

func rows512(lanes Mem) {
	TEXT("rowsAVX512", NOSPLIT, "func(states *lanes, rows *element, n, width int)")
	Doc("rowsAVX512 sets the first n elements of the states to the first n of each of eight",
		"rows, which start width elements apart. It requires n ≥ 1.")
	Pragma("noescape")
	dst := Mem{Base: Load(Param("states"), GP64())}
	row := Load(Param("rows"), GP64())
	n, width := Load(Param("n"), GP64()), Load(Param("width"), GP64())
	starts := reg.Z0
	VPBROADCASTQ(width, starts)
	VPMULLQ(lanes, starts, starts)
	Label("element")
	KXNORB(reg.K1, reg.K1, reg.K1)
	VPGATHERQQ(Mem{Base: row, Index: starts, Scale: word}, reg.K1, reg.Z1)
	VMOVDQU64(reg.Z1, dst)
	ADDQ(U32(word), row)
	ADDQ(U32(vectorBytes), dst.Base)
	DECQ(n)
	JNZ(LabelRef("element"))
	VZEROUPPER()
	RET()
}

func digests512(lanes Mem) {
	TEXT("digestsAVX512", NOSPLIT, "func(dst *[8]Digest, states *lanes)")
	Doc("digestsAVX512 sets dst to the first four elements of each state.")
	Pragma("noescape")
	dst := Mem{Base: Load(Param("dst"), GP64()), Index: reg.Z0, Scale: word}
	src := Mem{Base: Load(Param("states"), GP64())}
	VPSLLQ(U8(2), lanes, reg.Z0)
	for i := range digestLen {
		KXNORB(reg.K1, reg.K1, reg.K1)
		VMOVDQU64(src.Offset(i*vectorBytes), reg.Z1)
		VPSCATTERQQ(reg.Z1, reg.K1, dst.Offset(i*word))
	}
	VZEROUPPER()
	RET()
}
