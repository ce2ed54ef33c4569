package circuit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/circuittest"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
)

// On each row of a plonky2 witness, all constraints of the row's gate hold.
func TestWitnessSatisfiesGates(t *testing.T) {
	eachVector(t, tracedCircuits(), func(t *testing.T, name string, v *info) {
		common := v.common(t)
		tr := loadTrace(t, name, common)
		programs := make(map[string]*circuit.Program)
		for r, g := range tr.gates {
			if programs[g.ID()] == nil {
				programs[g.ID()] = circuit.Compile(g)
			}
			row := &circuittest.Row{
				Wires:            at(tr.wires, r),
				Constants:        at(tr.constants[len(common.Selectors.Groups):], r),
				PublicInputsHash: digest(v.PublicInputsHash),
			}
			for i, c := range circuittest.Eval(programs[g.ID()], row) {
				require.Truef(t, c.IsZero(), "row %d, %s, constraint %d", r, g.ID(), i)
			}
			// Operations recompute what plonky2 computed. Slots that the
			// circuit does not use keep zero wires, so this goes both ways.
			wires := append([]field.Element(nil), row.Wires...)
			require.NoError(t, circuittest.Complete(g, row))
			require.Equal(t, wires, row.Wires, "row %d, %s", r, g.ID())
		}
	})
}

func at(columns [][]field.Element, row int) []field.Element {
	out := make([]field.Element, len(columns))
	for i := range columns {
		out[i] = columns[i][row]
	}
	return out
}

// On the row subgroup all vanishing polynomials vanish. The evaluator of blocks
// must find that, and agree with the verifier's evaluation elsewhere.
func TestQuotientEvaluatorOnRows(t *testing.T) {
	eachVector(t, tracedCircuits(), func(t *testing.T, name string, v *info) {
		columns, points := rowsOf(t, name, v)
		e := startedEvaluator(t, v)
		dst := newColumns(2, len(points.X))
		e.Eval(dst, columns, points)
		require.Equal(t, newColumns(2, len(points.X)), dst)

		columns.Wires[0][3] = columns.Wires[0][3].Add(field.One())
		e.Eval(dst, columns, points)
		require.NotZero(t, dst[0][3])
		require.NotZero(t, dst[1][3])
	})
}

func startedEvaluator(t testing.TB, v *info) *circuit.QuotientEvaluator {
	t.Helper()
	e := circuit.NewQuotientEvaluator(circuit.NewVanishing(v.common(t)))
	e.Start(digest(v.PublicInputsHash), elements(v.Challenges.Betas), elements(v.Challenges.Gammas), elements(v.Challenges.Alphas))
	return e
}

func newColumns(n, length int) [][]field.Element {
	out := make([][]field.Element, n)
	for i := range out {
		out[i] = make([]field.Element, length)
	}
	return out
}

// rowsOf returns the polynomials of a vector on the rows.
func rowsOf(t *testing.T, name string, v *info) (*circuit.QuotientColumns, *circuit.QuotientPoints) {
	t.Helper()
	common := v.common(t)
	tr := loadTrace(t, name, common)
	var products struct {
		Columns [][]decimal `json:"zs_then_partial_products_values_on_subgroup"`
	}
	testutil.VectorJSON(t, vectorFile(name, "prover_trace.json"), &products)

	columns := &circuit.QuotientColumns{Constants: tr.constants, Sigmas: tr.sigmas, Wires: tr.wires}
	points := &circuit.QuotientPoints{
		X:         common.FRI.Dialect.Generators.Subgroup(common.DegreeBits()),
		L0:        make([]field.Element, common.Degree()),
		ZHInverse: field.New(5), // any factor keeps zero
	}
	points.L0[0] = field.One()
	for i, c := range products.Columns {
		column := elements(c)
		if i < common.Config.NumChallenges {
			columns.Zs = append(columns.Zs, column)
			points.ZsNext = append(points.ZsNext, append(column[1:len(column):len(column)], column[0]))
		} else {
			columns.PartialProducts = append(columns.PartialProducts, column)
		}
	}
	return columns, points
}

