package main

import (
	"fmt"
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

// scalePowers multiplies by two sequences at once: the data by the powers, and
// the powers by what takes them to the next vectors.
func scalePowers() {
	TEXT("scalePowersAVX512", NOSPLIT, "func(dst, a, powers *uint64, step uint64, n int)")
	Pragma("noescape")
	Doc(
		fmt.Sprintf("scalePowersAVX512 sets dst[i] = a[i]·powers[i mod %d]·step^⌊i/%d⌋ and multiplies", unroll*lanes, unroll*lanes),
		fmt.Sprintf("the %d powers by step^(n/%d). n is a positive multiple of %d.", unroll*lanes, unroll*lanes, unroll*lanes),
	)
	dst, a, powers := Load(Param("dst"), GP64()), Load(Param("a"), GP64()), Load(Param("powers"), GP64())
	n := Load(Param("n"), GP64())
	g := gl.NewAVX512()
	step := broadcastParam("step")
	var power [unroll]gl.Vec
	for i := range power {
		power[i] = ZMM()
		VMOVDQU64(Mem{Base: powers, Disp: i * vecBytes}, power[i])
	}
	Label("loop")
	for half := 0; half < unroll; half += 2 { // four products at a time fit the registers
		var streams []*gl.Stream
		for i := half; i < half+2; i++ {
			s := new(gl.Stream)
			x := load(s, a, i)
			g.Mul(s, x, g.Split(s, power[i]))
			store(s, x, dst, i)
			streams = append(streams, s)

			s = new(gl.Stream)
			g.Mul(s, power[i], step)
			streams = append(streams, s)
		}
		gl.Interleave(streams...)
	}
	ADDQ(I32(unroll*vecBytes), a)
	ADDQ(I32(unroll*vecBytes), dst)
	SUBQ(I32(unroll*lanes), n)
	JNE(LabelRef("loop"))
	for i := range power {
		VMOVDQU64(power[i], Mem{Base: powers, Disp: i * vecBytes})
	}
	VZEROUPPER()
	RET()
}

// addCombination sums over all columns before it reduces.
func addCombination() {
	TEXT("addCombinationAVX512", NOSPLIT, "func(dst0, dst1 *uint64, cols **uint64, k *uint64, count, n int)")
	Pragma("noescape")
	Doc(
		"addCombinationAVX512 adds Σ_j k[j]·cols[j][i] to dst0[i] and dst1[i]. A column has",
		fmt.Sprintf("%d words in k, of the coefficients for dst0 and for dst1: c, c>>52, c', c'>>52", 2*gl.ConstantWords),
		fmt.Sprintf("with c' = c·2^32 mod p. There are 1 to %d columns, and n is a positive multiple of %d.", gl.MaxProducts, unroll*lanes),
	)
	dst := []reg.Register{Load(Param("dst0"), GP64()), Load(Param("dst1"), GP64())}
	cols, k := Load(Param("cols"), GP64()), Load(Param("k"), GP64())
	count, n := Load(Param("count"), GP64()), Load(Param("n"), GP64())
	g := gl.NewAVX512()
	from := GP64() // bytes into the columns
	XORQ(from, from)

	Label("rows")
	var sums [2][unroll]gl.Products
	for c := range sums {
		for i := range sums[c] {
			sums[c][i] = g.ZeroProducts()
		}
	}
	col, coeff, left, p := GP64(), GP64(), GP64(), GP64()
	MOVQ(cols, col)
	MOVQ(k, coeff)
	MOVQ(count, left)

	Label("column")
	MOVQ(Mem{Base: col}, p)
	ADDQ(from, p)
	var x [unroll]gl.Halves
	split := new(gl.Stream)
	for i := range x {
		x[i] = g.Halves(split, load(split, p, i))
	}
	gl.Interleave(split)
	for c := range sums {
		var words [gl.ConstantWords]gl.Vec
		for i := range words {
			words[i] = ZMM()
			VPBROADCASTQ(Mem{Base: coeff, Disp: (c*gl.ConstantWords + i) * wordBytes}, words[i])
		}
		var streams []*gl.Stream
		for i := range x {
			s := new(gl.Stream)
			g.AddProduct(s, sums[c][i], x[i], words)
			streams = append(streams, s)
		}
		gl.Interleave(streams...)
	}
	ADDQ(I32(wordBytes), col)
	ADDQ(I32(2*gl.ConstantWords*wordBytes), coeff)
	DECQ(left)
	JNE(LabelRef("column"))

	for c := range sums {
		var streams []*gl.Stream
		for i := range x {
			s := new(gl.Stream)
			g.ReduceProducts(s, sums[c][i])
			sum := load(s, dst[c], i)
			g.Add(s, sum, sums[c][i].Low)
			store(s, sum, dst[c], i)
			streams = append(streams, s)
		}
		gl.Interleave(streams...)
		ADDQ(I32(unroll*vecBytes), dst[c])
	}
	ADDQ(I32(unroll*vecBytes), from)
	SUBQ(I32(unroll*lanes), n)
	JNE(LabelRef("rows"))
	VZEROUPPER()
	RET()
}

// dot leaves the sums of each lane to the caller. b has one column or two.
func dot(name string, b []string) {
	TEXT(name, NOSPLIT, "func(sums, a, "+strings.Join(b, ", ")+" *uint64, n int)")
	Pragma("noescape")
	Doc(
		name+" sets sums, for each column b in turn and each lane l < 8, to words w with",
		"Σ a[8i + l]·b[8i + l] = w[0][l] + w[1][l]·2^32 + w[2][l]·2^52 + w[3][l]·2^84.",
		fmt.Sprintf("n is a positive multiple of %d, at most %d.", lanes, gl.MaxPairs*lanes),
	)
	sums, a := Load(Param("sums"), GP64()), Load(Param("a"), GP64())
	pointers := []reg.Register{a}
	for _, name := range b {
		pointers = append(pointers, Load(Param(name), GP64()))
	}
	n := Load(Param("n"), GP64())
	g := gl.NewAVX512()
	pairs := make([]gl.Pairs, len(b))
	for i := range pairs {
		pairs[i] = g.ZeroPairs()
	}
	loop(n, pointers, func(count int) {
		var streams []*gl.Stream
		for i := range count {
			s := new(gl.Stream)
			x := g.Halves(s, load(s, a, i))
			for j := range pairs {
				g.AddPair(s, pairs[j], x, load(s, pointers[j+1], i))
			}
			streams = append(streams, s)
		}
		gl.Interleave(streams...)
	})
	for j := range pairs {
		for i, w := range g.Words(pairs[j]) {
			VMOVDQU64(w, Mem{Base: sums, Disp: (4*j + i) * vecBytes})
		}
	}
	VZEROUPPER()
	RET()
}
