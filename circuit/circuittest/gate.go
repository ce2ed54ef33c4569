// Package circuittest holds the conformance tests that every gate passes.
package circuittest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// Row is one row of a circuit.
type Row struct {
	Wires, Constants []field.Element
	PublicInputsHash hash.Digest
}

// Fill turns a row of random values into one that the operations of a gate can
// complete, for example by setting bits to 0 or 1.
type Fill func(r *rand.Rand, row *Row)

// Gate tests that a gate does what its description says:
//
//   - rows completed by its operations satisfy all constraints;
//   - every wire matters, and every constraint can be violated by changing one
//     wire of a satisfying row;
//   - the constraints have the declared degree, and none has a higher one;
//   - the interpreters of the constraints agree.
//
// fill may be nil if the operations complete any row.
func Gate(t *testing.T, g circuit.Gate, fill Fill) {
	t.Helper()
	if fill == nil {
		fill = func(*rand.Rand, *Row) {}
	}
	s := &suite{g, fill, circuit.Compile(g), rand.New(rand.NewPCG(1, 2))}
	t.Run("satisfied", s.satisfied)
	t.Run("violated", s.violated)
	t.Run("degree", s.degree)
	t.Run("block", s.block)
}

type suite struct {
	gate    circuit.Gate
	fill    Fill
	program *circuit.Program
	r       *rand.Rand
}

// Random returns a uniform element.
func Random(r *rand.Rand) field.Element { return field.New(r.Uint64N(field.Modulus)) }

func (s *suite) random(n int) []field.Element {
	out := make([]field.Element, n)
	for i := range out {
		out[i] = Random(s.r)
	}
	return out
}

// row returns a random satisfying row.
func (s *suite) row(t *testing.T) *Row {
	t.Helper()
	row := &Row{
		Wires:            s.random(s.gate.NumWires()),
		Constants:        s.random(s.gate.NumConstants()),
		PublicInputsHash: hash.Digest(s.random(hash.DigestLen)),
	}
	s.fill(s.r, row)
	require.NoError(t, Complete(s.gate, row))
	return row
}

// Complete sets the wires of a row that follow from others.
func Complete(g circuit.Gate, row *Row) error {
	if c, ok := g.(circuit.ConstantWirer); ok {
		for _, w := range c.ConstantWires() {
			row.Wires[w.Wire] = row.Constants[w.Constant]
		}
	}
	if g, ok := g.(circuit.PublicInputGate); ok {
		for i, h := range row.PublicInputsHash {
			row.Wires[g.WireHash(i)] = h
		}
	}
	for _, op := range g.Operations() {
		in := make([]field.Element, len(op.Inputs))
		for i, w := range op.Inputs {
			in[i] = row.Wires[w]
		}
		out := make([]field.Element, len(op.Outputs))
		if err := op.Compute(out, in, row.Constants); err != nil {
			return err
		}
		for i, w := range op.Outputs {
			row.Wires[w] = out[i]
		}
	}
	return nil
}

// Eval returns the values of a program's constraints on a row.
func Eval(p *circuit.Program, row *Row) []field.Ext {
	return p.EvalExt(&circuit.Point{
		Wires:            embed(row.Wires),
		Constants:        embed(row.Constants),
		PublicInputsHash: row.PublicInputsHash,
	})
}

func embed(elements []field.Element) []field.Ext {
	out := make([]field.Ext, len(elements))
	for i, e := range elements {
		out[i] = field.ExtFrom(e)
	}
	return out
}

func (s *suite) satisfied(t *testing.T) {
	for range 8 {
		for i, v := range Eval(s.program, s.row(t)) {
			require.Truef(t, v.IsZero(), "constraint %d is %v", i, v)
		}
	}
}

