package builder_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

func TestBuildIsDeterministic(t *testing.T) {
	build := func(workers int) *builder.Circuit {
		b := builder.New(circuit.StandardConfig())
		hashTree(b, 4)
		for i := range uint64(50) { // constants, which builders keep in maps
			b.Connect(b.NewTarget(), b.Constant(field.New(i*i)))
		}
		c, err := b.Build(workers)
		require.NoError(t, err)
		return c
	}
	first := build(1)
	for workers := 1; workers <= 3; workers++ {
		assert.Equal(t, first.Key, build(workers).Key)
	}
}

func TestGateCounts(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	hashTree(b, 4)
	assert.Equal(t, map[string]int{
		circuit.PoseidonGate{}.ID():                2*4 + 3,
		circuit.NewBaseSumGate(b.Config(), 2).ID(): 4,
		circuit.NewArithmeticGate(b.Config()).ID(): 2,
	}, b.GateCounts())
	assert.Equal(t, 17, b.NumRows())
}

func TestBuildOnce(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	_, err := b.Build(1)
	require.NoError(t, err)
	_, err = b.Build(1)
	assert.Error(t, err)
}

func TestDomainSeparator(t *testing.T) {
	digests := make(map[any]bool)
	for _, separator := range [][]field.Element{nil, {field.One()}, {field.One(), field.Zero()}} {
		b := builder.New(circuit.StandardConfig())
		b.SetDomainSeparator(separator)
		c, err := b.Build(1)
		require.NoError(t, err)
		digests[c.Key.CircuitDigest] = true
	}
	assert.Len(t, digests, 3)
}

func TestDialect(t *testing.T) {
	other := fri.Plonky2()
	other.Generators.Group = field.New(7)
	build := func(opts ...builder.Option) *builder.Circuit {
		b := builder.New(circuit.StandardConfig(), opts...)
		b.Square(b.NewTarget())
		c, err := b.Build(1)
		require.NoError(t, err)
		return c
	}
	c := build(builder.WithDialect(other))
	assert.Equal(t, field.New(7), c.Common.KIs[1])
	assert.NotEqual(t, build().Key, c.Key)
}

func TestIncludeGate(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	gate := circuit.NewExponentiationGate(b.Config())
	b.IncludeGate(gate)
	c, err := b.Build(1)
	require.NoError(t, err)
	assert.Contains(t, c.Common.Gates, circuit.Gate(gate))
}

func TestAddSlot(t *testing.T) {
	g := newGadget(t)
	gate := circuit.ArithmeticGate{NumOps: 2}
	one, two := field.One(), field.New(2)
	type place struct{ row, op int }
	var got []place
	for _, k := range []field.Element{one, two, one, two, one} {
		row, op := g.AddSlot(gate, k, one)
		got = append(got, place{row, op})
		for _, wire := range []int{gate.WireMultiplicand0(op), gate.WireMultiplicand1(op), gate.WireAddend(op)} {
			g.Connect(builder.Wire(row, wire), g.input(field.New(3)))
		}
		g.want(builder.Wire(row, gate.WireOutput(op)), k.Mul(field.New(9)).Add(field.New(3)))
	}
	assert.Equal(t, []place{{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 0}}, got)
	g.satisfied()
}

func TestInvalidConfig(t *testing.T) {
	for name, change := range map[string]func(*circuit.Config){
		"security":      func(c *circuit.Config) { c.SecurityBits = 101 },
		"constants":     func(c *circuit.Config) { c.NumConstants = 0 },
		"routed wires":  func(c *circuit.Config) { c.NumRoutedWires = 136 },
		"narrow":        func(c *circuit.Config) { c.NumWires = 100 },
		"hardly routed": func(c *circuit.Config) { c.NumRoutedWires = 3 },
		"degree":        func(c *circuit.Config) { c.MaxQuotientDegreeFactor = 4 },
		"queries":       func(c *circuit.Config) { c.FRI.NumQueries = 0 },
		"rate":          func(c *circuit.Config) { c.FRI.RateBits = 0 },
		"challenges":    func(c *circuit.Config) { c.NumChallenges = 0 },
		"zk without room": func(c *circuit.Config) {
			c.ZeroKnowledge, c.FRI.NumQueries = true, 1<<20
		},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := circuit.StandardConfig()
			change(&cfg)
			b := builder.New(cfg)
			b.RegisterPublicInput(b.NewTarget())
			_, err := b.Build(1)
			assert.Error(t, err)
		})
	}
}

func TestCallerBugs(t *testing.T) {
	b := builder.New(circuit.StandardConfig())
	x := b.NewTarget()
	for name, f := range map[string]func(){
		"routing an unrouted wire":  func() { b.Connect(x, builder.Wire(0, 80)) },
		"connecting a zero target":  func() { b.Connect(builder.Target{}, x) },
		"too many constants":        func() { b.AddGate(circuit.NoopGate{}, field.One()) },
		"a slot of a gate without":  func() { b.AddSlot(circuit.NoopGate{}) },
		"a split beyond the bits":   func() { b.SplitLowHigh(x, 9, 8) },
		"a gate that does not fit":  func() { b.AddGate(circuit.ConstantGate{NumConsts: 3}) },
		"caps of different heights": func() { b.ConnectCap(b.NewCap(1), b.NewCap(2)) },
	} {
		t.Run(name, func(t *testing.T) { assert.Panics(t, f) })
	}
}

func TestTargetsOutsideTheCircuit(t *testing.T) {
	for name, use := range map[string]func(b *builder.Builder){
		"connected":    func(b *builder.Builder) { b.Connect(b.NewTarget(), builder.Wire(1000, 0)) },
		"public":       func(b *builder.Builder) { b.RegisterPublicInput(builder.Wire(1000, 0)) },
		"read by hint": func(b *builder.Builder) { b.Hint(nil, []builder.Target{builder.Wire(1000, 0)}, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			b := builder.New(circuit.StandardConfig())
			use(b)
			_, err := b.Build(1)
			assert.ErrorContains(t, err, "not in the circuit")
		})
	}
}
