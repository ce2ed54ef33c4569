package prover

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/proof"
)

// prove makes a proof from the wires of a vector.
func (v *vector) prove(t testing.TB, p *Prover) *session {
	t.Helper()
	s := p.newSession(v.wires, v.inputs, entropy.Zeros().Reader())
	require.NoError(t, s.run(context.Background(), func(Stage) {}))
	return s
}

func TestSessionVectors(t *testing.T) {
	for _, name := range vectorNames {
		t.Run(name, func(t *testing.T) {
			v := loadVector(t, name)
			for _, workers := range []int{1, 2, 5} {
				p := v.newProver(t, WithWorkers(workers))
				for range 2 { // memory is reused
					s := v.prove(t, p)
					require.Equal(t, v.challenges, s.challenges)
					encoded, err := proof.AppendProof(nil, &v.circuit.Common, &s.proof)
					require.NoError(t, err)
					require.True(t, bytes.Equal(v.proof, encoded), "proof differs, %d workers", workers)
				}
			}
		})
	}
}
