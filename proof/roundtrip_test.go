package proof

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/testutil"
)

func TestProofRoundTrip(t *testing.T) {
	for _, name := range allCircuits() {
		for _, file := range []string{"proof.bin", "proof_osrand.bin"} {
			t.Run(name+"/"+file, func(t *testing.T) {
				data, common := vector(t, name, file), commonOf(t, name)
				p, err := formatOf(name).DecodeProof(common, data)
				require.NoError(t, err)
				info := infoOf(t, name)
				require.Equal(t, info.PublicInputs, p.PublicInputs)
				if file == "proof.bin" {
					require.Equal(t, info.PowWitness, p.FRI.PowWitness)
				}

				prefix := []byte("prefix")
				encoded, err := formatOf(name).AppendProof(prefix, common, p)
				require.NoError(t, err)
				require.Equal(t, append(prefix, data...), encoded)
			})
		}
	}
}

func TestVerifierKeyRoundTrip(t *testing.T) {
	for _, name := range allCircuits() {
		t.Run(name, func(t *testing.T) {
			data := vector(t, name, "verifier_only.bin")
			key, err := DecodeVerifierKey(data)
			require.NoError(t, err)
			info := infoOf(t, name)
			require.Equal(t, digestOf(t, info.CircuitDigest), key.CircuitDigest)
			require.Len(t, key.ConstantsSigmasCap, len(info.ConstantsSigmasCap))
			for i, d := range info.ConstantsSigmasCap {
				require.Equal(t, digestOf(t, d), key.ConstantsSigmasCap[i])
			}

			encoded, err := AppendVerifierKey(nil, key)
			require.NoError(t, err)
			require.Equal(t, data, encoded)
		})
	}
}

func TestCommonRoundTrip(t *testing.T) {
	for _, name := range allCircuits() {
		t.Run(name, func(t *testing.T) {
			data := vector(t, name, "common.bin")
			common, err := formatOf(name).DecodeCommon(data)
			require.NoError(t, err)
			encoded, err := formatOf(name).AppendCommon(nil, common)
			require.NoError(t, err)
			require.Equal(t, data, encoded)
		})
	}
}

func TestVerifierDataRoundTrip(t *testing.T) {
	for _, name := range []string{"01_fibonacci", "okx_fork/01_fibonacci"} {
		data := append(vector(t, name, "verifier_only.bin"), vector(t, name, "common.bin")...)
		key, common, err := formatOf(name).DecodeVerifierData(data)
		require.NoError(t, err)
		encoded, err := formatOf(name).AppendVerifierData(nil, key, common)
		require.NoError(t, err)
		require.Equal(t, data, encoded)
	}
}

// TestCommonFields compares decoded data with what the reference reports in
// another format, so that two fields that are swapped are found out.
func TestCommonFields(t *testing.T) {
	for _, name := range allCircuits() {
		t.Run(name, func(t *testing.T) {
			c, info := commonOf(t, name), infoOf(t, name)

			require.Equal(t, info.DegreeBits, c.DegreeBits())
			require.Equal(t, info.KIs, c.KIs)
			require.Equal(t, info.NumConstants, c.NumConstants)
			require.Equal(t, info.NumGateConstraints, c.NumGateConstraints)
			require.Equal(t, info.NumPartialProducts, c.NumPartialProducts)
			require.Equal(t, info.NumPublicInputs, c.NumPublicInputs)
			require.Equal(t, info.QuotientDegreeFactor, c.QuotientDegreeFactor)

			require.Equal(t, info.Selectors.Indices, c.Selectors.Indices)
			require.Len(t, c.Selectors.Groups, len(info.Selectors.Groups))
			for i, g := range info.Selectors.Groups {
				require.Equal(t, g, [2]int{c.Selectors.Groups[i].From, c.Selectors.Groups[i].To})
			}

			cfg := info.Config
			require.Equal(t, cfg.NumWires, c.Config.NumWires)
			require.Equal(t, cfg.NumRoutedWires, c.Config.NumRoutedWires)
			require.Equal(t, cfg.NumConstants, c.Config.NumConstants)
			require.Equal(t, cfg.UseBaseArithmeticGate, c.Config.UseBaseArithmeticGate)
			require.Equal(t, cfg.SecurityBits, c.Config.SecurityBits)
			require.Equal(t, cfg.NumChallenges, c.Config.NumChallenges)
			require.Equal(t, cfg.ZeroKnowledge, c.Config.ZeroKnowledge)
			require.Equal(t, cfg.MaxQuotientFactor, c.Config.MaxQuotientDegreeFactor)

			require.Equal(t, cfg.FRI.RateBits, c.FRI.RateBits)
			require.Equal(t, cfg.FRI.CapHeight, c.FRI.CapHeight)
			require.Equal(t, cfg.FRI.PowBits, c.FRI.PowBits)
			require.Equal(t, cfg.FRI.NumQueries, c.FRI.NumQueries)
			require.Contains(t, cfg.FRI.Reduction, "ConstantArityBits")
			require.Equal(t, fri.Reduction{Kind: fri.ConstantArityReduction, ArityBits: 4, FinalPolyBits: 5}, c.FRI.Reduction)
			require.Equal(t, info.FRIParams.Hiding, c.FRI.Hiding)
			require.ElementsMatch(t, info.FRIParams.ArityBits, c.FRI.ArityBits)
			require.Equal(t, formatOf(name).Dialect, c.FRI.Dialect)

			require.Len(t, c.Gates, len(info.Gates))
			for i, want := range info.Gates {
				g := c.Gates[i]
				require.Equal(t, want.ID, g.ID())
				require.Equal(t, want.Degree, g.Degree(), want.ID)
				require.Equal(t, want.NumConstants, g.NumConstants(), want.ID)
				require.Equal(t, want.NumConstraints, g.NumConstraints(), want.ID)
				require.Equal(t, want.NumWires, g.NumWires(), want.ID)
			}
		})
	}
}

// TestLookupsUnsupported decodes the data of a circuit with lookup tables.
func TestLookupsUnsupported(t *testing.T) {
	common, err := Plonky2().DecodeCommon(testutil.Vector(t, "plonky2/plonk/06_lookup/common.bin"))
	require.ErrorIs(t, err, ErrUnsupported)
	require.ErrorContains(t, err, "lookup")
	require.Nil(t, common)
}
