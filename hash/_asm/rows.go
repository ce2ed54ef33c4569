package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

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
