package proof

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
)

// TestReductionRoundTrip encodes every kind of reduction strategy.
func TestReductionRoundTrip(t *testing.T) {
	for _, r := range []fri.Reduction{
		{Kind: fri.FixedReduction},
		{Kind: fri.FixedReduction, Fixed: []int{1, 3, 2}},
		{Kind: fri.ConstantArityReduction, ArityBits: 3, FinalPolyBits: 1},
		{Kind: fri.MinSizeReduction},
		{Kind: fri.MinSizeReduction, HasMax: true, MaxArityBits: 2},
	} {
		t.Run(r.String(), func(t *testing.T) {
			cfg := circuit.StandardConfig()
			cfg.FRI.Reduction = r
			want, err := circuit.NewCommon(cfg, fri.Plonky2(), []circuit.Gate{circuit.NoopGate{}}, 10, 3)
			require.NoError(t, err)
			data, err := Plonky2().AppendCommon(nil, &want)
			require.NoError(t, err)
			got, err := Plonky2().DecodeCommon(data)
			require.NoError(t, err)
			require.Equal(t, r.String(), got.FRI.Reduction.String())
			require.Equal(t, r.String(), got.Config.FRI.Reduction.String())
			require.ElementsMatch(t, want.FRI.ArityBits, got.FRI.ArityBits)
		})
	}
}
