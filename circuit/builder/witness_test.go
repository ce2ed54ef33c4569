package builder_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// square is a circuit with the public inputs x and x².
func square(t testing.TB) (*builder.Circuit, builder.Target, builder.Target) {
	b := builder.New(circuit.StandardConfig())
	x := b.NewTarget()
	y := b.Square(x)
	b.RegisterPublicInputs(x, y)
	c, err := b.Build(1)
	require.NoError(t, err)
	return c, x, y
}

func TestRun(t *testing.T) {
	c, x, y := square(t)
	w := c.NewWitness()
	w.Set(x, field.New(3))
	wires, publicInputs, err := w.Run(zeros{}, 1)
	require.NoError(t, err)
	assert.Equal(t, []field.Element{field.New(3), field.New(9)}, publicInputs)
	assert.Equal(t, field.New(9), w.Value(y))
	assert.Equal(t, field.New(9), wires[3][0], "the output of the first row")
	assert.NoError(t, c.Check(wires, publicInputs))
}

func TestUnset(t *testing.T) {
	c, _, _ := square(t)
	_, _, err := c.NewWitness().Run(zeros{}, 1)
	require.ErrorIs(t, err, builder.ErrUnset)
	assert.ErrorContains(t, err, "virtual target 0")
	assert.ErrorContains(t, err, "row 0 (ArithmeticGate")
}

func TestUnusedTarget(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	unused, alone := b.NewTarget(), b.NewTarget()
	row := b.AddGate(circuit.NoopGate{})
	b.Connect(unused, builder.Wire(row, 3))
	c, err := b.Build(1)
	require.NoError(t, err)

	w := c.NewWitness()
	_, _, err = w.Run(zeros{}, 1)
	require.NoError(t, err)
	assert.Equal(t, field.Zero(), w.Value(unused))

	w.Reset()
	w.Set(unused, field.New(5))
	w.Set(alone, field.New(6))
	wires, _, err := w.Run(zeros{}, 1)
	require.NoError(t, err)
	assert.Equal(t, field.New(5), wires[3][row])
	assert.Equal(t, field.New(6), w.Value(alone))
}

func TestSetTwice(t *testing.T) {
	c, x, _ := square(t)
	w := c.NewWitness()
	w.Set(x, field.New(3))
	w.Set(x, field.New(3))
	_, _, err := w.Run(zeros{}, 1)
	require.NoError(t, err)

	w.Reset()
	w.Set(x, field.New(3))
	w.Set(x, field.New(4))
	_, _, err = w.Run(zeros{}, 1)
	assert.ErrorIs(t, err, builder.ErrConflict)
	assert.ErrorContains(t, err, "set to 3 and to 4")
}

func TestSetComputed(t *testing.T) {
	c, x, y := square(t)
	w := c.NewWitness()
	w.Set(y, field.New(9))
	w.Set(x, field.New(3))
	_, _, err := w.Run(zeros{}, 1)
	require.NoError(t, err)

	w.Reset()
	w.Set(y, field.New(8))
	w.Set(x, field.New(3))
	_, _, err = w.Run(zeros{}, 1)
	assert.ErrorIs(t, err, builder.ErrConflict)
}

func TestForeignTarget(t *testing.T) {
	c, _, _ := square(t)
	for _, foreign := range []builder.Target{{}, builder.Wire(c.Common.Degree(), 0), builder.Wire(0, 135), builder.Wire(-1, 0)} {
		w := c.NewWitness()
		w.Set(foreign, field.One())
		_, _, err := w.Run(zeros{}, 1)
		assert.ErrorContains(t, err, "not in the circuit")
		assert.Panics(t, func() { w.Value(foreign) })
	}
}

func TestRunOnce(t *testing.T) {
	c, x, _ := square(t)
	w := c.NewWitness()
	w.Set(x, field.New(3))
	_, _, err := w.Run(zeros{}, 1)
	require.NoError(t, err)
	_, _, err = w.Run(zeros{}, 1)
	assert.ErrorContains(t, err, "reset")
}

