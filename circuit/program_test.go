package circuit

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// recording drives a Constraints and computes every value on the side, over
// the same point.
type recording struct {
	r      *rand.Rand
	c      Constraints
	at     Point
	exprs  []Expr
	values []field.Ext
	zeros  []field.Ext // values of the constraints
}

func newRecording(seed uint64) *recording {
	g := &recording{r: rand.New(rand.NewPCG(seed, 0))}
	for range 5 {
		g.at.Wires = append(g.at.Wires, g.ext())
		g.at.Constants = append(g.at.Constants, g.ext())
	}
	for i := range g.at.PublicInputsHash {
		g.at.PublicInputsHash[i] = field.New(g.r.Uint64())
		g.push(g.c.PublicInputsHash(i), field.ExtFrom(g.at.PublicInputsHash[i]))
	}
	for i := range g.at.Wires {
		g.push(g.c.Wire(i), g.at.Wires[i])
		g.push(g.c.Constant(i), g.at.Constants[i])
	}
	return g
}

func (g *recording) ext() field.Ext {
	return field.Ext{A0: field.New(g.r.Uint64()), A1: field.New(g.r.Uint64())}
}

// small returns −2, …, 2: the values on which simplifications depend.
func (g *recording) small() field.Element { return field.New(g.r.Uint64N(5)).Sub(field.New(2)) }

func (g *recording) push(e Expr, v field.Ext) {
	g.exprs, g.values = append(g.exprs, e), append(g.values, v)
}

func (g *recording) pick() (Expr, field.Ext) {
	i := g.r.IntN(len(g.exprs))
	return g.exprs[i], g.values[i]
}

// step records one random operation.
func (g *recording) step() {
	c := &g.c
	a, x := g.pick()
	b, y := g.pick()
	d, z := g.pick()
	k := g.small()
	switch g.r.IntN(13) {
	case 0:
		g.push(c.Const(k), field.ExtFrom(k))
	case 1:
		g.push(c.Add(a, b), x.Add(y))
	case 2:
		g.push(c.Sub(a, b), x.Sub(y))
	case 3:
		g.push(c.Mul(a, b), x.Mul(y))
	case 4:
		g.push(c.MulAdd(a, b, d), x.MulAdd(y, z))
	case 5:
		g.push(c.MulSub(a, b, d), z.Sub(x.Mul(y)))
	case 6:
		g.push(c.AddConst(a, k), x.AddBase(k))
	case 7:
		g.push(c.MulConst(k, a), x.MulBase(k))
	case 8:
		g.push(c.Select(a, b, d), y.Add(x.Mul(z.Sub(y))))
	case 9:
		n := g.r.IntN(4)
		terms, sum := []Expr{a, b, d}[:min(n, 3)], field.Ext{}
		base, w := g.pick()
		for i := len(terms) - 1; i >= 0; i-- {
			sum = sum.MulAdd(w, []field.Ext{x, y, z}[i])
		}
		g.push(c.Reduce(base, terms), sum)
	case 10:
		var state [hash.Width]Expr
		var s0, s1 hash.State
		for i := range state {
			e, v := g.pick()
			state[i], s0[i], s1[i] = e, v.A0, v.A1
		}
		hash.MDS(&s0)
		hash.MDS(&s1)
		out := c.PoseidonMDS(state)
		for range 3 { // the rest is dead
			i := g.r.IntN(hash.Width)
			g.push(out[i], field.Ext{A0: s0[i], A1: s1[i]})
		}
	case 11:
		c.Zero(a)
		g.zeros = append(g.zeros, x)
	case 12:
		c.Equal(a, b)
		g.zeros = append(g.zeros, x.Sub(y))
	}
}

// gate makes the recording a gate, for Compile.
type recordedGate struct {
	NoopGate
	g *recording
}

func (r recordedGate) NumConstraints() int      { return len(r.g.zeros) }
func (r recordedGate) Constrain(c *Constraints) { *c = r.g.c }

