package hash

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

//go:generate go -C ../internal/asmgen run ./mds -out ../../hash/mdscolumns_amd64.s -stubs ../../hash/mdscolumns_stubs_amd64.go -pkg hash

// MDSColumns multiplies each row of the columns src by the MDS matrix, into the
// same row of dst. Columns of dst may be those of src. It panics unless all
// columns have the same length.
func MDSColumns(dst, src *[Width][]field.Element) {
	n := len(dst[0])
	for i := range dst {
		if len(dst[i]) != n || len(src[i]) != n {
			panic(fmt.Sprintf("hash: columns of %d and %d rows, want %d", len(dst[i]), len(src[i]), n))
		}
	}
	mdsColumns(cpu.Best(), dst, src)
}

// mdsRows is MDSColumns on the rows from one on.
func mdsRows(dst, src *[Width][]field.Element, from int) {
	for row := from; row < len(src[0]); row++ {
		var s State
		for i := range s {
			s[i] = src[i][row]
		}
		MDS(&s)
		for i := range s {
			dst[i][row] = s[i]
		}
	}
}
