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
	scratch   []field.Element
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
	r.grow(p.NumRegisters + 1)
	b := block{in, r.blocks, r.blocks[p.NumRegisters], from, n}
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
		b.linear(dst, in.K0, b.value(in.A), in.K1, b.value(in.B))
	case OpMul:
		vec.Mul(dst, b.value(in.A), b.value(in.B))
		if in.K0 != field.One() {
			vec.Scale(dst, dst, in.K0)
		}
	case OpMulAdd:
		b.mulAdd(dst, in.K0, b.value(in.A), b.value(in.B), in.K1, b.value(in.C))
	case OpReduce:
		last := len(in.Args) - 1
		copy(dst, b.value(in.Args[last]))
		for j := last - 1; j >= 0; j-- {
			vec.ScaleAdd(dst, dst, b.value(in.Args[j]), in.K0)
		}
	}
}

func (b *block) mds(in *Instruction) {
	var src, dst [hash.Width][]field.Element
	for i := range src {
		src[i], dst[i] = b.value(in.Args[i]), b.registers[in.Dsts[i]][:b.n]
	}
	hash.MDSColumns(&dst, &src)
}

func fill(dst []field.Element, k field.Element) {
	for i := range dst {
		dst[i] = k
	}
}

// affine sets dst[i] = k0·a[i] + k1.
func affine(dst []field.Element, k0 field.Element, a []field.Element, k1 field.Element) {
	if k0 != field.One() {
		vec.Scale(dst, a, k0)
		a = dst
	}
	vec.AddScalar(dst, a, k1)
}

// linear sets dst[i] = k0·x[i] + k1·y[i].
func (b *block) linear(dst []field.Element, k0 field.Element, x []field.Element, k1 field.Element, y []field.Element) {
	one := field.One()
	switch {
	case k0 == one && k1 == one:
		vec.Add(dst, x, y)
	case k0 == one && k1 == one.Neg():
		vec.Sub(dst, x, y)
	case k0 == one.Neg() && k1 == one:
		vec.Sub(dst, y, x)
	case k0 == one:
		vec.ScaleAdd(dst, y, x, k1)
	case k1 == one:
		vec.ScaleAdd(dst, x, y, k0)
	default:
		scaled := b.scratch[:b.n]
		vec.Scale(scaled, x, k0)
		vec.ScaleAdd(dst, y, scaled, k1)
	}
}

// mulAdd sets dst[i] = k0·x[i]·y[i] + k1·z[i].
func (b *block) mulAdd(dst []field.Element, k0 field.Element, x, y []field.Element, k1 field.Element, z []field.Element) {
	if one := field.One(); k0 == one && k1 == one {
		vec.MulAdd(dst, x, y, z)
		return
	}
	product := b.scratch[:b.n] // dst may be z
	vec.Mul(product, x, y)
	b.linear(dst, k0, product, k1, z)
}
