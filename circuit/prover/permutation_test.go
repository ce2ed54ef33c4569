package prover

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

func newPermutation(v *vector, workers int) *permutation {
	g := v.common.FRI.Dialect.Generators
	return &permutation{
		common:   &v.common,
		sigmas:   v.sigmas,
		subgroup: g.Subgroup(v.common.DegreeBits()),
		workers:  workers,
	}
}

func TestPermutationVectors(t *testing.T) {
	for _, name := range vectorNames {
		t.Run(name, func(t *testing.T) {
			v := loadVector(t, name)
			challenges, partials := v.common.Config.NumChallenges, v.common.NumPartialProducts
			for _, workers := range []int{1, 3} {
				got := newColumns(challenges*(1+partials), v.common.Degree())
				for i := range challenges {
					p := got[challenges+i*partials:][:partials]
					err := newPermutation(v, workers).run(got[i], p, v.wires, v.challenges.Betas[i], v.challenges.Gammas[i])
					require.NoError(t, err)
				}
				require.Equal(t, v.zsPartialProducts, got)
			}
		})
	}
}

func TestPermutationSeesBrokenCopy(t *testing.T) {
	v := loadVector(t, "01_fibonacci")
	p := newPermutation(v, 1)
	got := newColumns(1+v.common.NumPartialProducts, v.common.Degree())
	// Row 0, column 2 of an arithmetic gate is copied to another row.
	v.wires[2][1] = v.wires[2][1].Add(field.One())
	err := p.run(got[0], got[1:], v.wires, v.challenges.Betas[0], v.challenges.Gammas[0])
	require.ErrorIs(t, err, ErrUnsatisfied)
}

func TestPermutationSeesZeroDenominator(t *testing.T) {
	v := loadVector(t, "01_fibonacci")
	p := newPermutation(v, 1)
	got := newColumns(1+v.common.NumPartialProducts, v.common.Degree())
	beta := v.challenges.Betas[0]
	gamma := v.wires[5][3].Add(beta.Mul(v.sigmas[5][3])).Neg()
	err := p.run(got[0], got[1:], v.wires, beta, gamma)
	require.ErrorIs(t, err, ErrUnlucky)
}