// violated changes one wire at a time. A wire may be free in some rows, such as
// the elements of a list that are not picked, but not in all.
func (s *suite) violated(t *testing.T) {
	const rows = 400
	violable := make([]bool, s.program.NumConstraints)
	noticed := make([]bool, s.gate.NumWires())
	for range rows {
		row := s.row(t)
		for w := range noticed {
			if noticed[w] {
				continue
			}
			original := row.Wires[w]
			row.Wires[w] = Random(s.r)
			for i, v := range Eval(s.program, row) {
				if !v.IsZero() {
					violable[i], noticed[w] = true, true
				}
			}
			row.Wires[w] = original
		}
		if !slices.Contains(noticed, false) {
			break
		}
	}
	for w, ok := range noticed {
		require.Truef(t, ok, "wire %d may take any value", w)
	}
	for i, ok := range violable {
		require.Truef(t, ok, "constraint %d always holds", i)
	}
}

// degree evaluates the constraints on a random line through the space of wires
// and constants. A polynomial of degree d restricted to it has degree d, except
// with negligible probability.
func (s *suite) degree(t *testing.T) {
	start, slope := s.randomPoint(), s.randomPoint()
	points := s.gate.Degree() + 2
	values := make([][]field.Ext, points)
	for x := range points {
		at := circuit.Point{
			Wires:     line(start.Wires, slope.Wires, x),
			Constants: line(start.Constants, slope.Constants, x),
		}
		values[x] = s.program.EvalExt(&at)
	}
	attained := s.program.NumConstraints == 0
	for i := range s.program.NumConstraints {
		column := make([]field.Ext, points)
		for x := range column {
			column[x] = values[x][i]
		}
		difference(column, s.gate.Degree())
		attained = attained || !column[0].IsZero()
		difference(column[:2], 1)
		require.Truef(t, column[0].IsZero(), "constraint %d has a degree above %d", i, s.gate.Degree())
	}
	require.Truef(t, attained, "no constraint has degree %d", s.gate.Degree())
}

// difference replaces the start of a sequence by its differences of the given
// order, of which there are as many fewer.
func difference(values []field.Ext, order int) {
	for n := len(values) - 1; order > 0; n, order = n-1, order-1 {
		for i := range n {
			values[i] = values[i+1].Sub(values[i])
		}
	}
}

func line(start, slope []field.Ext, x int) []field.Ext {
	out := make([]field.Ext, len(start))
	for i := range out {
		out[i] = start[i].Add(slope[i].MulBase(field.New(uint64(x))))
	}
	return out
}

func (s *suite) randomPoint() circuit.Point {
	random := func(n int) []field.Ext {
		out := make([]field.Ext, n)
		for i := range out {
			out[i] = field.Ext{A0: Random(s.r), A1: Random(s.r)}
		}
		return out
	}
	return circuit.Point{Wires: random(s.gate.NumWires()), Constants: random(s.gate.NumConstants())}
}

// block compares blocks of base field points with the same points one by one.
func (s *suite) block(t *testing.T) {
	const from, n = 3, 21
	columns := circuit.Columns{PublicInputsHash: hash.Digest(s.random(hash.DigestLen))}
	for range s.gate.NumWires() {
		columns.Wires = append(columns.Wires, s.random(from+n))
	}
	for range s.gate.NumConstants() {
		columns.Constants = append(columns.Constants, s.random(from+n))
	}
	row := func(columns [][]field.Element, i int) []field.Element {
		out := make([]field.Element, len(columns))
		for c := range columns {
			out[c] = columns[c][i]
		}
		return out
	}
	want := make([][]field.Ext, n)
	for i := range want {
		want[i] = Eval(s.program, &Row{row(columns.Wires, from+i), row(columns.Constants, from+i), columns.PublicInputsHash})
	}
	var registers circuit.BlockRegisters
	next := 0
	s.program.EvalBlock(&registers, &columns, from, n, func(c int, values []field.Element) {
		require.Equal(t, next, c)
		require.Len(t, values, n)
		for i, v := range values {
			require.Equalf(t, want[i][c], field.ExtFrom(v), "constraint %d, point %d", c, i)
		}
		next++
	})
	require.Equal(t, s.gate.NumConstraints(), next)
}
