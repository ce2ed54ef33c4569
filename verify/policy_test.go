package verify

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
)

// commonWith describes a circuit of Poseidon gates alone.
func commonWith(t *testing.T, cfg circuit.Config, degreeBits int) *circuit.Common {
	t.Helper()
	c, err := circuit.NewCommon(cfg, fri.Plonky2(), []circuit.Gate{circuit.PoseidonGate{}}, degreeBits, 0)
	require.NoError(t, err)
	return &c
}

// TestDefaultPolicyAcceptsStandard keeps what the documentation of the defaults
// says.
func TestDefaultPolicyAcceptsStandard(t *testing.T) {
	for degreeBits := 2; degreeBits <= 21; degreeBits++ {
		require.NoError(t, Policy{}.check(commonWith(t, circuit.StandardConfig(), degreeBits)), "2^%d rows", degreeBits)
		require.NoError(t, Policy{}.check(commonWith(t, circuit.StandardZKConfig(), degreeBits)), "2^%d rows", degreeBits)
	}
	require.ErrorIs(t, Policy{}.check(commonWith(t, circuit.StandardConfig(), 22)), ErrWeak)
}

func TestDefaultPolicyRefusesWeak(t *testing.T) {
	for name, weaken := range map[string]func(*circuit.Config){
		"queries":       func(c *circuit.Config) { c.FRI.NumQueries-- },
		"proof of work": func(c *circuit.Config) { c.FRI.PowBits-- },
		"repetitions":   func(c *circuit.Config) { c.NumChallenges = 1 },
		"one and one":   func(c *circuit.Config) { c.FRI.NumQueries, c.FRI.PowBits = 1, 1 },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := circuit.StandardConfig()
			cfg.SecurityBits = 0
			weaken(&cfg)
			common := commonWith(t, cfg, 12)
			require.ErrorIs(t, Policy{}.check(common), ErrWeak)
			require.NoError(t, anyPolicy.check(common))
		})
	}
}

// TestPolicyFields raises each demand until it is one too many.
func TestPolicyFields(t *testing.T) {
	common := commonWith(t, circuit.StandardConfig(), 12)
	proven := common.FRI.ProvenBits(numOpenings(common))
	argument := ArgumentBits(common)
	for _, p := range []struct{ ok, tooMuch Policy }{
		{Policy{MinConjecturedBits: 100}, Policy{MinConjecturedBits: 101}},
		{Policy{MinProvenBits: proven}, Policy{MinProvenBits: proven + 1}},
		{Policy{MinArgumentBits: argument}, Policy{MinArgumentBits: argument + 1}},
	} {
		require.NoError(t, p.ok.check(common))
		require.ErrorIs(t, p.tooMuch.check(common), ErrWeak)
	}
}

// TestArgumentBits compares with the formula worked out by hand: 2^12 rows and 80
// routed wires, so 2·n·m + K = 655,360 + 2 + 20 + 123 = 2^19.322…, and
// 2·(64 − 19.322…) = 89.35….
func TestArgumentBits(t *testing.T) {
	require.Equal(t, 89, ArgumentBits(commonWith(t, circuit.StandardConfig(), 12)))
	cfg := circuit.StandardConfig()
	cfg.NumChallenges = 1
	require.Equal(t, 44, ArgumentBits(commonWith(t, cfg, 12)))
	// With many repetitions, the single choice of zeta is what remains:
	// 128 − 12 − log2(9) = 112.8….
	cfg.NumChallenges = 4
	require.Equal(t, 112, ArgumentBits(commonWith(t, cfg, 12)))
}
