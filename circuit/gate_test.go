package circuit_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/circuittest"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

type gateTest struct {
	gate circuit.Gate
	fill circuittest.Fill
}

func TestGates(t *testing.T) {
	cfg := circuit.StandardConfig()
	for _, test := range []gateTest{
		{circuit.NoopGate{}, nil},
		{circuit.NewConstantGate(cfg), nil},
		{circuit.PublicInputGate{}, nil},
		{circuit.NewArithmeticGate(cfg), nil},
		{circuit.NewArithmeticExtensionGate(cfg), nil},
		{circuit.NewMulExtensionGate(cfg), nil},
		baseSum(circuit.BaseSumGate{Base: 2, NumLimbs: 1}),
		baseSum(circuit.NewBaseSumGate(cfg, 2)),
		baseSum(circuit.NewBaseSumGate(cfg, 3)),
		baseSum(circuit.NewBaseSumGate(cfg, 6)),
		rangeCheck(circuit.RangeCheckGate{NumValues: 1, Bits: 2}),
		rangeCheck(circuit.NewRangeCheckGate(cfg, 52)),
		rangeCheck(circuit.NewRangeCheckGate(cfg, 62)),
		{circuit.PoseidonGate{}, bitWires(circuit.PoseidonGate{}.WireSwap())},
		{circuit.PoseidonMDSGate{}, nil},
		{circuit.ReducingGate{NumCoeffs: 1}, nil},
		{circuit.NewReducingGate(cfg), nil},
		{circuit.ReducingExtensionGate{NumCoeffs: 1}, nil},
		{circuit.NewReducingExtensionGate(cfg), nil},
		randomAccess(circuit.NewRandomAccessGate(cfg, 1)),
		randomAccess(circuit.NewRandomAccessGate(cfg, 4)),
		randomAccess(circuit.RandomAccessGate{NumCopies: 2}),
		{circuit.ExponentiationGate{NumPowerBits: 2}, bitWires(1, 2)},
		{circuit.NewExponentiationGate(cfg), bitWires(columns(1, 66)...)},
		{interpolation(t, fri.Plonky2(), 1, 2), nil},
		{interpolation(t, fri.Plonky2(), 3, 2), nil},
		{interpolation(t, fri.Plonky2(), 4, 8), nil},
		{interpolation(t, fri.Plonky2(), 5, 8), nil},
		{interpolation(t, fri.OKX(), 1, 8), nil},
		{interpolation(t, fri.OKX(), 3, 8), nil},
		{interpolation(t, fri.OKX(), 2, 2), nil},
		{interpolation(t, fri.OKX(), 4, 8), nil},
	} {
		t.Run(test.gate.ID(), func(t *testing.T) { circuittest.Gate(t, test.gate, test.fill) })
	}
}

func columns(from, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = from + i
	}
	return out
}

// bitWires sets wires to random bits.
func bitWires(wires ...int) circuittest.Fill {
	return func(r *rand.Rand, row *circuittest.Row) {
		for _, w := range wires {
			row.Wires[w] = field.New(r.Uint64N(2))
		}
	}
}

// rangeCheck returns a test of the gate with values in range.
func rangeCheck(g circuit.RangeCheckGate) gateTest {
	return gateTest{g, func(r *rand.Rand, row *circuittest.Row) {
		for i := range g.NumValues {
			row.Wires[g.WireValue(i)] = field.New(r.Uint64N(1 << g.Bits))
		}
	}}
}

// baseSum returns a test of the gate with numbers that fit its limbs.
func baseSum(g circuit.BaseSumGate) gateTest {
	numbers := uint64(1)
	for range g.NumLimbs {
		numbers *= uint64(g.Base)
	}
	return gateTest{g, func(r *rand.Rand, row *circuittest.Row) {
		row.Wires[g.WireSum()] = field.New(r.Uint64N(numbers))
	}}
}

