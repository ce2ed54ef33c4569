package recursive

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/entropy"
)

// verifierCircuit is a circuit that verifies one proof and shows its public
// inputs.
type verifierCircuit struct {
	*builder.Circuit
	proof *Proof
}

func buildVerifier(t testing.TB, inner Inner) *verifierCircuit {
	t.Helper()
	b := builder.New(circuit.StandardConfig())
	p := NewProof(b, inner.Common)
	Verify(b, inner, p)
	b.RegisterPublicInputs(p.PublicInputs...)
	t.Logf("%d rows: %v", b.NumRows(), b.GateCounts())
	c, err := b.Build(2)
	require.NoError(t, err)
	return &verifierCircuit{c, p}
}

// check runs the witness program for a proof and checks every constraint.
func (c *verifierCircuit) check(p *circuit.Proof) ([]field.Element, error) {
	w := c.NewWitness()
	c.proof.Assign(w, p)
	columns, inputs, err := w.Run(entropy.Zeros().Reader(), 2)
	if err != nil {
		return nil, err
	}
	return inputs, c.Check(columns, inputs)
}

func TestVerifyAcceptsVectors(t *testing.T) {
	for _, name := range []string{"01_fibonacci", "02_arith_factorial", "04_range_check", "05_gate_zoo", "07_fibonacci_zk", "08_recursion_of_01", "10_okx_batch_4x3"} {
		t.Run(name, func(t *testing.T) {
			v := loadVector(t, name)
			c := buildVerifier(t, v.Inner)
			inputs, err := c.check(v.proof)
			require.NoError(t, err)
			require.Equal(t, v.proof.PublicInputs, inputs)
		})
	}
}
