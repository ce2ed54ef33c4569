package prover

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/proof"
)

// From the wires of a vector on, every challenge and the proof are plonky2's.
func TestSessionVectors(t *testing.T) {
	for _, name := range vectorNames {
		t.Run(name, func(t *testing.T) {
			v := loadVector(t, name)
			s := v.newProver(t).newSession(v.wires, v.inputs, entropy.Zeros().Reader())
			require.NoError(t, s.run(context.Background(), func(Stage) {}))
			require.Equal(t, v.challenges, s.challenges)
			encoded, err := proof.AppendProof(nil, s.common, &s.proof)
			require.NoError(t, err)
			require.True(t, bytes.Equal(v.proof, encoded), "proof differs")
		})
	}
}
