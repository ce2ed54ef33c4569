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

	permute512(tbl)
	columns512()
	lanes := newTable("lanes")
	lanes.put(0, 1, 2, 3, 4, 5, 6, 7)
	rows512(lanes.mem)
	digests512(lanes.mem)
	Generate()
}
