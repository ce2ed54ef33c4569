// Command ntt generates the kernels of field/ntt.
package main

import (
	. "github.com/mmcloughlin/avo/build"

	gl "github.com/zkpor/por/internal/asmgen/goldilocks"
)

func main() {
	ConstraintExpr("!purego")
	wide, narrow := gl.NewAVX512(), gl.NewAVX2()
	evens, odds := indices("evens", 0), indices("odds", 1)
	for _, m := range []struct {
		gl.Machine
		ends
	}{{wide, &wideEnds{evens: evens, odds: odds}}, {narrow, narrowEnds{}}} {
		split2(m)
		split4(m)
		splitLast(m, m.ends)
		join2(m)
		join4(m)
		joinFirst(m, m.ends)
	}
	Generate()
}
