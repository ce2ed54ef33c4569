//go:build !purego

package vec

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// chunkColumns is how many columns addCombinationAVX512 sums at a time, at most
// gl.MaxProducts of the generator.
const chunkColumns = 32

// combinationLen is what the length of columns in addCombinationAVX512 is a
// multiple of.
const combinationLen = 32

// A combinationChunk is what addCombinationAVX512 reads: the place of each
// column, and two coefficients in the form that multiply-adds of 52 bits take.
type combinationChunk struct {
	columns [chunkColumns]*uint64
	k       [chunkColumns][2 * 4]uint64
}

func addCombination(tier cpu.Tier, dst Ext, cols [][]field.Element, k []field.Ext, from, to int) {
	switch tier {
	case cpu.AVX2:
		d := dst.Slice(from, to)
		for j, col := range cols {
			scaleAdd(tier, d.A0, col[from:to], d.A0, k[j].A0)
			scaleAdd(tier, d.A1, col[from:to], d.A1, k[j].A1)
		}
		return
	case cpu.AVX512:
		n := (to - from) &^ (combinationLen - 1)
		combineRows(dst, cols, k, from, n)
		from += n
	}
	addCombinationGeneric(dst, cols, k, from, to)
}

// combineRows is addCombination on the rows [from, from+n).
func combineRows(dst Ext, cols [][]field.Element, k []field.Ext, from, n int) {
	if n == 0 {
		return
	}
	var chunk combinationChunk
	for len(cols) > 0 {
		count := min(chunkColumns, len(cols))
		for j := range count {
			chunk.columns[j] = &cols[j][from][0]
			setCoefficient(chunk.k[j][:4], k[j].A0)
			setCoefficient(chunk.k[j][4:], k[j].A1)
		}
		addCombinationAVX512(&dst.A0[from][0], &dst.A1[from][0], &chunk.columns[0], &chunk.k[0][0], count, n)
		cols, k = cols[count:], k[count:]
	}
}

// setCoefficient sets dst to c, c>>52, c', c'>>52, for the canonical integer c of
// k and c' = c·2^32 mod p: the product with a word is then the word of the
// product.
func setCoefficient(dst []uint64, k field.Element) {
	c, shifted := k.Uint64(), k.Mul(field.New(1<<32)).Uint64()
	dst[0], dst[1], dst[2], dst[3] = c, c>>52, shifted, shifted>>52
}
