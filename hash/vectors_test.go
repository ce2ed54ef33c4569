package hash_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
)

// elements is a digest as the vectors write it: four decimal strings.
type elements = [hash.DigestLen]field.Element

// hashVector is an input of any length and its digest.
type hashVector struct {
	In  []field.Element
	Out elements
}

// poseidonVectors is plonky2/poseidon.json.
type poseidonVectors struct {
	Permutation []struct {
		Name    string
		In, Out hash.State
	}
	NoPad    []hashVector                   `json:"hash_no_pad"`
	Pad      []hashVector                   `json:"hash_pad"`
	OrNoop   []hashVector                   `json:"hash_or_noop"`
	TwoToOne []struct{ L, R, Out elements } `json:"two_to_one"`

	Challenger []transcriptStep
}

func loadVectors(t *testing.T) (v poseidonVectors) {
	testutil.VectorJSON(t, "plonky2/poseidon.json", &v)
	return v
}

func TestPermuteVectors(t *testing.T) {
	vectors := loadVectors(t).Permutation
	require.NotEmpty(t, vectors)
	for _, v := range vectors {
		s := v.In
		hash.Permute(&s)
		require.Equal(t, v.Out, s, v.Name)
	}
}

func TestSpongeVectors(t *testing.T) {
	vectors := loadVectors(t)
	for name, c := range map[string]struct {
		hash    func([]field.Element) hash.Digest
		vectors []hashVector
	}{
		"NoPad":  {hash.NoPad, vectors.NoPad},
		"Pad":    {hash.Pad, vectors.Pad},
		"OrNoop": {hash.OrNoop, vectors.OrNoop},
	} {
		t.Run(name, func(t *testing.T) {
			require.NotEmpty(t, c.vectors)
			for _, v := range c.vectors {
				require.Equal(t, hash.Digest(v.Out), c.hash(v.In), "%d elements", len(v.In))
			}
		})
	}
}

func TestCompressVectors(t *testing.T) {
	vectors := loadVectors(t).TwoToOne
	require.NotEmpty(t, vectors)
	for _, v := range vectors {
		require.Equal(t, hash.Digest(v.Out), hash.Compress(v.L, v.R))
	}
}
