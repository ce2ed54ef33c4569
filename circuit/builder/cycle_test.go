package builder_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
)

// TestCycleOfInput has a target older than the input that depends on it, and
// that is no input itself.
func TestCycleOfInput(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	digest := b.NewDigest()
	x := b.NewTarget()
	low, high := b.SplitLowHigh(x, 16, 32)
	b.ConnectDigest(digest, b.HashNoPad([]builder.Target{low, high, x}))
	// Another cycle, which depends on the first one.
	y := b.NewTarget()
	b.Connect(y, b.Add(high, low))
	b.SplitLE(y, 64)
	c, err := b.Build(1)
	require.NoError(t, err)

	w := c.NewWitness()
	w.Set(x, field.New(0x1234_5678))
	wires, publicInputs, err := w.Run(zeros{}, 1)
	require.NoError(t, err)
	require.NoError(t, c.Check(wires, publicInputs))
	assert.Equal(t, field.New(0x5678), w.Value(low))
	assert.Equal(t, field.New(0x68ac), w.Value(y))

	_, _, err = c.NewWitness().Run(zeros{}, 1)
	require.ErrorIs(t, err, builder.ErrUnset)
	assert.ErrorContains(t, err, x.String())
}

// TestFixedPoint has a value that its own square has to equal.
func TestFixedPoint(t *testing.T) {
	g := newGadget(t)
	x := g.NewTarget()
	g.Connect(x, g.Square(x))
	g.want(x, field.One())
	g.satisfied()

	g = newGadget(t)
	x = g.NewTarget()
	g.Connect(x, g.Square(x))
	g.want(x, field.New(2))
	g.violated(builder.ErrConflict)
}

// TestManyCycles has many inputs that each take part in a cycle, and a chain
// through all of them.
func TestManyCycles(t *testing.T) {
	g := newGadget(t)
	var sum, want = g.Zero(), field.Zero()
	for i := range uint64(100) {
		x := g.input(field.New(i << 60))
		low, high := g.SplitLowHigh(x, 32, 64)
		sum = g.AddMany(sum, low, high)
		v := field.New(i << 60).Uint64()
		want = want.Add(field.New(v >> 32)).Add(field.New(v & 0xffff_ffff))
	}
	g.want(sum, want)
	g.satisfied()
}

func TestCycleWithoutInput(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	gate := circuit.NewArithmeticGate(b.Config())
	row := b.AddGate(gate, field.One(), field.One())
	b.Connect(builder.Wire(row, gate.WireOutput(0)), builder.Wire(row, gate.WireAddend(0)))
	_, err := b.Build(1)
	assert.ErrorContains(t, err, "operation 0 of row 0 (ArithmeticGate { num_ops: 20 }) depends on its own outputs")

	b = builder.New(circuit.StandardConfig())
	x, y := b.NewTarget(), b.NewTarget()
	b.Hint([]builder.Target{x}, []builder.Target{y}, nil)
	b.Hint([]builder.Target{y}, []builder.Target{x}, nil)
	_, err = b.Build(1)
	assert.ErrorContains(t, err, "depends on its own outputs")
}

// TestLevels shows that independent chains run side by side.
func TestLevels(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	for range 10 {
		x := b.NewTarget()
		for range 7 {
			x = b.Square(x)
		}
	}
	c, err := b.Build(1)
	require.NoError(t, err)
	assert.Equal(t, 7, c.NumLevels())
}
