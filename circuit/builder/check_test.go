package builder_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/circuit/builder/buildertest"
	"github.com/zkpor/por/field"
)

// TestCheckFindsEveryChange changes each wire that a gate constrains or a copy
// constraint covers, one at a time, in a circuit that uses all gates.
func TestCheckFindsEveryChange(t *testing.T) {
	c := buildertest.Named(t, "05_gate_zoo").Build(t)
	wires, publicInputs, err := c.NewWitness().Run(zeros{}, 1)
	require.NoError(t, err)

	// Slots of a row that are not in use may hold other solutions, such as
	// random access to a list of zeros. Looking at one row at a time, every
	// change in used slots is found.
	found := 0
	for row := range c.Common.Degree() {
		gate, _ := c.Gate(row)
		for column := range wires {
			old := wires[column][row]
			wires[column][row] = old.Add(field.New(2))
			err := c.Check(wires, publicInputs)
			wires[column][row] = old
			if err != nil {
				require.ErrorIs(t, err, builder.ErrUnsatisfied)
				found++
			} else {
				require.True(t, old.IsZero() || column >= gate.NumWires(), "wire %d of row %d (%s)", column, row, gate.ID())
			}
		}
	}
	assert.Greater(t, found, 1200)
}

func TestCheckNamesGate(t *testing.T) {
	c, x, _ := square(t)
	w := c.NewWitness()
	w.Set(x, field.New(3))
	wires, publicInputs, err := w.Run(zeros{}, 1)
	require.NoError(t, err)

	wires[7][0] = field.One() // the output of an unused slot
	err = c.Check(wires, publicInputs)
	require.ErrorIs(t, err, builder.ErrUnsatisfied)
	assert.ErrorContains(t, err, "constraint 1 of row 0 (ArithmeticGate { num_ops: 20 })")
	wires[7][0] = field.Zero()

	publicInputs[1] = field.New(10)
	err = c.Check(wires, publicInputs)
	require.ErrorIs(t, err, builder.ErrUnsatisfied)
	assert.ErrorContains(t, err, "(PublicInputGate)")
	publicInputs[1] = field.New(9)

	// Two operands that ought to be copies of each other, in an operation that
	// holds by itself.
	for column, v := range []uint64{9, 1, 0, 9} {
		wires[column][0] = field.New(v)
	}
	err = c.Check(wires, publicInputs)
	require.ErrorIs(t, err, builder.ErrUnsatisfied)
	assert.ErrorContains(t, err, "but its copy, wire 0 of row 0")
}

func TestCheckShape(t *testing.T) {
	c, x, _ := square(t)
	w := c.NewWitness()
	w.Set(x, field.New(3))
	wires, publicInputs, err := w.Run(zeros{}, 1)
	require.NoError(t, err)
	assert.Error(t, c.Check(wires[1:], publicInputs))
	assert.Error(t, c.Check(wires, publicInputs[1:]))
	wires[5] = wires[5][1:]
	assert.Error(t, c.Check(wires, publicInputs))
}
