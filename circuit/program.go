package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// Op is what an [Instruction] does.
type Op uint8

// The operations. A, B and C stand for the values of the operands, Dst for the
// register that receives the result.
const (
	// OpConst sets Dst = K0.
	OpConst Op = iota
	// OpPublicInputsHash sets Dst to element A.Index of the hash of the
	// public inputs.
	OpPublicInputsHash
	// OpAffine sets Dst = K0·A + K1.
	OpAffine
	// OpLinear sets Dst = K0·A + K1·B.
	OpLinear
	// OpMul sets Dst = K0·A·B.
	OpMul
	// OpMulAdd sets Dst = K0·A·B + K1·C.
	OpMulAdd
	// OpReduce sets Dst = Σ Args[i]·K0^i. There are at least two Args.
	OpReduce
	// OpPoseidonMDS multiplies the vector of the 12 Args by the Poseidon
	// matrix and sets the 12 registers Dsts.
	OpPoseidonMDS
	// OpZero states that A has to vanish; Dst is the number of the
	// constraint. OpZero instructions come in the order of their constraints.
	OpZero
)

// Source says where an operand comes from.
type Source uint8

// The sources of operands.
const (
	Register Source = iota
	Wire
	Constant // of the row, selectors not counted
)

// Operand is a value that an instruction reads.
type Operand struct {
	Source Source
	Index  int
}

// Instruction is one step of a [Program].
//
// The destination of an element-wise operation, that is any but OpReduce and
// OpPoseidonMDS, may be the register of one of its operands. Destinations of
// the other two are distinct from all their operands.
type Instruction struct {
	Op      Op
	Dst     int
	K0, K1  field.Element
	A, B, C Operand

	Args []Operand // of OpReduce and OpPoseidonMDS
	Dsts []int     // of OpPoseidonMDS
}

// Program is the straight-line program that computes the constraints of a gate.
// It is immutable and safe for concurrent use.
type Program struct {
	Instructions   []Instruction
	NumRegisters   int
	NumConstraints int
}

// Compile records the constraints of a gate and compiles them. Values that no
// constraint needs are left out, products are merged into the sums they go to,
// and registers are re-used.
//
// It panics if the gate writes another number of constraints than it declares:
// that is a mistake in the gate, not in any input.
func Compile(g Gate) *Program {
	var c Constraints
	g.Constrain(&c)
	if got, want := len(c.constraints), g.NumConstraints(); got != want {
		panic(fmt.Sprintf("circuit: gate %s writes %d constraints, declares %d", g.ID(), got, want))
	}
	c.fuse()
	return c.emit()
}

// fuse turns a sum with a product that is used nowhere else into one
// multiply-add.
func (c *Constraints) fuse() {
	uses := c.countUses()
	for i := range c.nodes {
		n := &c.nodes[i]
		if n.op != nodeLinear || uses[i] == 0 {
			continue
		}
		if product := c.nodes[n.b]; product.op == nodeMul && uses[n.b] == 1 {
			*n = node{nodeMulAdd, n.k1.Mul(product.k0), n.k0, product.a, product.b, n.a}
		} else if product := c.nodes[n.a]; product.op == nodeMul && uses[n.a] == 1 {
			*n = node{nodeMulAdd, n.k0.Mul(product.k0), n.k1, product.a, product.b, n.b}
		}
	}
}

// countUses returns how often each node is used by constraints and by nodes
// that are used themselves.
func (c *Constraints) countUses() []int {
	uses := make([]int, len(c.nodes))
	for _, z := range c.constraints {
		uses[z.expr]++
	}
	for i := len(c.nodes) - 1; i >= 0; i-- {
		if uses[i] == 0 {
			continue
		}
		for _, operand := range c.operands(Expr(i)) {
			uses[operand]++
		}
	}
	return uses
}

// operands returns the nodes that a node is computed from.
func (c *Constraints) operands(e Expr) []Expr {
	switch n := c.nodes[e]; n.op {
	case nodeAffine:
		return []Expr{n.a}
	case nodeLinear, nodeMul:
		return []Expr{n.a, n.b}
	case nodeMulAdd:
		return []Expr{n.a, n.b, n.c}
	case nodeReduce, nodeMDS:
		return c.args[n.a : n.a+n.b]
	case nodeMDSOutput:
		return []Expr{n.a}
	}
	return nil
}

