package circuit

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/hash"
)

// BlockLen is the largest number of points that [Program.EvalBlock] takes at
// once. The registers of the largest gate then fit a second-level cache.
const BlockLen = 256

// Columns holds the values of rows' polynomials at many points of the base
// field, one column per polynomial.
type Columns struct {
	Wires            [][]field.Element
	Constants        [][]field.Element // selectors not counted
	PublicInputsHash hash.Digest
}

// BlockRegisters is the memory of [Program.EvalBlock]. It grows to what the
// largest program needs and is reused from call to call. It must not be used
// by two calls at a time. The zero value is ready to use.
type BlockRegisters struct{ blocks [][]field.Element }

// grow makes room for n registers.
func (r *BlockRegisters) grow(n int) {
	for len(r.blocks) < n {
		r.blocks = append(r.blocks, make([]field.Element, BlockLen))
	}
}

// block is a program's view of n points of columns from one row on.
type block struct {
	in        *Columns
	registers [][]field.Element
	from, n   int
}

func (b *block) value(o Operand) []field.Element {
	switch o.Source {
	case Wire:
		return b.in.Wires[o.Index][b.from : b.from+b.n]
	case Constant:
		return b.in.Constants[o.Index][b.from : b.from+b.n]
	}
	return b.registers[o.Index][:b.n]
}

// EvalBlock evaluates the constraints at the n ≤ [BlockLen] points
// [from, from+n) of the columns. It calls zero for each constraint in order
// with its number and its values at the points; zero must neither change nor
// retain them.
func (p *Program) EvalBlock(r *BlockRegisters, in *Columns, from, n int, zero func(i int, values []field.Element)) {
	r.grow(p.NumRegisters)
	b := block{in, r.blocks, from, n}
	for i := range p.Instructions {
		in := &p.Instructions[i]
		switch in.Op {
		case OpZero:
			zero(in.Dst, b.value(in.A))
		case OpPoseidonMDS:
			b.mds(in)
		default:
			b.step(in, b.registers[in.Dst][:n])
		}
	}
}

// step executes an instruction with a single destination.
func (b *block) step(in *Instruction, dst []field.Element) {
	switch in.Op {
	case OpConst:
		fill(dst, in.K0)
	case OpPublicInputsHash:
		fill(dst, b.in.PublicInputsHash[in.A.Index])
	case OpAffine:
		affine(dst, in.K0, b.value(in.A), in.K1)
	case OpLinear:
		linear(dst, in.K0, b.value(in.A), in.K1, b.value(in.B))
	case OpMul:
		vec.Mul(dst, b.value(in.A), b.value(in.B))
		if in.K0 != field.One() {
			vec.Scale(dst, dst, in.K0)
		}
	case OpMulAdd:
		mulAdd(dst, in.K0, b.value(in.A), b.value(in.B), in.K1, b.value(in.C))
	case OpReduce:
		last := len(in.Args) - 1
		copy(dst, b.value(in.Args[last]))
		for j := last - 1; j >= 0; j-- {
			linear(dst, in.K0, dst, field.One(), b.value(in.Args[j]))
		}
	}
}

func (b *block) mds(in *Instruction) {
	var src, dst [hash.Width][]field.Element
	for i := range src {
		src[i], dst[i] = b.value(in.Args[i]), b.registers[in.Dsts[i]][:b.n]
	}
	for row := range b.n {
		var s hash.State
		for i := range s {
			s[i] = src[i][row]
		}
		hash.MDS(&s)
		for i := range s {
			dst[i][row] = s[i]
		}
	}
}

func fill(dst []field.Element, k field.Element) {
	for i := range dst {
		dst[i] = k
	}
}

// affine sets dst[i] = k0·a[i] + k1.
func affine(dst []field.Element, k0 field.Element, a []field.Element, k1 field.Element) {
	a = a[:len(dst)]
	if k0 == field.One() {
		for i := range dst {
			dst[i] = a[i].Add(k1)
		}
		return
	}
	for i := range dst {
		dst[i] = a[i].MulAdd(k0, k1)
	}
}

// linear sets dst[i] = k0·a[i] + k1·b[i].
func linear(dst []field.Element, k0 field.Element, a []field.Element, k1 field.Element, b []field.Element) {
	one := field.One()
	a, b = a[:len(dst)], b[:len(dst)]
	switch {
	case k0 == one && k1 == one:
		vec.Add(dst, a, b)
	case k0 == one && k1 == one.Neg():
		vec.Sub(dst, a, b)
	case k0 == one.Neg() && k1 == one:
		vec.Sub(dst, b, a)
	case k1 == one:
		for i := range dst {
			dst[i] = a[i].MulAdd(k0, b[i])
		}
	case k0 == one:
		for i := range dst {
			dst[i] = b[i].MulAdd(k1, a[i])
		}
	default:
		for i := range dst {
			dst[i] = a[i].Mul(k0).Add(b[i].Mul(k1))
		}
	}
}

// mulAdd sets dst[i] = k0·a[i]·b[i] + k1·c[i].
func mulAdd(dst []field.Element, k0 field.Element, a, b []field.Element, k1 field.Element, c []field.Element) {
	one := field.One()
	a, b, c = a[:len(dst)], b[:len(dst)], c[:len(dst)]
	switch {
	case k0 == one && k1 == one:
		vec.MulAdd(dst, a, b, c)
	case k0 == one.Neg() && k1 == one:
		for i := range dst {
			dst[i] = c[i].Sub(a[i].Mul(b[i]))
		}
	case k0 == one && k1 == one.Neg():
		for i := range dst {
			dst[i] = a[i].Mul(b[i]).Sub(c[i])
		}
	default:
		for i := range dst {
			dst[i] = a[i].Mul(b[i]).Mul(k0).Add(c[i].Mul(k1))
		}
	}
}
