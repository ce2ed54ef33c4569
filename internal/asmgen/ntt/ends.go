package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

func splitLast(evens, odds Mem) {
	TEXT("splitLastAVX512", NOSPLIT, "func(x, parents, children, grandchildren *uint64, groups int)")
	Pragma("noescape")
	Doc(
		"splitLastAVX512 splits blocks of length 8 down to single elements, which it reduces. A",
		"group is eight blocks. Block k has the factor parents[k], its parts children[2k], children[2k+1]",
		"and grandchildren[4k], …, grandchildren[4k+3].",
	)
	endPass(evens, odds, func(g *gl.AVX512, x legs, c *endFactors) {
		level(g, split, x, 4, c.parents())
		level(g, split, x, 2, c.children())
		level(g, split, x, 1, c.grandchildren())
		s := new(gl.Stream)
		for _, v := range x {
			g.Canonical(s, v)
		}
		gl.Interleave(s)
	})
}

func joinFirst(evens, odds Mem) {
	TEXT("joinFirstAVX512", NOSPLIT, "func(x, parents, children, grandchildren *uint64, groups int)")
	Pragma("noescape")
	Doc(
		"joinFirstAVX512 undoes splitLastAVX512 up to a factor of 8, for canonical elements and the",
		"inverses of the factors.",
	)
	endPass(evens, odds, func(g *gl.AVX512, x legs, c *endFactors) {
		level(g, join, x, 1, c.grandchildren())
		level(g, join, x, 2, c.children())
		level(g, join, x, 4, c.parents())
	})
}

// atATime is how many butterflies are interleaved: more have no registers.
const atATime = 2

// level emits the butterflies of all pairs of legs at the given distance. The
// pairs of block k have factor c[k].
func level(g *gl.AVX512, b butterfly, x legs, distance int, c []gl.Vec) {
	var parts []func(s *gl.Stream)
	for k := range c {
		f := g.Split2(c[k])
		for i := range distance {
			from := 2*distance*k + i
			parts = append(parts, b(g, x, from, from+distance, f))
		}
	}
	for i := 0; i < len(parts); i += atATime {
		gl.Interleave(stage(parts[i : i+atATime]...))
	}
}

// endPass runs over groups of 64 elements, eight blocks of length 8. It
// transposes them, so that each vector holds one element of each block.
func endPass(evens, odds Mem, body func(g *gl.AVX512, x legs, c *endFactors)) {
	x := Load(Param("x"), GP64())
	c := &endFactors{pointers: [3]reg.Register{Load(Param("parents"), GP64()), Load(Param("children"), GP64()), Load(Param("grandchildren"), GP64())}}
	groups := Load(Param("groups"), GP64())
	g := gl.NewAVX512()
	c.even, c.odd = ZMM(), ZMM()
	VMOVDQU64(evens, c.even)
	VMOVDQU64(odds, c.odd)

	Label("loop")
	rows := newLegs(lanes)
	for i, v := range rows {
		VMOVDQU64(Mem{Base: x, Disp: i * vecBytes}, v)
	}
	rows = transpose(rows)
	body(g, rows, c)
	for i, v := range transpose(rows) {
		VMOVDQU64(v, Mem{Base: x, Disp: i * vecBytes})
	}
	ADDQ(I32(lanes*vecBytes), x)
	for i, p := range c.pointers {
		ADDQ(I32(vecBytes<<i), p)
	}
	DECQ(groups)
	JNE(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

// endFactors are the factors of a group, a vector for each pair of legs, its
// lanes being those of the eight blocks.
type endFactors struct {
	pointers  [3]reg.Register // parents, children, grandchildren
	even, odd gl.Vec          // indices for VPERMT2Q
}

func (c *endFactors) load(level, i int) gl.Vec {
	v := ZMM()
	VMOVDQU64(Mem{Base: c.pointers[level], Disp: i * vecBytes}, v)
	return v
}

// parents returns the factors of blocks k to k+7.
func (c *endFactors) parents() []gl.Vec { return []gl.Vec{c.load(0, 0)} }

// children returns those of 2k + {0, 2, …} and of 2k + {1, 3, …}.
func (c *endFactors) children() []gl.Vec { return c.deal(c.load(1, 0), c.load(1, 1)) }

// grandchildren returns those of 4k + {0, 4, …}, 4k + {1, 5, …} and so on.
func (c *endFactors) grandchildren() []gl.Vec {
	low, high := c.deal(c.load(2, 0), c.load(2, 1)), c.deal(c.load(2, 2), c.load(2, 3))
	even, odd := c.deal(low[0], high[0]), c.deal(low[1], high[1])
	return []gl.Vec{even[0], odd[0], even[1], odd[1]}
}

// deal returns the even and the odd words of a and b, which it overwrites.
func (c *endFactors) deal(a, b gl.Vec) []gl.Vec {
	even := ZMM()
	VMOVDQA64(a, even)
	VPERMT2Q(b, c.even, even)
	VPERMT2Q(b, c.odd, a)
	return []gl.Vec{even, a}
}

// indices returns the numbers from, from+2, … of eight of sixteen words.
func indices(name string, from int) Mem {
	m := GLOBL(name, RODATA|NOPTR)
	for i := range lanes {
		DATA(i*wordBytes, U64(uint64(from+2*i)))
	}
	return m
}

// transpose returns the columns of a square of eight rows.
func transpose(rows legs) legs {
	// Pairs: evens[i] holds the even columns of rows 2i and 2i+1, alternating.
	var halves [2][4]gl.Vec
	for i := range 4 {
		halves[0][i], halves[1][i] = ZMM(), ZMM()
		VPUNPCKLQDQ(rows[2*i+1], rows[2*i], halves[0][i])
		VPUNPCKHQDQ(rows[2*i+1], rows[2*i], halves[1][i])
	}
	columns := make(legs, lanes)
	for parity, h := range halves {
		// Quarters of four rows: columns parity, parity+4 and parity+2, parity+6.
		var quarters [2][2]gl.Vec
		for i := range 2 {
			for j := range 2 {
				quarters[i][j] = ZMM()
				VSHUFI64X2(U8([2]uint8{0x88, 0xdd}[j]), h[2*i+1], h[2*i], quarters[i][j])
			}
		}
		for j := range 2 {
			for k := range 2 {
				v := ZMM()
				VSHUFI64X2(U8([2]uint8{0x88, 0xdd}[k]), quarters[1][j], quarters[0][j], v)
				columns[parity+2*j+4*k] = v
			}
		}
	}
	return columns
}
