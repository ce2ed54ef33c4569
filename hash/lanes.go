package hash

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

//go:generate env GOFLAGS=-tags=purego go run -C _asm . -out ../lanes_amd64.s -stubs ../lanes_amd64.go -pkg hash

// lanes holds eight states: element i of the state in lane l is lanes[i][l].
type lanes [Width][Lanes]element

// element is field.Element, named in this package for the generator of the
// assembly.
type element = field.Element

// permute applies the permutation to each state.
func (s *lanes) permute(tier cpu.Tier) {
	switch tier {
	case cpu.AVX512:
		permuteAVX512(s)
	case cpu.AVX2:
		permuteAVX2(s)
	default:
		s.permuteGeneric()
	}
}

// absorbColumns permutes after overwriting the rate with each block of rows from
// to from + 7 of the columns. Eight rows of a column are the lanes of one
// element, so nothing is transposed.
func (s *lanes) absorbColumns(tier cpu.Tier, cols [][]element, from int) {
	for at := 0; at < len(cols); at += Rate {
		block := cols[at:min(at+Rate, len(cols))]
		s.setColumns(tier, block, from)
		// The next block, of these rows or the next, arrives from memory during
		// the permutation: processors do not predict so many streams.
		if rest := cols[at+len(block):]; len(rest) > 0 {
			prefetch(tier, rest, from)
		} else {
			prefetch(tier, cols, from+Lanes)
		}
		s.permute(tier)
	}
}

// prefetch starts to load a row, which need not exist, of the first block of
// columns.
func prefetch(tier cpu.Tier, cols [][]element, row int) {
	if tier != cpu.Generic {
		prefetchColumns(&cols[0], min(Rate, len(cols)), row)
	}
}

// absorbRows is absorbColumns for eight rows of row-major data.
func (s *lanes) absorbRows(tier cpu.Tier, rows []element, width int) {
	for at := 0; at < width; at += Rate {
		s.setRows(tier, rows[at:], min(Rate, width-at), width)
		s.permute(tier)
	}
}

// setColumns overwrites the first elements of the states with rows from to
// from + 7 of at most [Width] columns.
func (s *lanes) setColumns(tier cpu.Tier, cols [][]element, from int) {
	switch {
	case len(cols) == 0:
	case tier == cpu.AVX512:
		columnsAVX512(s, &cols[0], len(cols), from)
	case tier == cpu.AVX2:
		columnsAVX2(s, &cols[0], len(cols), from)
	default:
		s.setColumnsGeneric(cols, from)
	}
}

// setRows overwrites the first n elements of the states with those of eight rows
// that start width elements apart.
func (s *lanes) setRows(tier cpu.Tier, rows []element, n, width int) {
	switch {
	case n == 0:
	case tier == cpu.AVX512:
		rowsAVX512(s, &rows[0], n, width)
	default:
		s.setRowsGeneric(rows, n, width)
	}
}

// setPairs overwrites the rate of the states with two digests each.
func (s *lanes) setPairs(tier cpu.Tier, src *[2 * Lanes]Digest) {
	switch tier {
	case cpu.AVX512:
		rowsAVX512(s, &src[0][0], Rate, Rate)
	default:
		s.setPairsGeneric(src)
	}
}

// digests sets dst to the first elements of the states.
func (s *lanes) digests(tier cpu.Tier, dst *[Lanes]Digest) {
	switch tier {
	case cpu.AVX512:
		digestsAVX512(dst, s)
	default:
		s.digestsGeneric(dst)
	}
}