// emitter writes the instructions of a recording in order.
type emitter struct {
	c        *Constraints
	uses     []int // of each node, by instructions not yet emitted
	register []int // of each node that has been emitted
	free     []int // registers
	program  Program
}

func (c *Constraints) emit() *Program {
	e := emitter{c: c, uses: c.countUses(), register: make([]int, len(c.nodes))}
	e.program.NumConstraints = len(c.constraints)
	next := 0 // constraint
	for i := range c.nodes {
		for next < len(c.constraints) && c.constraints[next].at <= i {
			e.zero(next)
			next++
		}
		if e.uses[i] > 0 {
			e.node(Expr(i))
		}
	}
	for ; next < len(c.constraints); next++ {
		e.zero(next)
	}
	return &e.program
}

// zero emits constraint i.
func (e *emitter) zero(i int) {
	expr := e.c.constraints[i].expr
	e.append(Instruction{Op: OpZero, Dst: i, A: e.operand(expr)})
	e.release(expr)
}

// node emits the instruction that computes n, if it takes one.
func (e *emitter) node(n Expr) {
	in := Instruction{K0: e.c.nodes[n].k0, K1: e.c.nodes[n].k1}
	switch v := e.c.nodes[n]; v.op {
	case nodeWire, nodeConstant:
		return
	case nodeMDS:
		e.mds(n)
		return
	case nodeMDSOutput:
		return // emitted with the first output
	case nodeReduce:
		in.Op = OpReduce
		args := e.c.operands(n)
		in.Args = e.operandList(args)
		in.Dst = e.allocate(n)
		e.release(args...)
		e.append(in)
		return
	case nodeFixed:
		in.Op = OpConst
	case nodePublic:
		in.Op, in.A.Index = OpPublicInputsHash, int(v.a)
	case nodeAffine:
		in.Op, in.A = OpAffine, e.operand(v.a)
	case nodeLinear:
		in.Op, in.A, in.B = OpLinear, e.operand(v.a), e.operand(v.b)
	case nodeMul:
		in.Op, in.A, in.B = OpMul, e.operand(v.a), e.operand(v.b)
	case nodeMulAdd:
		in.Op, in.A, in.B, in.C = OpMulAdd, e.operand(v.a), e.operand(v.b), e.operand(v.c)
	}
	e.release(e.c.operands(n)...)
	in.Dst = e.allocate(n)
	e.append(in)
}

// mds emits the twelve outputs that start at node n.
func (e *emitter) mds(n Expr) {
	args := e.c.operands(n)
	in := Instruction{Op: OpPoseidonMDS, Args: e.operandList(args)}
	for i := range args {
		in.Dsts = append(in.Dsts, e.allocate(n+Expr(i)))
	}
	e.append(in)
	e.release(args...)
	// Each used output counts as a use of the first, which stands for the
	// instruction.
	for i := 1; i < len(args); i++ {
		if e.uses[n+Expr(i)] > 0 {
			e.uses[n]--
		}
	}
	for i := range args {
		if e.uses[n+Expr(i)] == 0 {
			e.free = append(e.free, in.Dsts[i])
		}
	}
}

func (e *emitter) append(in Instruction) {
	e.program.Instructions = append(e.program.Instructions, in)
}

func (e *emitter) operandList(nodes []Expr) []Operand {
	out := make([]Operand, len(nodes))
	for i, n := range nodes {
		out[i] = e.operand(n)
	}
	return out
}

func (e *emitter) operand(n Expr) Operand {
	switch v := e.c.nodes[n]; v.op {
	case nodeWire:
		return Operand{Wire, int(v.a)}
	case nodeConstant:
		return Operand{Constant, int(v.a)}
	}
	return Operand{Register, e.register[n]}
}

// allocate gives node n a register.
func (e *emitter) allocate(n Expr) int {
	if last := len(e.free) - 1; last >= 0 {
		e.register[n], e.free = e.free[last], e.free[:last]
	} else {
		e.register[n] = e.program.NumRegisters
		e.program.NumRegisters++
	}
	return e.register[n]
}

// release counts one use of each node and frees the registers of those that
// have no more.
func (e *emitter) release(nodes ...Expr) {
	for _, n := range nodes {
		e.uses[n]--
		if op := e.c.nodes[n].op; e.uses[n] == 0 && op != nodeWire && op != nodeConstant {
			e.free = append(e.free, e.register[n])
		}
	}
}
