package buildertest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
)

// gateZoo uses every gate of plonky2 except lookups.
func gateZoo(t testing.TB, v Vector, b *builder.Builder) assignment {
	return zoo(t, v, b, interpolation(t, v.Dialect))
}

// okxGateZoo uses every gate of OKX's fork, which still has plonky2's
// interpolation gate beside its own, except lookups.
func okxGateZoo(t testing.TB, v Vector, b *builder.Builder) assignment {
	barycentric := v.Dialect
	barycentric.Interpolation = fri.BarycentricInterpolation
	return zoo(t, v, b, interpolation(t, v.Dialect), interpolation(t, barycentric))
}

// interpolation returns the gate of a dialect over 16 points.
func interpolation(t testing.TB, d fri.Dialect) circuit.InterpolationGate {
	t.Helper()
	g, err := circuit.NewInterpolationGate(d, 4, 8)
	require.NoError(t, err)
	return g
}

// zoo uses the given interpolation gates and all gates that the dialects share.
func zoo(t testing.TB, v Vector, b *builder.Builder, interpolations ...circuit.InterpolationGate) assignment {
	x, y := b.NewExt(), b.NewExt()
	product := b.MulExt(x, y)
	sum := b.MulAddExt(product, x, y)
	quotient := b.DivExt(sum, y)
	weighted := b.ArithmeticExt(field.New(3), field.New(9), quotient, x, product)

	terms, extTerms := b.NewTargets(100), b.NewExts(60)
	reduced, reducedExt := b.Reduce(x, terms), b.ReduceExt(y, extTerms)

	index, bit := b.NewTarget(), b.NewTarget()
	first, second := b.RandomAccess(index, terms[:16]), b.RandomAccess(index, terms[16:32])
	third := b.RandomAccess(bit, terms[:2])

	exponent := make([]builder.Bool, 40)
	for i := range exponent {
		exponent[i] = b.NewBool()
	}
	power := b.ExpBits(terms[5], exponent)

	var rows []int
	var values []builder.Ext
	for _, g := range interpolations {
		row := b.AddGate(g)
		rows = append(rows, row)
		for column := range g.WireOutput() { // the same inputs for all
			b.Connect(builder.Wire(rows[0], column), builder.Wire(row, column))
		}
		values = append(values, builder.Ext{builder.Wire(row, g.WireOutput()), builder.Wire(row, g.WireOutput()+1)})
	}
	mixed := b.PoseidonMDSExt([hash.Width]builder.Ext(extTerms[:hash.Width]))

	shown := []builder.Ext{product, sum, quotient, weighted, reduced, reducedExt, values[0], mixed[0], mixed[11]}
	for _, e := range append(shown, values[1:]...) {
		b.RegisterPublicInputs(e[:]...)
	}
	b.RegisterPublicInputs(first, second, third, power)

	r := v.recording(t)
	return func(w *builder.Witness) {
		w.SetAll(x[:], r.row(0, 0, 2))
		w.SetAll(y[:], r.row(0, 2, 2))
		for i, term := range terms { // 43 to a row, the first ones last
			w.Set(term, r.Wires[6+42-i%43][5-i/43])
		}
		for i, term := range extTerms { // 32 to a row, likewise
			w.SetAll(term[:], r.row(7-i/32, 6+2*(31-i%32), 2))
		}
		w.Set(index, r.Wires[0][8])
		w.Set(bit, r.Wires[0][9])
		for i, e := range exponent {
			w.Set(e.Target, r.Wires[1+i][12])
		}
		for column := range interpolations[0].WireOutput() {
			w.Set(builder.Wire(rows[0], column), r.Wires[column][rows[0]])
		}
	}
}