// randomAccess returns a test of the gate with indices in range.
func randomAccess(g circuit.RandomAccessGate) gateTest {
	return gateTest{g, func(r *rand.Rand, row *circuittest.Row) {
		for i := range g.NumCopies {
			row.Wires[g.WireIndex(i)] = field.New(r.Uint64N(uint64(g.ListLen())))
		}
	}}
}

// interpolation returns the gate of a dialect.
func interpolation(t testing.TB, d fri.Dialect, bits, maxDegree int) circuit.InterpolationGate {
	t.Helper()
	g, err := circuit.NewInterpolationGate(d, bits, maxDegree)
	require.NoError(t, err)
	return g
}

// Operations refuse inputs that no output satisfies.
func TestOperationErrors(t *testing.T) {
	five := func(n, wire int) *circuittest.Row { // 5 at the wire, 0 elsewhere
		row := &circuittest.Row{Wires: make([]field.Element, n)}
		row.Wires[wire] = field.New(5)
		return row
	}
	sum := circuit.BaseSumGate{Base: 2, NumLimbs: 2}
	assert.Error(t, circuittest.Complete(sum, five(3, sum.WireSum())))
	access := circuit.RandomAccessGate{Bits: 2, NumCopies: 1}
	assert.Error(t, circuittest.Complete(access, five(8, access.WireIndex(0))))
	poseidon := circuit.PoseidonGate{}
	assert.Error(t, circuittest.Complete(poseidon, five(135, poseidon.WireSwap())))
	for _, gate := range []circuit.Gate{
		interpolation(t, fri.Plonky2(), 1, 2), interpolation(t, fri.OKX(), 1, 2), interpolation(t, fri.OKX(), 2, 2),
	} {
		assert.Error(t, circuittest.Complete(gate, five(gate.NumWires(), 1)), "shift 0 of %s", gate.ID())
	}
}

func TestInterpolationBounds(t *testing.T) {
	plonky2, okx := fri.Plonky2(), fri.OKX()
	for _, c := range []struct {
		dialect         fri.Dialect
		bits, maxDegree int
	}{
		{plonky2, 0, 8}, {plonky2, -1, 8}, {plonky2, circuit.MaxInterpolationBits + 1, 8}, {plonky2, 4, 1},
		{okx, 0, 8}, {okx, -1, 8}, {okx, circuit.MaxInterpolationBits + 1, 8}, {okx, 64, 8}, {okx, 1, 1},
	} {
		_, err := circuit.NewInterpolationGate(c.dialect, c.bits, c.maxDegree)
		assert.Error(t, err, "%+v", c)
	}
	assert.Equal(t, 16, interpolation(t, plonky2, 4, 1000).Degree(), "no intermediate values")
}

// All gates evaluate the same polynomial. Those of the fork choose by degree.
func TestInterpolationGates(t *testing.T) {
	const bits = 3
	r := rand.New(rand.NewPCG(3, 4))
	d := fri.OKX()
	high, low := interpolation(t, d, bits, 8), interpolation(t, d, bits, 7)
	require.IsType(t, circuit.HighDegreeInterpolationGate{}, high)
	require.IsType(t, circuit.LowDegreeInterpolationGate{}, low)
	d.Interpolation = fri.BarycentricInterpolation
	coset := interpolation(t, d, bits, 8)

	inputs := make([]field.Element, coset.WireOutput())
	for i := range inputs {
		inputs[i] = circuittest.Random(r)
	}
	var outputs [][]field.Element
	for _, g := range []circuit.InterpolationGate{coset, high, low} {
		row := &circuittest.Row{Wires: make([]field.Element, g.NumWires())}
		copy(row.Wires, inputs)
		require.NoError(t, circuittest.Complete(g, row))
		outputs = append(outputs, row.Wires[g.WireOutput():g.WireOutput()+2])
	}
	require.Equal(t, outputs[0], outputs[1])
	require.Equal(t, outputs[0], outputs[2])
}
