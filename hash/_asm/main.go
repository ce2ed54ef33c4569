// Command asm generates the assembly of package hash.
//
// Streams of instructions on physical registers are interleaved here, since the
// scheduler of a processor is too small to overlap chains of hundreds of
// instructions by itself.
package main

import . "github.com/mmcloughlin/avo/build"

func main() {
	ConstraintExpr("amd64,!purego")
	Package("github.com/zkpor/por/hash")

	tbl := newPoseidonTable()
	prefetch()
	permute256(tbl)
	columns256()
	kernels512(tbl)
	Generate()
}
