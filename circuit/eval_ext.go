package circuit

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// Point holds the values of a row's polynomials at a point of the extension
// field.
type Point struct {
	Wires            []field.Ext
	Constants        []field.Ext // selectors not counted
	PublicInputsHash hash.Digest
}

// EvalExt returns the values of the constraints at a point. The point must have
// as many wires and constants as the gate uses.
func (p *Program) EvalExt(at *Point) []field.Ext {
	constraints := make([]field.Ext, p.NumConstraints)
	registers := make([]field.Ext, p.NumRegisters)
	value := func(o Operand) field.Ext {
		switch o.Source {
		case Wire:
			return at.Wires[o.Index]
		case Constant:
			return at.Constants[o.Index]
		}
		return registers[o.Index]
	}
	for i := range p.Instructions {
		in := &p.Instructions[i]
		switch in.Op {
		case OpConst:
			registers[in.Dst] = field.ExtFrom(in.K0)
		case OpPublicInputsHash:
			registers[in.Dst] = field.ExtFrom(at.PublicInputsHash[in.A.Index])
		case OpAffine:
			registers[in.Dst] = value(in.A).MulBase(in.K0).AddBase(in.K1)
		case OpLinear:
			registers[in.Dst] = value(in.A).MulBase(in.K0).Add(value(in.B).MulBase(in.K1))
		case OpMul:
			registers[in.Dst] = value(in.A).Mul(value(in.B)).MulBase(in.K0)
		case OpMulAdd:
			product := value(in.A).Mul(value(in.B)).MulBase(in.K0)
			registers[in.Dst] = product.Add(value(in.C).MulBase(in.K1))
		case OpReduce:
			var sum field.Ext
			for j := len(in.Args) - 1; j >= 0; j-- {
				sum = sum.MulBase(in.K0).Add(value(in.Args[j]))
			}
			registers[in.Dst] = sum
		case OpPoseidonMDS:
			// The matrix has base field entries, so it acts on each coordinate.
			var s0, s1 hash.State
			for j, arg := range in.Args {
				v := value(arg)
				s0[j], s1[j] = v.A0, v.A1
			}
			hash.MDS(&s0)
			hash.MDS(&s1)
			for j, dst := range in.Dsts {
				registers[dst] = field.Ext{A0: s0[j], A1: s1[j]}
			}
		case OpZero:
			constraints[in.Dst] = value(in.A)
		}
	}
	return constraints
}
