// Command ntt generates the kernels of field/ntt.
package main

import (
	. "github.com/mmcloughlin/avo/build"
)

func main() {
	ConstraintExpr("!purego")
	split2()
	split4()
	evens, odds := indices("evens", 0), indices("odds", 1)
	splitLast(evens, odds)
	join2()
	join4()
	joinFirst(evens, odds)
	Generate()
}
