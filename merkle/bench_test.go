package merkle_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

func BenchmarkBuild(b *testing.B) {
	const rows, width = 1 << 12, 135
	data, _ := makeRows(rows, width)
	cols := columns(data, width)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := merkle.Build(cols, 4, workers)
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkFromLeaves(b *testing.B) {
	leaves := make([]hash.Digest, 1<<12)
	b.ReportAllocs()
	for b.Loop() {
		_, err := merkle.FromLeaves(leaves, 4, 1)
		require.NoError(b, err)
	}
}

func BenchmarkVerifyPath(b *testing.B) {
	leaves := make([]hash.Digest, 1<<12)
	tree, err := merkle.FromLeaves(leaves, 4, 1)
	require.NoError(b, err)
	path, cap := tree.Path(77), tree.Cap()
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, merkle.VerifyPath(leaves[77], 77, path, cap))
	}
}
