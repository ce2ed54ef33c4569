package prover

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

func TestQuotientVectors(t *testing.T) {
	for _, name := range vectorNames {
		t.Run(name, func(t *testing.T) {
			v := loadVector(t, name)
			for _, workers := range []int{1, 3} {
				p := v.newProver(t, WithWorkers(workers))
				err := p.quotient.run(p.quotientColumns, v.extensions(), hash.NoPad(v.inputs), &v.challenges)
				require.NoError(t, err)
				require.Equal(t, v.quotientChunks, p.quotientChunks())
			}
		})
	}
}

// The last wire is not routed: nothing but the quotient shows that a Poseidon
// gate is violated.
func TestQuotientSeesViolatedGate(t *testing.T) {
	v := loadVector(t, "03_poseidon_preimage")
	last := v.circuit.Common.Config.NumWires - 1
	for row := range v.wires[last] {
		v.wires[last][row] = v.wires[last][row].Add(field.One())
	}
	p := v.newProver(t)
	err := p.quotient.run(p.quotientColumns, v.extensions(), hash.NoPad(v.inputs), &v.challenges)
	require.ErrorIs(t, err, ErrUnsatisfied)
}
