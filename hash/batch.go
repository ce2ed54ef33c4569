package hash

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// PermuteBatch applies the permutation to eight states: element i of the state
// in lane l is states[i][l].
func PermuteBatch(states *[Width][Lanes]field.Element) { (*lanes)(states).permute(cpu.Best()) }

// Columns sets dst[i] to [OrNoop] of row from + i of column-major data: the
// elements cols[0][from+i], cols[1][from+i], …. It panics if a column is
// shorter than from + len(dst).
func Columns(dst []Digest, cols [][]field.Element, from int) { columns(cpu.Best(), dst, cols, from) }

// Rows sets dst[i] to [OrNoop] of row i of row-major data: the elements
// rows[i·width : (i+1)·width]. It panics unless len(rows) = width·len(dst).
func Rows(dst []Digest, rows []field.Element, width int) { rowMajor(cpu.Best(), dst, rows, width) }

// CompressPairs sets dst[i] = [Compress](src[2i], src[2i+1]). It panics unless
// len(src) = 2·len(dst). dst and src must not overlap.
func CompressPairs(dst, src []Digest) { compressPairs(cpu.Best(), dst, src) }

func columns(tier cpu.Tier, dst []Digest, cols [][]field.Element, from int) {
	for c, col := range cols {
		if from < 0 || len(col) < from+len(dst) {
			panic(fmt.Sprintf("hash: rows %d to %d of column %d with %d rows", from, from+len(dst), c, len(col)))
		}
	}
	for len(dst) >= Lanes {
		var s lanes
		if len(cols) > DigestLen {
			s.absorbColumns(tier, cols, from)
		} else {
			s.setColumns(tier, cols, from)
		}
		s.digests(tier, (*[Lanes]Digest)(dst))
		dst, from = dst[Lanes:], from+Lanes
	}
	for i := range dst {
		dst[i] = columnsOne(cols, from+i)
	}
}

func rowMajor(tier cpu.Tier, dst []Digest, rows []field.Element, width int) {
	if width < 0 || len(rows) != width*len(dst) {
		panic(fmt.Sprintf("hash: %d rows of %d elements in %d elements", len(dst), width, len(rows)))
	}
	for len(dst) >= Lanes {
		var s lanes
		if width > DigestLen {
			s.absorbRows(tier, rows, width)
		} else {
			s.setRows(tier, rows, width, width)
		}
		s.digests(tier, (*[Lanes]Digest)(dst))
		dst, rows = dst[Lanes:], rows[Lanes*width:]
	}
	for i := range dst {
		dst[i] = OrNoop(rows[i*width : (i+1)*width])
	}
}

func compressPairs(tier cpu.Tier, dst, src []Digest) {
	if len(src) != 2*len(dst) {
		panic(fmt.Sprintf("hash: %d digests of %d pairs", len(src), len(dst)))
	}
	for len(dst) >= Lanes {
		var s lanes
		s.setPairs(tier, (*[2 * Lanes]Digest)(src))
		s.permute(tier)
		s.digests(tier, (*[Lanes]Digest)(dst))
		dst, src = dst[Lanes:], src[2*Lanes:]
	}
	for i := range dst {
		dst[i] = Compress(src[2*i], src[2*i+1])
	}
}

func columnsOne(cols [][]field.Element, row int) Digest {
	var s State
	noop := len(cols) <= DigestLen
	for len(cols) > 0 {
		n := min(Rate, len(cols))
		for i, col := range cols[:n] {
			s[i] = col[row]
		}
		if !noop {
			Permute(&s)
		}
		cols = cols[n:]
	}
	return Digest(s[:DigestLen])
}
