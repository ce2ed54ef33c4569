package recursive

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// gateValue is a gate at zeta: its selector filter and its constraints.
type gateValue struct {
	filter      builder.Ext
	constraints []builder.Ext
}

// evalGates evaluates every gate of the inner circuit at zeta.
func evalGates(b *builder.Builder, common *circuit.Common, p *Proof, inputsHash builder.Digest) []gateValue {
	at := &point{
		wires:      p.openings.wires,
		constants:  p.openings.constants[len(common.Selectors.Groups):],
		inputsHash: inputsHash,
	}
	values := make([]gateValue, len(common.Gates))
	for i, g := range common.Gates {
		values[i] = gateValue{
			filter:      filter(b, &common.Selectors, i, p.openings.constants),
			constraints: evalProgram(b, circuit.Compile(g), at),
		}
	}
	return values
}

// filter returns the value at zeta of the polynomial that vanishes on the rows
// of all other gates.
func filter(b *builder.Builder, s *circuit.Selectors, gate int, constants []builder.Ext) builder.Ext {
	selector := constants[s.Indices[gate]]
	product := b.OneExt()
	for _, root := range s.FilterRoots(gate) {
		product = b.MulExt(product, b.SubExt(b.ConstantExt(field.ExtFrom(root)), selector))
	}
	return product
}

// point mirrors [circuit.Point].
type point struct {
	wires      []builder.Ext
	constants  []builder.Ext // selectors not counted
	inputsHash builder.Digest
}

// evalProgram interprets a recorded gate over targets.
func evalProgram(b *builder.Builder, p *circuit.Program, at *point) []builder.Ext {
	one := b.OneExt()
	constraints := make([]builder.Ext, p.NumConstraints)
	registers := make([]builder.Ext, p.NumRegisters)
	value := func(o circuit.Operand) builder.Ext {
		switch o.Source {
		case circuit.Wire:
			return at.wires[o.Index]
		case circuit.Constant:
			return at.constants[o.Index]
		}
		return registers[o.Index]
	}
	values := func(os []circuit.Operand) []builder.Ext {
		vs := make([]builder.Ext, len(os))
		for i, o := range os {
			vs[i] = value(o)
		}
		return vs
	}
	for i := range p.Instructions {
		in := &p.Instructions[i]
		switch in.Op {
		case circuit.OpConst:
			registers[in.Dst] = b.ConstantExt(field.ExtFrom(in.K0))
		case circuit.OpPublicInputsHash:
			registers[in.Dst] = b.ToExt(at.inputsHash[in.A.Index])
		case circuit.OpAffine:
			registers[in.Dst] = affine(b, in.K0, value(in.A), in.K1)
		case circuit.OpLinear:
			registers[in.Dst] = b.ArithmeticExt(in.K0, in.K1, value(in.A), one, value(in.B))
		case circuit.OpMul:
			registers[in.Dst] = b.ScaledMulExt(in.K0, value(in.A), value(in.B))
		case circuit.OpMulAdd:
			registers[in.Dst] = b.ArithmeticExt(in.K0, in.K1, value(in.A), value(in.B), value(in.C))
		case circuit.OpReduce:
			registers[in.Dst] = b.ReduceExt(b.ConstantExt(field.ExtFrom(in.K0)), values(in.Args))
		case circuit.OpPoseidonMDS:
			out := b.PoseidonMDSExt([hash.Width]builder.Ext(values(in.Args)))
			for j, dst := range in.Dsts {
				registers[dst] = out[j]
			}
		case circuit.OpZero:
			constraints[in.Dst] = value(in.A)
		}
	}
	return constraints
}

// affine returns k0·x + k1. An added constant is a target and not a constant of
// the row: there are hundreds of them in a Poseidon gate, rows share constants
// only if they are equal, and random access rows show constants for nothing.
func affine(b *builder.Builder, k0 field.Element, x builder.Ext, k1 field.Element) builder.Ext {
	return b.MulConstAddExt(k0, x, b.ConstantExt(field.ExtFrom(k1)))
}
