package proof

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/internal/testutil"
)

// fuzzCircuits have small encodings and, together, folding steps, salts, an
// empty list of public inputs and every reduction strategy.
var fuzzCircuits = []string{
	"extra/one_query", "extra/one_query_no_work", "extra/zero_knowledge", "extra/wires_narrow",
	"extra/reduction_fixed", "extra/reduction_min_size", "extra/reduction_min_size_max", "plonk/08_recursion_of_01",
}

// seeds returns a file of each circuit of the fuzzed ones.
func seeds(f *testing.F, file string) [][]byte {
	f.Helper()
	var all [][]byte
	for _, name := range fuzzCircuits {
		data := testutil.Vector(f, "plonky2/"+name+"/"+file)
		require.NotEmpty(f, data)
		all = append(all, data)
	}
	require.NotEmpty(f, all)
	return all
}

// FuzzDecodeProof and the targets below want -fuzzminimizetime=1x: their seeds
// are so long that minimizing an input takes a minute.
func FuzzDecodeProof(f *testing.F) {
	var commons []*circuit.Common
	for _, data := range seeds(f, "common.bin") {
		common, err := Plonky2().DecodeCommon(data)
		require.NoError(f, err)
		commons = append(commons, common)
	}
	for i, data := range seeds(f, "proof.bin") {
		f.Add(uint8(i), data)
		f.Add(uint8(i+1), data)
	}
	f.Fuzz(func(t *testing.T, i uint8, data []byte) {
		common := commons[int(i)%len(commons)]
		p, err := DecodeProof(common, data)
		if err != nil {
			require.Nil(t, p)
			return
		}
		require.NoError(t, common.ValidateProof(p))
		encoded, err := AppendProof(nil, common, p)
		require.NoError(t, err)
		require.Equal(t, data, encoded)
	})
}

func FuzzDecodeVerifierKey(f *testing.F) {
	for _, data := range seeds(f, "verifier_only.bin") {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		k, err := DecodeVerifierKey(data)
		if err != nil {
			require.Nil(t, k)
			return
		}
		encoded, err := AppendVerifierKey(nil, k)
		require.NoError(t, err)
		require.Equal(t, data, encoded)
	})
}

func FuzzDecodeCommon(f *testing.F) {
	for _, data := range seeds(f, "common.bin") {
		f.Add(data)
	}
	f.Add(vector(f, "okx_fork/10_okx_batch_4x3", "common.bin"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range Formats() {
			c, err := format.DecodeCommon(data)
			if err != nil {
				require.Nil(t, c)
				continue
			}
			encoded, err := format.AppendCommon(nil, c)
			require.NoError(t, err)
			require.Equal(t, data, encoded)
			circuit.NewVanishing(c)
		}
	})
}

func FuzzDecodeVerifierData(f *testing.F) {
	keys, commons := seeds(f, "verifier_only.bin"), seeds(f, "common.bin")
	for i := range keys {
		f.Add(append(keys[i], commons[i]...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		k, c, err := Plonky2().DecodeVerifierData(data)
		if err != nil {
			require.Nil(t, k)
			require.Nil(t, c)
			return
		}
		encoded, err := Plonky2().AppendVerifierData(nil, k, c)
		require.NoError(t, err)
		require.Equal(t, data, encoded)
	})
}
