package prover

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
)

func TestPermutationVectors(t *testing.T) {
	for _, name := range vectorNames {
		t.Run(name, func(t *testing.T) {
			v := loadVector(t, name)
			c := &v.circuit.Common
			for _, workers := range []int{1, 3} {
				p := v.permutation(workers)
				got := newColumns(c.NumZsPartialProductsPolys(), c.Degree())
				zs, partials := got[:c.Config.NumChallenges], got[c.Config.NumChallenges:]
				for i, z := range zs {
					err := p.run(z, circuit.PartialProductsOf(c, partials, i), reversed(v.wires), v.challenges.Betas[i], v.challenges.Gammas[i])
					require.NoError(t, err)
				}
				require.Equal(t, reversed(v.zsPartialProducts), got)
			}
		})
	}
}

// permutation returns the permutation argument of the vector's circuit.
func (v *vector) permutation(workers int) *permutation {
	c := &v.circuit.Common
	subgroup := c.FRI.Dialect.Generators.Subgroup(c.DegreeBits())
	ntt.BitReverse(subgroup)
	return &permutation{common: c, sigmas: reversed(v.sigmas()), subgroup: subgroup, workers: workers}
}

// runPermutation runs the argument of the first challenge.
func runPermutation(t *testing.T, v *vector, gamma field.Element) error {
	t.Helper()
	got := newColumns(1+v.circuit.Common.NumPartialProducts, v.circuit.Common.Degree())
	return v.permutation(1).run(got[0], got[1:], reversed(v.wires), v.challenges.Betas[0], gamma)
}

func TestPermutationSeesBrokenCopy(t *testing.T) {
	v := loadVector(t, "01_fibonacci")
	v.wires[2][1] = v.wires[2][1].Add(field.One()) // copied to another row
	require.ErrorIs(t, runPermutation(t, v, v.challenges.Gammas[0]), ErrUnsatisfied)
}

func TestPermutationSeesZeroDenominator(t *testing.T) {
	v := loadVector(t, "01_fibonacci")
	factor := v.challenges.Betas[0].MulAdd(v.sigmas()[5][3], v.wires[5][3])
	require.ErrorIs(t, runPermutation(t, v, factor.Neg()), ErrUnlucky)
}