func TestCompileRandomPrograms(t *testing.T) {
	for seed := range uint64(300) {
		g := newRecording(seed)
		for range 1 + g.r.IntN(60) {
			g.step()
		}
		p := Compile(recordedGate{g: g})
		require.Equal(t, g.zeros, append([]field.Ext(nil), p.EvalExt(&g.at)...), "seed %d", seed)
		checkRegisters(t, p)
	}
}

// checkRegisters checks what Instruction promises about registers.
func checkRegisters(t *testing.T, p *Program) {
	t.Helper()
	written := make([]bool, p.NumRegisters)
	zeros := 0
	for _, in := range p.Instructions {
		read := append([]Operand{}, in.Args...)
		switch in.Op {
		case OpZero, OpAffine:
			read = append(read, in.A)
		case OpLinear, OpMul:
			read = append(read, in.A, in.B)
		case OpMulAdd:
			read = append(read, in.A, in.B, in.C)
		}
		dsts := in.Dsts
		if in.Op == OpZero {
			require.Equal(t, zeros, in.Dst)
			zeros++
		} else if in.Op != OpPoseidonMDS {
			dsts = []int{in.Dst}
		}
		for _, o := range read {
			if o.Source != Register {
				continue
			}
			require.True(t, written[o.Index], "register read before it is written")
			if in.Op == OpReduce || in.Op == OpPoseidonMDS {
				require.NotContains(t, dsts, o.Index)
			}
		}
		for i, d := range dsts {
			require.NotContains(t, dsts[:i], d)
			written[d] = true
		}
	}
	require.Equal(t, p.NumConstraints, zeros)
}

// An arithmetic slot is one product with a constant and two multiply-adds, and
// needs no more than one register.
func TestCompileFusesArithmetic(t *testing.T) {
	p := Compile(ArithmeticGate{NumOps: 1})
	var ops []Op
	for _, in := range p.Instructions {
		ops = append(ops, in.Op)
	}
	require.Equal(t, []Op{OpMul, OpMulAdd, OpMulAdd, OpZero}, ops)
	require.Equal(t, 1, p.NumRegisters)
}

// Equal expressions and unused ones take no instructions.
func TestCompileSharesAndDrops(t *testing.T) {
	g := newRecording(0)
	c := &g.c
	a, b := c.Wire(0), c.Wire(1)
	c.Mul(c.Add(a, b), c.Constant(0))
	c.Zero(c.Sub(c.Mul(c.Add(a, b), c.Add(b, a)), a))
	c.Zero(c.Sub(c.Mul(c.Add(a, b), c.Add(b, a)), a))
	g.zeros = make([]field.Ext, 2)
	p := Compile(recordedGate{g: g})
	require.Len(t, p.Instructions, 4) // a + b, (a + b)² − a, and twice that it is zero
}

func TestCompileRejectsWrongCount(t *testing.T) {
	g := newRecording(0)
	g.zeros = make([]field.Ext, 1)
	require.Panics(t, func() { Compile(recordedGate{g: g}) })
}

func BenchmarkEvalBlock(b *testing.B) {
	for _, g := range []Gate{
		PoseidonGate{}, NewArithmeticGate(StandardConfig()), NewReducingGate(StandardConfig()),
		NewRandomAccessGate(StandardConfig(), 4), NewBaseSumGate(StandardConfig(), 2),
	} {
		b.Run(g.ID()[:10], func(b *testing.B) {
			b.ReportAllocs()
			p := Compile(g)
			columns := Columns{}
			column := make([]field.Element, BlockLen)
			for i := range column {
				column[i] = field.New(uint64(i) * 0x9e3779b97f4a7c15)
			}
			for range g.NumWires() {
				columns.Wires = append(columns.Wires, column)
			}
			for range g.NumConstants() {
				columns.Constants = append(columns.Constants, column)
			}
			var registers BlockRegisters
			for b.Loop() {
				p.EvalBlock(&registers, &columns, 0, BlockLen, func(int, []field.Element) {})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*BlockLen), "ns/point")
			b.ReportMetric(float64(p.NumRegisters), "registers")
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Compile(PoseidonGate{})
	}
}
