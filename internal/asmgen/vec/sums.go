package main

import (
	"fmt"
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

// scalePowers multiplies two sequences at once: the data by the powers, and the
// powers by what takes them to the next vectors.
func scalePowers(g gl.Machine) {
	const count = 32 // of the powers
	name := "scalePowers" + g.Suffix()
	TEXT(name, NOSPLIT, "func(dst, a, powers *uint64, step uint64, n int)")
	Pragma("noescape")
	Doc(
		fmt.Sprintf("%s sets dst[i] = a[i]·powers[i mod %d]·step^⌊i/%d⌋ and multiplies the", name, count, count),
		fmt.Sprintf("%d powers by step^(n/%d). n is a positive multiple of %d.", count, count, count),
	)
	dst, a, powers := Load(Param("dst"), GP64()), Load(Param("a"), GP64()), Load(Param("powers"), GP64())
	n := Load(Param("n"), GP64())
	g.Start()
	step := g.Broadcast(Load(Param("step"), GP64()))
	Label("loop")
	Comment("Data by powers, powers by the step.")
	for i := range count / g.Lanes() {
		data, power := new(gl.Stream), new(gl.Stream)
		x, p := load(g, data, a, i), load(g, data, powers, i)
		g.Mul(data, x, g.Split(data, p))
		store(g, data, x, dst, i)
		next := load(g, power, powers, i)
		g.Mul(power, next, step)
		store(g, power, next, powers, i)
		gl.Interleave(data, power)
	}
	ADDQ(I32(count*wordBytes), a)
	ADDQ(I32(count*wordBytes), dst)
	SUBQ(I32(count), n)
	JNE(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

// addCombination sums over all columns before it reduces.
func addCombination(g *gl.AVX512) {
	const unroll, lanes, vecBytes = 4, 8, 64
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
	g.Start()
	from := GP64() // bytes into the columns
	XORQ(from, from)

	Label("rows")
	Comment("Empty sums.")
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
	Comment("Add the products with one column.")
	MOVQ(Mem{Base: col}, p)
	ADDQ(from, p)
	var x [unroll]gl.Halves
	split := new(gl.Stream)
	for i := range x {
		x[i] = g.Halves(split, load(g, split, p, i))
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

	Comment("Reduce the sums and add them to the destination.")
	for c := range sums {
		var streams []*gl.Stream
		for i := range x {
			s := new(gl.Stream)
			g.ReduceProducts(s, sums[c][i])
			sum := load(g, s, dst[c], i)
			g.Add(s, sum, sums[c][i].Low)
			store(g, s, sum, dst[c], i)
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

// lazyDot leaves the sums of each lane to the caller. b has one column or two.
func lazyDot(g *gl.AVX512, name string, b []string) {
	const lanes, vecBytes = 8, 64
	name += g.Suffix()
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
	g.Start()
	pairs := make([]gl.Pairs, len(b))
	for i := range pairs {
		pairs[i] = g.ZeroPairs()
	}
	loop(g, n, pointers, func(count int) {
		var streams []*gl.Stream
		for i := range count {
			s := new(gl.Stream)
			x := g.Halves(s, load(g, s, a, i))
			for j := range pairs {
				g.AddPair(s, pairs[j], x, load(g, s, pointers[j+1], i))
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

// dot reduces each product. It leaves the sums of each lane to the caller.
func dot(g gl.Machine) {
	name := "dot" + g.Suffix()
	TEXT(name, NOSPLIT, "func(sums, a, b *uint64, n int)")
	Pragma("noescape")
	Doc(fmt.Sprintf("%s sets sums[l] = Σ a[%di + l]·b[%di + l] for l < %d. n is a positive multiple of %d.",
		name, multiple, multiple, multiple, multiple))
	sums, a, b := Load(Param("sums"), GP64()), Load(Param("a"), GP64()), Load(Param("b"), GP64())
	n := Load(Param("n"), GP64())
	g.Start()
	count := multiple / g.Lanes()
	init := new(gl.Stream)
	total := make([]gl.Vec, count)
	for i := range total {
		total[i] = load(g, init, a, i)
		g.Sub(init, total[i], total[i])
	}
	gl.Interleave(init)
	Label("loop")
	var streams []*gl.Stream
	for i := range total {
		s := new(gl.Stream)
		x, y := load(g, s, a, i), load(g, s, b, i)
		g.Mul(s, x, g.Split(s, y))
		g.Add(s, total[i], x)
		streams = append(streams, s)
	}
	gl.Interleave(streams...)
	ADDQ(I32(multiple*wordBytes), a)
	ADDQ(I32(multiple*wordBytes), b)
	SUBQ(I32(multiple), n)
	JNE(LabelRef("loop"))
	for i, v := range total {
		s := new(gl.Stream)
		store(g, s, v, sums, i)
		gl.Interleave(s)
	}
	VZEROUPPER()
	RET()
}