// TestReset shows that nothing of a run, failed or not, is left in the next.
func TestReset(t *testing.T) {
	c, x, y := square(t)
	fresh := c.NewWitness()
	fresh.Set(x, field.New(5))
	want, _, err := fresh.Run(zeros{}, 1)
	require.NoError(t, err)

	w := c.NewWitness()
	w.Set(x, field.New(3))
	w.Set(y, field.New(8))
	wires, _, err := w.Run(zeros{}, 1)
	require.Error(t, err)
	for _, column := range wires {
		for i := range column {
			column[i] = field.New(77)
		}
	}
	w.Reset()
	w.Set(x, field.New(5))
	got, _, err := w.Run(zeros{}, 1)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestConflictNamesPlaces(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	x := b.NewTarget()
	b.Connect(b.Square(x), b.Constant(field.New(16)))
	c, err := b.Build(1)
	require.NoError(t, err)
	w := c.NewWitness()
	w.Set(x, field.New(3))
	_, _, err = w.Run(zeros{}, 1)
	require.ErrorIs(t, err, builder.ErrConflict)
	assert.ErrorContains(t, err, "wire 3 of row 0 (ArithmeticGate { num_ops: 20 }) is 9")
	assert.ErrorContains(t, err, "(ConstantGate { num_consts: 2 }), is 16")
}

func TestOperationNamesRow(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	x := b.NewTarget()
	b.Square(x)
	b.SplitBase(x, 2, 4)
	c, err := b.Build(1)
	require.NoError(t, err)
	w := c.NewWitness()
	w.Set(x, field.New(16))
	_, _, err = w.Run(zeros{}, 1)
	assert.ErrorContains(t, err, "row 1 (BaseSumGate { num_limbs: 4 } + Base: 2)")
}

func TestSetters(t *testing.T) {
	g := newGadget(t)
	flag, ext, digest := g.NewBool(), g.NewExt(), g.NewDigest()
	root, targets := g.NewCap(1), g.NewTargets(2)
	for _, list := range [][]builder.Target{{flag.Target}, ext[:], digest[:], root[0][:], root[1][:], targets} {
		g.AddMany(list...)
	}
	e, d := g.randomExt(), g.randomDigest()
	g.assign = append(g.assign, func(w *builder.Witness) {
		w.SetBool(flag, true)
		w.SetExt(ext, e)
		w.SetDigest(digest, d)
		w.SetDigests(root, []hash.Digest{d, d})
		w.SetAll(targets, []field.Element{e.A0, e.A1})
		assert.Panics(t, func() { w.SetAll(targets, nil) })
		assert.Panics(t, func() { w.SetDigests(root, nil) })
	})
	g.satisfied()
}

// TestWorkers shows that the witness does not depend on the number of
// goroutines, nor do its errors.
func TestWorkers(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	inputs := hashTree(b, 600)
	c, err := b.Build(2)
	require.NoError(t, err)

	r := rand.New(rand.NewPCG(3, 4))
	values := make([]field.Element, len(inputs))
	for i := range values {
		values[i] = field.New(r.Uint64N(1 << 50))
	}
	one, many := c.NewWitness(), c.NewWitness()
	one.SetAll(inputs, values)
	many.SetAll(inputs, values)
	want, wantInputs, err := one.Run(zeros{}, 1)
	require.NoError(t, err)
	got, gotInputs, err := many.Run(zeros{}, 5)
	require.NoError(t, err)
	require.Equal(t, wantInputs, gotInputs)
	require.Equal(t, want, got)
	require.NoError(t, c.Check(got, gotInputs))

	for _, i := range []int{8, 4000} { // two range checks that fail
		values[i] = field.New(1 << 63)
	}
	one.Reset()
	many.Reset()
	one.SetAll(inputs, values)
	many.SetAll(inputs, values)
	_, _, wantErr := one.Run(zeros{}, 1)
	require.Error(t, wantErr)
	_, _, gotErr := many.Run(zeros{}, 5)
	require.EqualError(t, gotErr, wantErr.Error())
}

func TestSteadyStateAllocations(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	inputs := hashTree(b, 16)
	c, err := b.Build(1)
	require.NoError(t, err)
	w := c.NewWitness()
	allocs := testing.AllocsPerRun(10, func() {
		w.Reset()
		for i, x := range inputs {
			w.Set(x, field.New(uint64(i)))
		}
		_, _, err := w.Run(zeros{}, 1)
		require.NoError(t, err)
	})
	assert.LessOrEqual(t, allocs, 10.0)
}

// TestRandomness shows where random values go: to the wires of the row of the
// public inputs that hold no hash.
func TestRandomness(t *testing.T) {
	c, x, _ := square(t)
	row := 0
	for gate, _ := c.Gate(row); gate != (circuit.PublicInputGate{}); gate, _ = c.Gate(row) {
		row++
	}
	w := c.NewWitness()
	w.Set(x, field.New(3))
	// The second element is the modulus, which is drawn again.
	stream := append([]byte{1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255}, bytes.Repeat([]byte{7, 0, 0, 0, 0, 0, 0, 0}, 130)...)
	wires, publicInputs, err := w.Run(bytes.NewReader(stream), 1)
	require.NoError(t, err)
	require.NoError(t, c.Check(wires, publicInputs))
	assert.Equal(t, field.New(1), wires[4][row])
	for column := 5; column < 135; column++ {
		assert.Equal(t, field.New(7), wires[column][row])
	}

	w.Reset()
	w.Set(x, field.New(3))
	_, _, err = w.Run(bytes.NewReader(stream[:500]), 1)
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// TestBlinding shows that pairs of blinding rows are equal in the routed wires
// and that every other blinding row is random throughout.
func TestBlinding(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a circuit of 2^13 rows")
	}
	b := builder.New(circuit.StandardZKConfig())
	x := b.NewTarget()
	b.RegisterPublicInput(b.Square(x))
	c, err := b.Build(2)
	require.NoError(t, err)
	w := c.NewWitness()
	w.Set(x, field.New(3))
	wires, publicInputs, err := w.Run(rand.NewChaCha8([32]byte{}), 2)
	require.NoError(t, err)
	require.NoError(t, c.Check(wires, publicInputs))

	var full, twins int
	for row := range c.Common.Degree() - 1 {
		switch {
		case !wires[134][row].IsZero():
			full++
		case !wires[79][row].IsZero() && wires[79][row] == wires[79][row+1]:
			twins++
			for column := range 80 {
				require.Equal(t, wires[column][row], wires[column][row+1])
			}
		}
	}
	// The row of the public inputs and that of their hash are full, too.
	params := &c.Common.FRI
	openings := params.NumQueries * (1 + 2*(15*len(params.ArityBits)+params.FinalPolyLen()))
	assert.Equal(t, 2+2+openings, full)
	assert.Equal(t, 4+openings, twins)
}

func TestHintError(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	x, y := b.NewTarget(), b.NewTarget()
	failure := errors.New("no square root")
	b.Hint([]builder.Target{y}, []builder.Target{x}, func(_, _ []field.Element) error { return failure })
	c, err := b.Build(1)
	require.NoError(t, err)
	w := c.NewWitness()
	w.Set(x, field.One())
	_, _, err = w.Run(zeros{}, 1)
	assert.ErrorIs(t, err, failure)
}
