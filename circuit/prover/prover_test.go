package prover

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/entropy"
	"github.com/zkpor/por/proof"
)

// Whichever wire of a used row is wrong, there is no proof.
func TestProveRefusesWrongWires(t *testing.T) {
	p, w := cheatCircuit(t)
	wires, inputs, err := w.Run(p.entropy.Reader(), 1)
	require.NoError(t, err)
	stride := 1
	if testing.Short() {
		stride = 7
	}
	refused := map[bool]int{} // by whether the wire is routed
	for column := 0; column < len(wires); column += stride {
		for row := range wires[column] {
			wire := &wires[column][row]
			right := *wire
			*wire = right.Add(field.One())
			if p.circuit.Check(wires, inputs) != nil {
				made, err := p.proveWires(context.Background(), cloneColumns(wires), inputs, entropy.Zeros().Reader())
				require.ErrorIs(t, err, ErrUnsatisfied, "wire %d of row %d", column, row)
				require.ErrorIs(t, err, builder.ErrUnsatisfied)
				require.Nil(t, made)
				refused[column < p.common.Config.NumRoutedWires]++
			}
			*wire = right
		}
	}
	require.NotZero(t, refused[true], "no routed wire was tried")
	require.NotZero(t, refused[false], "no other wire was tried")
	_, err = p.proveWires(context.Background(), wires, inputs, entropy.Zeros().Reader())
	require.NoError(t, err)
}

func TestProveRefusesWrongPublicInputs(t *testing.T) {
	p, w := cheatCircuit(t)
	wires, inputs, err := w.Run(p.entropy.Reader(), 1)
	require.NoError(t, err)
	inputs[0] = inputs[0].Add(field.One())
	_, err = p.proveWires(context.Background(), wires, inputs, entropy.Zeros().Reader())
	require.ErrorIs(t, err, ErrUnsatisfied)
}

// What the degrees of the quotients do not show, the identity at zeta does.
func TestProveChecksIdentity(t *testing.T) {
	p, w := cheatCircuit(t)
	wires, inputs, err := w.Run(p.entropy.Reader(), 1)
	require.NoError(t, err)
	s := p.newSession(wires, inputs, p.entropy.Reader())
	err = s.run(context.Background(), func(done Stage) {
		if done == StageQuotient {
			s.inputsHash[0] = s.inputsHash[0].Add(field.One())
		}
	})
	require.ErrorIs(t, err, ErrUnsatisfied)
	require.ErrorIs(t, err, circuit.ErrQuotient)
}

func TestProveReturnsErrorOfWitness(t *testing.T) {
	p, _ := cheatCircuit(t)
	_, err := p.Prove(context.Background(), p.circuit.NewWitness())
	require.ErrorIs(t, err, builder.ErrUnset)
}

func TestProveStopsWithContext(t *testing.T) {
	for last := StageWitness; last < StageFRI; last++ {
		p, w := cheatCircuit(t)
		ctx, cancel := context.WithCancel(context.Background())
		var stages []Stage
		p.progress = func(done Stage) {
			stages = append(stages, done)
			if done == last {
				cancel()
			}
		}
		made, err := p.Prove(ctx, w)
		require.ErrorIs(t, err, context.Canceled)
		require.Nil(t, made)
		require.Len(t, stages, int(last)+1)
	}
}

func TestProgressReportsEveryStage(t *testing.T) {
	p, w := cheatCircuit(t)
	var stages []string
	require.NoError(t, WithProgress(func(done Stage) { stages = append(stages, done.String()) })(&p.config))
	_, err := p.Prove(context.Background(), w)
	require.NoError(t, err)
	require.Equal(t, []string{"witness", "wires", "permutation", "quotient", "openings", "fri"}, stages)
}

// Blinding must differ from proof to proof, and it must be there at all.
func TestProofsAreBlinded(t *testing.T) {
	cfg := circuit.StandardZKConfig()
	cfg.SecurityBits = 1 // for few rows of blinding
	cfg.FRI.PowBits, cfg.FRI.NumQueries, cfg.FRI.CapHeight = 0, 1, 0
	cfg.FRI.Reduction = fri.Reduction{Kind: fri.ConstantArityReduction, ArityBits: 1}
	b := builder.New(cfg)
	x := b.NewTarget()
	b.RegisterPublicInput(b.Square(x))
	c, err := b.Build(1)
	require.NoError(t, err)
	p, err := New(c)
	require.NoError(t, err)
	w := c.NewWitness()
	prove := func() *circuit.Proof {
		w.Reset()
		w.Set(x, field.New(3))
		made, err := p.Prove(context.Background(), w)
		require.NoError(t, err)
		return made
	}
	first, second := prove(), prove()
	require.Equal(t, first.PublicInputs, second.PublicInputs)
	require.NotEqual(t, first.WiresCap, second.WiresCap)
	for _, made := range []*circuit.Proof{first, second} {
		for i, oracle := range c.Common.Oracles() {
			row := made.FRI.QueryRounds[0].Initial[i].Values
			if !oracle.Blinded {
				require.Len(t, row, oracle.NumPolys)
				continue
			}
			require.Len(t, row, oracle.NumPolys+fri.SaltLen)
			require.NotContains(t, row[oracle.NumPolys:], field.Zero())
		}
	}
}

// A later proof must leave an earlier one as it is.
func TestProofSharesNoMemory(t *testing.T) {
	s := cheatSession(t, honest)
	before, err := proof.AppendProof(nil, s.common, &s.proof)
	require.NoError(t, err)

	for i := range s.wires {
		clear(s.wires[i]) // the zero witness violates the circuit
	}
	_, err = s.proveWires(context.Background(), s.wires, make([]field.Element, len(s.proof.PublicInputs)), s.random)
	require.ErrorIs(t, err, ErrUnsatisfied)

	after, err := proof.AppendProof(nil, s.common, &s.proof)
	require.NoError(t, err)
	require.Equal(t, before, after)
}

func TestNewRejects(t *testing.T) {
	p, _ := cheatCircuit(t)
	for name, opt := range map[string]Option{
		"workers":  WithWorkers(0),
		"progress": WithProgress(nil),
	} {
		_, err := New(p.circuit, opt)
		require.ErrorIs(t, err, ErrOption, name)
	}

	low := *p.circuit
	low.Common.FRI.RateBits = 2
	_, err := New(&low)
	require.ErrorIs(t, err, ErrRate)
}

func TestStageString(t *testing.T) {
	require.Equal(t, "stage(9)", Stage(9).String())
}