// At random values of all polynomials, blocks of points give what the verifier
// computes point by point.
func TestQuotientEvaluatorAgreesWithVanishing(t *testing.T) {
	const from, n = 5, circuit.BlockLen + 7
	v := loadInfo(t, "05_gate_zoo")
	common := v.common(t)
	random := randomColumns()
	columns := &circuit.QuotientColumns{
		Constants:       random(common.NumConstants, from+n),
		Sigmas:          random(common.Config.NumRoutedWires, from+n),
		Wires:           random(common.Config.NumWires, from+n),
		Zs:              random(2, from+n),
		PartialProducts: random(2*common.NumPartialProducts, from+n),
	}
	points := &circuit.QuotientPoints{
		From: from, X: random(1, n)[0], L0: make([]field.Element, n), ZsNext: random(2, n), ZHInverse: field.New(3),
	}
	for i, x := range points.X {
		zh := x.ExpPowerOf2(common.DegreeBits()).Sub(field.One())
		points.L0[i] = zh.Mul(x.Sub(field.One()).Mul(field.New(uint64(common.Degree()))).Inverse())
	}
	dst := newColumns(2, n)
	startedEvaluator(t, v).Eval(dst, columns, points)

	vanishing := circuit.NewVanishing(common)
	ch := &circuit.Challenges{
		Betas: elements(v.Challenges.Betas), Gammas: elements(v.Challenges.Gammas), Alphas: elements(v.Challenges.Alphas),
	}
	for i, x := range points.X {
		extAt := func(columns [][]field.Element, row int) (out []field.Ext) {
			for _, e := range at(columns, row) {
				out = append(out, field.ExtFrom(e))
			}
			return out
		}
		ch.Zeta = field.ExtFrom(x)
		want := vanishing.Eval(&circuit.Openings{
			Constants: extAt(columns.Constants, from+i), Sigmas: extAt(columns.Sigmas, from+i),
			Wires: extAt(columns.Wires, from+i), Zs: extAt(columns.Zs, from+i), ZsNext: extAt(points.ZsNext, i),
			PartialProducts: extAt(columns.PartialProducts, from+i),
		}, digest(v.PublicInputsHash), ch)
		for c := range dst {
			require.Equal(t, want[c].MulBase(points.ZHInverse), field.ExtFrom(dst[c][i]), "challenge %d, point %d", c, i)
		}
	}
}

// randomColumns returns a source of columns of random elements.
func randomColumns() func(n, length int) [][]field.Element {
	var state hash.State
	return func(n, length int) [][]field.Element {
		columns := newColumns(n, length)
		for _, c := range columns {
			for i := range c {
				hash.Permute(&state)
				c[i] = state[0]
			}
		}
		return columns
	}
}

// evaluation returns an evaluator with n random points of a vector's circuit.
func evaluation(t testing.TB, name string, n int) func() {
	v := loadInfo(t, name)
	common := v.common(t)
	random := randomColumns()
	columns := &circuit.QuotientColumns{
		Constants:       random(common.NumConstants, n),
		Sigmas:          random(common.Config.NumRoutedWires, n),
		Wires:           random(common.Config.NumWires, n),
		Zs:              random(2, n),
		PartialProducts: random(2*common.NumPartialProducts, n),
	}
	points := &circuit.QuotientPoints{X: random(1, n)[0], L0: random(1, n)[0], ZsNext: random(2, n)}
	e := startedEvaluator(t, v)
	dst := newColumns(2, n)
	return func() { e.Eval(dst, columns, points) }
}

func TestQuotientEvaluatorAllocatesNothing(t *testing.T) {
	assert.Zero(t, testing.AllocsPerRun(3, evaluation(t, "05_gate_zoo", 10)))
}

func BenchmarkQuotientEvaluator(b *testing.B) {
	eval := evaluation(b, "10_okx_batch_16x3", circuit.BlockLen)
	b.ReportAllocs()
	for b.Loop() {
		eval()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*circuit.BlockLen), "ns/point")
}
