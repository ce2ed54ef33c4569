//go:build !purego

package hash

import (
	"sync"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

func mdsColumns(tier cpu.Tier, dst, src *[Width][]field.Element) {
	const (
		lanes   = 8
		maxRows = 1 << 10 // in one call, so that the goroutine can be preempted in time
	)
	from := 0
	for end := len(src[0]) &^ (lanes - 1); from < end && tier != cpu.Generic; {
		var d, s [Width]*uint64
		for i := range d {
			d[i], s[i] = &dst[i][from][0], &src[i][from][0]
		}
		n := min(end-from, maxRows)
		if tier == cpu.AVX512 {
			mdsColumnsAVX512(&d[0], &s[0], &mdsMatrix()[0][0], n)
		} else {
			mdsColumnsAVX2(&d[0], &s[0], &mdsMatrix()[0][0], n)
		}
		from += n
	}
	mdsRows(dst, src, from)
}

// mdsMatrix returns the MDS matrix.
var mdsMatrix = sync.OnceValue(func() *[Width][Width]uint64 {
	var m [Width][Width]uint64
	for i := range m {
		for j := range m[i] {
			m[i][j] = MDSCirculant()[(j-i+Width)%Width]
		}
		m[i][i] += MDSDiagonal()[i]
	}
	return &m
})
