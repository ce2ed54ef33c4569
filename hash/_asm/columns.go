package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sliceHeader is the size of a slice: pointer, length, capacity.
const sliceHeader = 24

func prefetch() {
	TEXT("prefetchColumns", NOSPLIT, "func(cols *[]element, n, from int)")
	Doc("prefetchColumns starts to load row from of the first n columns, which need not exist",
		"in them. It requires n ≥ 1.")
	Pragma("noescape")
	cols := Mem{Base: Load(Param("cols"), GP64())}
	n, from, col := Load(Param("n"), GP64()), Load(Param("from"), GP64()), GP64()
	Label("column")
	MOVQ(cols, col)
	PREFETCHT0(Mem{Base: col, Index: from, Scale: word})
	ADDQ(U32(sliceHeader), cols.Base)
	DECQ(n)
	JNZ(LabelRef("column"))
	RET()
}

func columns256() {
	TEXT("columnsAVX2", NOSPLIT, "func(states *lanes, cols *[]element, n, from int)")
	Doc("columnsAVX2 sets the first n elements of the states to rows from to from + 7",
		"of the first n columns. It requires n ≥ 1.")
	Pragma("noescape")
	dst := Mem{Base: Load(Param("states"), GP64())}
	cols := Mem{Base: Load(Param("cols"), GP64())}
	n, from, col := Load(Param("n"), GP64()), Load(Param("from"), GP64()), GP64()
	Label("column")
	MOVQ(cols, col)
	for i, r := range []vector{reg.Y0, reg.Y1} {
		at := i * vectorBytes256
		VMOVDQU(Mem{Base: col, Index: from, Scale: word}.Offset(at), r)
		VMOVDQU(r, dst.Offset(at))
	}
	ADDQ(U32(sliceHeader), cols.Base)
	ADDQ(U32(vectorBytes), dst.Base)
	DECQ(n)
	JNZ(LabelRef("column"))
	VZEROUPPER()
	RET()
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
