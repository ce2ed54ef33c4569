package merkle_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/merkle"
)

// elements is a digest as the vectors write it: four decimal strings.
type elements = [hash.DigestLen]field.Element

// leavesVector is an entry of plonky2/merkle.json: rows of one width and the
// trees over them.
type leavesVector struct {
	Width  int
	Leaves [][]field.Element
	Trees  []struct {
		CapHeight int `json:"cap_height"`
		Cap       []elements
		Proofs    []struct {
			Index    int
			Siblings []elements
		}
	}
}

func TestVectors(t *testing.T) {
	var vectors []leavesVector
	testutil.VectorJSON(t, "plonky2/merkle.json", &vectors)
	require.NotEmpty(t, vectors)
	for _, v := range vectors {
		for _, want := range v.Trees {
			t.Run(fmt.Sprintf("width=%d/cap=%d", v.Width, want.CapHeight), func(t *testing.T) {
				tree, err := merkle.Build(transpose(v.Leaves), want.CapHeight, 2)
				require.NoError(t, err)
				cap := merkle.Cap(digests(want.Cap))
				require.Equal(t, cap, tree.Cap())
				require.NotEmpty(t, want.Proofs)
				for _, proof := range want.Proofs {
					path := merkle.Path(digests(proof.Siblings))
					require.Equal(t, path, tree.Path(proof.Index))
					require.NoError(t, merkle.VerifyRow(v.Leaves[proof.Index], proof.Index, path, cap))
				}
			})
		}
	}
}

func digests(in []elements) []hash.Digest {
	out := make([]hash.Digest, len(in))
	for i, e := range in {
		out[i] = e
	}
	return out
}

func transpose(rows [][]field.Element) [][]field.Element {
	cols := make([][]field.Element, len(rows[0]))
	for c := range cols {
		for _, row := range rows {
			cols[c] = append(cols[c], row[c])
		}
	}
	return cols
}
