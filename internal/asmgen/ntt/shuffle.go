package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

// wideEnds are the shuffles of vectors of eight words.
type wideEnds struct {
	evens, odds Mem // their indices, see indices

	even, odd gl.Vec
}

// indices returns the numbers from, from+2, … of eight of sixteen words.
func indices(name string, from int) Mem {
	m := GLOBL(name, RODATA|NOPTR)
	for i := range 8 {
		DATA(i*wordBytes, U64(uint64(from+2*i)))
	}
	return m
}

func (e *wideEnds) start() {
	e.even, e.odd = ZMM(), ZMM()
	VMOVDQU64(e.evens, e.even)
	VMOVDQU64(e.odds, e.odd)
}

func (e *wideEnds) deal(a, b gl.Vec) (even, odd gl.Vec) {
	even = ZMM()
	VMOVDQA64(a, even)
	VPERMT2Q(b, e.even, even)
	VPERMT2Q(b, e.odd, a)
	return even, a
}

func (e *wideEnds) transpose(rows legs) legs {
	// Columns of one parity, those of two rows alternating.
	var pairs [2][4]gl.Vec
	for i := range 4 {
		pairs[0][i], pairs[1][i] = ZMM(), ZMM()
		VPUNPCKLQDQ(rows[2*i+1], rows[2*i], pairs[0][i])
		VPUNPCKHQDQ(rows[2*i+1], rows[2*i], pairs[1][i])
	}
	// even and odd select the even and odd quarters of two vectors.
	const even, odd = 0x88, 0xdd
	quarters := func(order uint8, a, b gl.Vec) gl.Vec {
		v := ZMM()
		VSHUFI64X2(U8(order), b, a, v)
		return v
	}
	columns := make(legs, 8)
	for parity, p := range pairs {
		for i, order := range []uint8{even, odd} {
			// Columns parity + 2i and parity + 2i + 4 of four rows each.
			a, b := quarters(order, p[0], p[1]), quarters(order, p[2], p[3])
			columns[parity+2*i] = quarters(even, a, b)
			columns[parity+2*i+4] = quarters(odd, a, b)
		}
	}
	return columns
}

// narrowEnds are the shuffles of vectors of four words.
type narrowEnds struct{}

func (narrowEnds) start() {}

func (narrowEnds) deal(a, b gl.Vec) (even, odd gl.Vec) {
	even, odd = YMM(), YMM()
	VPUNPCKLQDQ(b, a, even) // places 0, 4, 2, 6
	VPUNPCKHQDQ(b, a, odd)  // places 1, 5, 3, 7
	const swap = 0b11_01_10_00
	VPERMQ(U8(swap), even, even)
	VPERMQ(U8(swap), odd, odd)
	return even, odd
}

func (narrowEnds) transpose(rows legs) legs {
	// Columns of one parity, those of two rows alternating.
	var pairs [2][2]gl.Vec
	for i := range 2 {
		pairs[0][i], pairs[1][i] = YMM(), YMM()
		VPUNPCKLQDQ(rows[2*i+1], rows[2*i], pairs[0][i])
		VPUNPCKHQDQ(rows[2*i+1], rows[2*i], pairs[1][i])
	}
	const low, high = 0x20, 0x31 // halves of two vectors
	columns := make(legs, 4)
	for parity, p := range pairs {
		for i, order := range []uint8{low, high} {
			v := YMM()
			VPERM2I128(U8(order), p[1], p[0], v)
			columns[parity+2*i] = v
		}
	}
	return columns
}
