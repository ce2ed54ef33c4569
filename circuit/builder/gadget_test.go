package builder_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// gadget is a circuit under test with the inputs and expectations of its
// witness.
type gadget struct {
	*builder.Builder
	t      testing.TB
	r      *rand.Rand
	assign []func(*builder.Witness)
}

func newGadget(t testing.TB) *gadget { return newGadgetWith(t, circuit.StandardConfig()) }

func newGadgetWith(t testing.TB, cfg circuit.Config) *gadget {
	return &gadget{Builder: builder.New(cfg), t: t, r: rand.New(rand.NewPCG(1, 2))}
}

// input returns a new target that the witness sets to v.
func (g *gadget) input(v field.Element) builder.Target {
	t := g.NewTarget()
	g.want(t, v)
	return t
}

func (g *gadget) inputs(values []field.Element) []builder.Target {
	out := make([]builder.Target, len(values))
	for i, v := range values {
		out[i] = g.input(v)
	}
	return out
}

func (g *gadget) inputExt(v field.Ext) builder.Ext {
	return builder.Ext{g.input(v.A0), g.input(v.A1)}
}

func (g *gadget) inputDigest(v hash.Digest) builder.Digest { return builder.Digest(g.inputs(v[:])) }

func (g *gadget) inputBools(e uint64, n int) []builder.Bool {
	out := make([]builder.Bool, n)
	for i := range out {
		out[i] = builder.Bool{Target: g.input(field.New(e >> i & 1))}
	}
	return out
}

// want makes the witness expect v of t: a computed target that has another
// value makes Run fail.
func (g *gadget) want(t builder.Target, v field.Element) {
	g.assign = append(g.assign, func(w *builder.Witness) { w.Set(t, v) })
}

func (g *gadget) wantAll(targets []builder.Target, values []field.Element) {
	require.Len(g.t, targets, len(values))
	for i, t := range targets {
		g.want(t, values[i])
	}
}

func (g *gadget) wantExt(t builder.Ext, v field.Ext) {
	g.wantAll(t[:], []field.Element{v.A0, v.A1})
}

func (g *gadget) wantDigest(t builder.Digest, v hash.Digest) { g.wantAll(t[:], v[:]) }

func (g *gadget) wantBool(t builder.Bool, v bool) { g.want(t.Target, field.FromBool(v)) }

func (g *gadget) random() field.Element { return field.New(g.r.Uint64()) }

func (g *gadget) randoms(n int) []field.Element {
	out := make([]field.Element, n)
	for i := range out {
		out[i] = g.random()
	}
	return out
}

func (g *gadget) randomExt() field.Ext { return field.Ext{A0: g.random(), A1: g.random()} }

func (g *gadget) randomDigest() hash.Digest { return hash.Digest(g.randoms(hash.DigestLen)) }

// run builds the circuit, runs the witness and checks all constraints.
func (g *gadget) run() error {
	g.t.Helper()
	c, err := g.Build(1)
	require.NoError(g.t, err)
	w := c.NewWitness()
	for _, assign := range g.assign {
		assign(w)
	}
	wires, publicInputs, err := w.Run(zeros{}, 1)
	if err != nil {
		return err
	}
	return c.Check(wires, publicInputs)
}

// satisfied requires that the circuit accepts the inputs and computes what is
// expected.
func (g *gadget) satisfied() {
	g.t.Helper()
	require.NoError(g.t, g.run())
}

// violated requires that there is no witness with these inputs.
func (g *gadget) violated(want error) {
	g.t.Helper()
	require.ErrorIs(g.t, g.run(), want)
}
