package prover

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

func TestPermutationVectors(t *testing.T) {
	for _, name := range vectorNames {
		t.Run(name, func(t *testing.T) {
			v := loadVector(t, name)
			c := &v.circuit.Common
			for _, workers := range []int{1, 3} {
				p := v.newProver(t, WithWorkers(workers)).permutation
				got := newColumns(c.NumZsPartialProductsPolys(), c.Degree())
				zs, partials := got[:c.Config.NumChallenges], got[c.Config.NumChallenges:]
				for i, z := range zs {
					err := p.run(z, circuit.PartialProductsOf(c, partials, i), v.wires, v.challenges.Betas[i], v.challenges.Gammas[i])
					require.NoError(t, err)
				}
				require.Equal(t, v.zsPartialProducts, got)
			}
		})
	}
}

// runPermutation runs the argument of the first challenge.
func runPermutation(t *testing.T, v *vector, gamma field.Element) error {
	t.Helper()
	got := newColumns(1+v.circuit.Common.NumPartialProducts, v.circuit.Common.Degree())
	return v.newProver(t).permutation.run(got[0], got[1:], v.wires, v.challenges.Betas[0], gamma)
}

func TestPermutationSeesBrokenCopy(t *testing.T) {
	v := loadVector(t, "01_fibonacci")
	v.wires[2][1] = v.wires[2][1].Add(field.One()) // copied to another row
	require.ErrorIs(t, runPermutation(t, v, v.challenges.Gammas[0]), ErrUnsatisfied)
}

func TestPermutationSeesZeroDenominator(t *testing.T) {
	v := loadVector(t, "01_fibonacci")
	factor := v.challenges.Betas[0].MulAdd(v.circuit.Sigmas[5][3], v.wires[5][3])
	require.ErrorIs(t, runPermutation(t, v, factor.Neg()), ErrUnlucky)
}
