package recursive

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/merkle"
	"github.com/zkpor/por/verify"
)

// verifierCircuit is a circuit that verifies one proof and shows its public
// inputs.
type verifierCircuit struct {
	*builder.Circuit
	proof *Proof
}

// zeros is the source of random wires in tests.
func zeros() io.Reader { return entropy.Zeros().Reader() }

func buildVerifier(t testing.TB, inner Inner) *verifierCircuit {
	t.Helper()
	b := builder.New(circuit.StandardConfig(), builder.WithDialect(inner.Common.FRI.Dialect))
	p := NewProof(b, inner.Common)
	Verify(b, inner, p)
	b.RegisterPublicInputs(p.PublicInputs...)
	c, err := b.Build(2)
	require.NoError(t, err)
	return &verifierCircuit{c, p}
}

// check runs the witness program for a proof and checks every constraint.
func (c *verifierCircuit) check(p *circuit.Proof) ([]field.Element, error) {
	w := c.NewWitness()
	c.proof.Assign(w, p)
	columns, inputs, err := w.Run(zeros(), 2)
	if err != nil {
		return nil, err
	}
	return inputs, c.Check(columns, inputs)
}

func TestVerifyAcceptsVectors(t *testing.T) {
	names := []string{"01_fibonacci", "02_arith_factorial", "04_range_check", "07_fibonacci_zk", "08_recursion_of_01", "10_okx_batch_4x3", "okx_fork/10_okx_batch_4x3"}
	if !testing.Short() {
		names = append(names, "03_poseidon_preimage", "05_gate_zoo", "09_recursion_of_07", "10_okx_batch_16x3", "11_okx_level1_2_std", "11_okx_recursive_4_zk",
			"okx_fork/05_gate_zoo", "okx_fork/07_fibonacci_zk", "okx_fork/08_recursion_of_01", "okx_fork/11_okx_level1_2_std")
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			v := loadVector(t, name)
			inputs, err := buildVerifier(t, v.Inner).check(v.proof)
			require.NoError(t, err)
			require.Equal(t, v.proof.PublicInputs, inputs)
		})
	}
}

// A verifier in a circuit that let through what the native one refuses would
// be worth nothing, so every kind of element of a proof is changed in turn.
func TestVerifyRefusesTamperedProofs(t *testing.T) {
	v := loadVector(t, "07_fibonacci_zk")
	key, err := verify.NewKey(v.Common, v.Key)
	require.NoError(t, err)
	c := buildVerifier(t, v.Inner)

	increment := func(e *field.Element) { *e = e.Add(field.One()) }
	last := len(v.proof.FRI.QueryRounds) - 1
	for name, tamper := range map[string]func(p *circuit.Proof){
		"public input":         func(p *circuit.Proof) { increment(&p.PublicInputs[0]) },
		"wires cap":            func(p *circuit.Proof) { increment(&p.WiresCap[3][1]) },
		"zs cap":               func(p *circuit.Proof) { increment(&p.ZsPartialProductsCap[0][0]) },
		"quotient cap":         func(p *circuit.Proof) { increment(&p.QuotientCap[15][3]) },
		"opening of constant":  func(p *circuit.Proof) { increment(&p.Openings.Constants[0].A0) },
		"opening of sigma":     func(p *circuit.Proof) { increment(&p.Openings.Sigmas[79].A1) },
		"opening of wire":      func(p *circuit.Proof) { increment(&p.Openings.Wires[134].A0) },
		"opening of z":         func(p *circuit.Proof) { increment(&p.Openings.Zs[1].A0) },
		"opening of next z":    func(p *circuit.Proof) { increment(&p.Openings.ZsNext[1].A1) },
		"opening of partial":   func(p *circuit.Proof) { increment(&p.Openings.PartialProducts[17].A0) },
		"opening of quotient":  func(p *circuit.Proof) { increment(&p.Openings.Quotients[15].A0) },
		"layer cap":            func(p *circuit.Proof) { increment(&p.FRI.CommitPhaseCaps[0][5][2]) },
		"row of constants":     func(p *circuit.Proof) { increment(&p.FRI.QueryRounds[0].Initial[0].Values[0]) },
		"row of wires":         func(p *circuit.Proof) { increment(&p.FRI.QueryRounds[last].Initial[1].Values[134]) },
		"salt":                 func(p *circuit.Proof) { increment(&p.FRI.QueryRounds[last].Initial[3].Values[19]) },
		"initial path":         func(p *circuit.Proof) { increment(&p.FRI.QueryRounds[1].Initial[2].Path[0][0]) },
		"end of initial path":  func(p *circuit.Proof) { increment(&p.FRI.QueryRounds[1].Initial[0].Path[12][3]) },
		"evaluation of step":   func(p *circuit.Proof) { increment(&p.FRI.QueryRounds[2].Steps[0].Evals[7].A1) },
		"evaluation of step 2": func(p *circuit.Proof) { increment(&p.FRI.QueryRounds[2].Steps[2].Evals[0].A0) },
		"step path":            func(p *circuit.Proof) { increment(&p.FRI.QueryRounds[27].Steps[1].Path[0][0]) },
		"final polynomial":     func(p *circuit.Proof) { increment(&p.FRI.FinalPoly[0].A0) },
		"work":                 func(p *circuit.Proof) { increment(&p.FRI.PowWitness) },
	} {
		t.Run(name, func(t *testing.T) {
			p := loadVector(t, "07_fibonacci_zk").proof
			tamper(p)
			require.Error(t, verify.Proof(key, verify.Policy{}, p), "native")
			_, err := c.check(p)
			require.Error(t, err, "in the circuit")
		})
	}
}

func TestVerifyRefusesProofsOfAnotherCircuit(t *testing.T) {
	v := loadVector(t, "10_okx_batch_4x3")
	c := buildVerifier(t, v.Inner)
	other := v.Inner
	other.Key.ConstantsSigmasCap = append(merkle.Cap(nil), v.Key.ConstantsSigmasCap...)
	other.Key.ConstantsSigmasCap[0][0] = field.New(1)
	_, err := buildVerifier(t, other).check(v.proof)
	require.Error(t, err)
	_, err = c.check(v.proof)
	require.NoError(t, err)
}

// A circuit in one dialect cannot verify proofs of the other.
func TestVerifyPanicsOnAnotherDialect(t *testing.T) {
	v := loadVector(t, "okx_fork/01_fibonacci")
	b := builder.New(circuit.StandardConfig())
	p := NewProof(b, v.Common)
	require.Panics(t, func() { Verify(b, v.Inner, p) })
}

// An aggregation is in the dialect of the proofs that it aggregates.
func TestAggregationDialect(t *testing.T) {
	v := loadVector(t, "okx_fork/01_fibonacci")
	a, err := NewAggregation(v.Inner, 2, circuit.StandardConfig(), func(_ *builder.Builder, children [][]builder.Target) []builder.Target {
		return children[0]
	}, 2)
	require.NoError(t, err)
	require.Equal(t, v.Common.FRI.Dialect, a.Circuit.Common.FRI.Dialect)
	w := a.Circuit.NewWitness()
	a.Assign(w, []*circuit.Proof{v.proof, v.proof})
	columns, inputs, err := w.Run(zeros(), 2)
	require.NoError(t, err)
	require.NoError(t, a.Circuit.Check(columns, inputs))
	require.Equal(t, v.proof.PublicInputs, inputs)
}
