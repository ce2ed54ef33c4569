package hash

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// Columns sets dst[i] to [OrNoop] of row from + i of column-major data: the
// elements cols[0][from+i], cols[1][from+i], …. It panics if a column is
// shorter than from + len(dst).
func Columns(dst []Digest, cols [][]field.Element, from int) {
	for c, col := range cols {
		if from < 0 || len(col) < from+len(dst) {
			panic(fmt.Sprintf("hash: rows %d to %d of column %d with %d rows", from, from+len(dst), c, len(col)))
		}
	}
	for len(dst) >= Lanes {
		columnsBatch((*[Lanes]Digest)(dst), cols, from)
		dst, from = dst[Lanes:], from+Lanes
	}
	for i := range dst {
		dst[i] = columnsOne(cols, from+i)
	}
}

// Rows sets dst[i] to [OrNoop] of row i of row-major data: the elements
// rows[i·width : (i+1)·width]. It panics unless len(rows) = width·len(dst).
func Rows(dst []Digest, rows []field.Element, width int) {
	if width < 0 || len(rows) != width*len(dst) {
		panic(fmt.Sprintf("hash: %d rows of %d elements in %d elements", len(dst), width, len(rows)))
	}
	for len(dst) >= Lanes {
		rowsBatch((*[Lanes]Digest)(dst), rows, width)
		dst, rows = dst[Lanes:], rows[Lanes*width:]
	}
	for i := range dst {
		dst[i] = OrNoop(rows[i*width : (i+1)*width])
	}
}

// CompressPairs sets dst[i] = [Compress](src[2i], src[2i+1]). It panics unless
// len(src) = 2·len(dst). dst and src must not overlap.
func CompressPairs(dst, src []Digest) {
	if len(src) != 2*len(dst) {
		panic(fmt.Sprintf("hash: %d digests of %d pairs", len(src), len(dst)))
	}
	for len(dst) >= Lanes {
		compressBatch((*[Lanes]Digest)(dst), (*[2 * Lanes]Digest)(src))
		dst, src = dst[Lanes:], src[2*Lanes:]
	}
	for i := range dst {
		dst[i] = Compress(src[2*i], src[2*i+1])
	}
}

// columnsBatch hashes rows from to from + 7. Eight rows of a column are the
// eight lanes of one state element, so nothing is transposed.
func columnsBatch(dst *[Lanes]Digest, cols [][]field.Element, from int) {
	var s [Width][Lanes]field.Element
	noop := len(cols) <= DigestLen
	for len(cols) > 0 {
		n := min(Rate, len(cols))
		for i, col := range cols[:n] {
			s[i] = [Lanes]field.Element(col[from:])
		}
		if !noop {
			PermuteBatch(&s)
		}
		cols = cols[n:]
	}
	squeezeBatch(dst, &s)
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

func rowsBatch(dst *[Lanes]Digest, rows []field.Element, width int) {
	var s [Width][Lanes]field.Element
	for at := 0; at < width; at += Rate {
		n := min(Rate, width-at)
		for l := range Lanes {
			for i, e := range rows[l*width+at:][:n] {
				s[i][l] = e
			}
		}
		if width > DigestLen {
			PermuteBatch(&s)
		}
	}
	squeezeBatch(dst, &s)
}

func compressBatch(dst *[Lanes]Digest, src *[2 * Lanes]Digest) {
	var s [Width][Lanes]field.Element
	for l := range Lanes {
		for i := range DigestLen {
			s[i][l] = src[2*l][i]
			s[DigestLen+i][l] = src[2*l+1][i]
		}
	}
	PermuteBatch(&s)
	squeezeBatch(dst, &s)
}

func squeezeBatch(dst *[Lanes]Digest, s *[Width][Lanes]field.Element) {
	for l := range dst {
		for i := range dst[l] {
			dst[l][i] = s[i][l]
		}
	}
}
