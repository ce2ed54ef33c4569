package hash_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// sequence returns n distinct elements.
func sequence(n int) []field.Element { return field.Powers(field.New(3), n+1)[1:] }

func TestRowsIsOrNoop(t *testing.T) {
	for width := range 20 {
		for _, n := range []int{0, 1, 7, 8, 9, 16, 21} {
			rows := sequence(n * width)
			got := make([]hash.Digest, n)
			hash.Rows(got, rows, width)
			for i := range got {
				require.Equal(t, hash.OrNoop(rows[i*width:(i+1)*width]), got[i], "width %d, row %d of %d", width, i, n)
			}
		}
	}
}

func TestColumnsIsOrNoop(t *testing.T) {
	const rows = 25
	for width := range 20 {
		data := sequence(rows * width)
		cols := make([][]field.Element, width)
		for c := range cols {
			cols[c] = data[c*rows : (c+1)*rows]
		}
		for from := range 4 {
			for n := range rows - from + 1 {
				got := make([]hash.Digest, n)
				hash.Columns(got, cols, from)
				for i := range got {
					var row []field.Element
					for _, col := range cols {
						row = append(row, col[from+i])
					}
					require.Equal(t, hash.OrNoop(row), got[i], "width %d, row %d + %d", width, from, i)
				}
			}
		}
	}
}

func TestCompressPairsIsCompress(t *testing.T) {
	for n := range 20 {
		src := make([]hash.Digest, 2*n)
		hash.Rows(src, sequence(2*n*hash.DigestLen), hash.DigestLen)
		got := make([]hash.Digest, n)
		hash.CompressPairs(got, src)
		for i := range got {
			require.Equal(t, hash.Compress(src[2*i], src[2*i+1]), got[i], "pair %d of %d", i, n)
		}
	}
}

func TestBatchPanicsOnLengths(t *testing.T) {
	one, two := make([]hash.Digest, 1), make([]hash.Digest, 2)
	cols := [][]field.Element{sequence(2), sequence(1)}
	require.Panics(t, func() { hash.Rows(two, sequence(5), 2) })
	require.Panics(t, func() { hash.Rows(nil, nil, -1) })
	require.Panics(t, func() { hash.Columns(two, cols, 0) })
	require.Panics(t, func() { hash.Columns(one, cols, 1) })
	require.Panics(t, func() { hash.Columns(one, cols, -1) })
	require.Panics(t, func() { hash.CompressPairs(two, two) })
}

func TestNoPadToExtendsNoPad(t *testing.T) {
	for n := range 20 {
		in := sequence(n)
		long := make([]field.Element, 3*hash.Rate+1)
		hash.NoPadTo(long, in)
		require.Equal(t, hash.NoPad(in), hash.Digest(long[:hash.DigestLen]))

		s := hash.State(make([]field.Element, hash.Width)) // squeezed block by block
		for at := 0; at < n; at += hash.Rate {
			copy(s[:hash.Rate], in[at:])
			hash.Permute(&s)
		}
		for at := 0; at < len(long); at += hash.Rate {
			require.Equal(t, s[:min(hash.Rate, len(long)-at)], long[at:min(at+hash.Rate, len(long))])
			hash.Permute(&s)
		}
		for short := range long {
			got := make([]field.Element, short)
			hash.NoPadTo(got, in)
			require.Equal(t, long[:short], got)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	const width, rows = 11, 19
	data := sequence(width * rows)
	cols := make([][]field.Element, width)
	for c := range cols {
		cols[c] = data[c*rows : (c+1)*rows]
	}
	dst, half := make([]hash.Digest, rows-1), make([]hash.Digest, (rows-1)/2)
	var (
		state hash.State
		batch [hash.Width][hash.Lanes]field.Element
		c     hash.Challenger
		d     hash.Digest
	)
	for name, f := range map[string]func(){
		"Permute":       func() { hash.Permute(&state) },
		"PermuteBatch":  func() { hash.PermuteBatch(&batch) },
		"MDS":           func() { hash.MDS(&state) },
		"NoPad":         func() { d = hash.NoPad(data) },
		"NoPadTo":       func() { hash.NoPadTo(cols[0], data[:width]) },
		"Pad":           func() { d = hash.Pad(data) },
		"OrNoop":        func() { d = hash.OrNoop(data[:3]) },
		"Compress":      func() { d = hash.Compress(d, d) },
		"Columns":       func() { hash.Columns(dst, cols, 1) },
		"Rows":          func() { hash.Rows(dst, data[width:], width) },
		"CompressPairs": func() { hash.CompressPairs(half, dst) },
		"Challenger": func() {
			c.Observe(data...)
			c.ObserveExt(c.ExtChallenge())
			c.ObserveDigests(dst)
			c.Responses(7)
			c.Observe(c.Challenge())
		},
	} {
		require.Zero(t, testing.AllocsPerRun(3, f), name)
	}
}
