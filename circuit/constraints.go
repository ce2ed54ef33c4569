package circuit

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// Expr names a value that a gate computes while it writes its constraints.
type Expr int32

// none is the absent operand of a node.
const none Expr = -1

// Constraints records the constraints of a gate as a straight-line program
// over an abstract ring. Equal expressions are recorded once, and arithmetic on
// fixed elements is done while recording. [Compile] turns the recording into a
// [Program]. The zero value is ready to use.
type Constraints struct {
	nodes []node
	index map[node]Expr // of the nodes without args
	args  []Expr        // operands of reduce and MDS nodes

	constraints []constraint
}

// node is one recorded value. Which fields count depends on the operation;
// leaves keep their index in a.
type node struct {
	op      nodeOp
	k0, k1  field.Element
	a, b, c Expr
}

// constraint is an expression that has to vanish. It was recorded when there
// were so many nodes.
type constraint struct {
	expr Expr
	at   int
}

type nodeOp uint8

const (
	nodeWire      nodeOp = iota // wire a
	nodeConstant                // constant a of the row
	nodePublic                  // element a of the public inputs' hash
	nodeFixed                   // k0
	nodeAffine                  // k0·a + k1
	nodeLinear                  // k0·a + k1·b
	nodeMul                     // k0·a·b
	nodeMulAdd                  // k0·a·b + k1·c, made from the two above by fuse
	nodeReduce                  // Σ args[i]·k0^i, args at [a, a+b)
	nodeMDS                     // first of the 12 outputs, args at [a, a+12)
	nodeMDSOutput               // the others: output b of the MDS node a
)

// Wire returns the wire in column i of the row.
func (c *Constraints) Wire(i int) Expr { return c.leaf(nodeWire, i) }

// Constant returns constant i of the row, selectors not counted.
func (c *Constraints) Constant(i int) Expr { return c.leaf(nodeConstant, i) }

// PublicInputsHash returns element i of the hash of the public inputs.
func (c *Constraints) PublicInputsHash(i int) Expr { return c.leaf(nodePublic, i) }

// Const returns a fixed field element.
func (c *Constraints) Const(v field.Element) Expr {
	return c.intern(node{op: nodeFixed, k0: v, a: none, b: none, c: none})
}

// Add returns a + b.
func (c *Constraints) Add(a, b Expr) Expr { return c.linear(field.One(), a, field.One(), b) }

// Sub returns a − b.
func (c *Constraints) Sub(a, b Expr) Expr { return c.linear(field.One(), a, field.One().Neg(), b) }

// Mul returns a·b.
func (c *Constraints) Mul(a, b Expr) Expr { return c.mul(field.One(), a, b) }

// MulAdd returns a·b + d.
func (c *Constraints) MulAdd(a, b, d Expr) Expr { return c.Add(c.Mul(a, b), d) }

// MulSub returns d − a·b.
func (c *Constraints) MulSub(a, b, d Expr) Expr { return c.Sub(d, c.Mul(a, b)) }

// AddConst returns a + k.
func (c *Constraints) AddConst(a Expr, k field.Element) Expr { return c.affine(field.One(), a, k) }

// MulConst returns k·a.
func (c *Constraints) MulConst(k field.Element, a Expr) Expr {
	return c.affine(k, a, field.Zero())
}

// Select returns x where bit is 0 and y where it is 1: x + bit·(y − x).
func (c *Constraints) Select(bit, x, y Expr) Expr { return c.MulAdd(bit, c.Sub(y, x), x) }

// Reduce returns Σ terms[i]·base^i, by Horner's rule.
func (c *Constraints) Reduce(base Expr, terms []Expr) Expr {
	if len(terms) == 0 {
		return c.Const(field.Zero())
	}
	if k, ok := c.fixed(base); ok && len(terms) > 1 {
		start := len(c.args)
		c.args = append(c.args, terms...)
		return c.push(node{op: nodeReduce, k0: k, a: Expr(start), b: Expr(len(terms)), c: none})
	}
	sum := terms[len(terms)-1]
	for i := len(terms) - 2; i >= 0; i-- {
		sum = c.MulAdd(sum, base, terms[i])
	}
	return sum
}

// PoseidonMDS applies the Poseidon matrix.
func (c *Constraints) PoseidonMDS(state [hash.Width]Expr) [hash.Width]Expr {
	start := len(c.args)
	c.args = append(c.args, state[:]...)
	var out [hash.Width]Expr
	out[0] = c.push(node{op: nodeMDS, a: Expr(start), b: hash.Width, c: none})
	for i := 1; i < len(out); i++ {
		out[i] = c.push(node{op: nodeMDSOutput, a: out[0], b: Expr(i), c: none})
	}
	return out
}

// Zero adds the constraint e = 0. Constraints count in the order of the calls.
func (c *Constraints) Zero(e Expr) {
	c.constraints = append(c.constraints, constraint{e, len(c.nodes)})
}

// Equal adds the constraint a − b = 0.
func (c *Constraints) Equal(a, b Expr) { c.Zero(c.Sub(a, b)) }

// Bool adds the constraint x² − x = 0.
func (c *Constraints) Bool(x Expr) { c.Zero(c.Sub(c.Mul(x, x), x)) }

func (c *Constraints) leaf(op nodeOp, i int) Expr {
	return c.intern(node{op: op, a: Expr(i), b: none, c: none})
}

// linear returns k0·a + k1·b.
func (c *Constraints) linear(k0 field.Element, a Expr, k1 field.Element, b Expr) Expr {
	s, a := c.peel(a)
	k0 = k0.Mul(s)
	s, b = c.peel(b)
	k1 = k1.Mul(s)
	if v, ok := c.fixed(a); ok {
		return c.affine(k1, b, k0.Mul(v))
	}
	if v, ok := c.fixed(b); ok {
		return c.affine(k0, a, k1.Mul(v))
	}
	switch {
	case a == b:
		return c.affine(k0.Add(k1), a, field.Zero())
	case k0.IsZero():
		return c.affine(k1, b, field.Zero())
	case k1.IsZero():
		return c.affine(k0, a, field.Zero())
	case a > b:
		k0, a, k1, b = k1, b, k0, a
	}
	return c.intern(node{op: nodeLinear, k0: k0, a: a, k1: k1, b: b, c: none})
}

// affine returns k0·a + k1.
func (c *Constraints) affine(k0 field.Element, a Expr, k1 field.Element) Expr {
	switch n := c.nodes[a]; {
	case k0.IsZero():
		return c.Const(k1)
	case k0 == field.One() && k1.IsZero():
		return a
	case n.op == nodeFixed:
		return c.Const(k0.MulAdd(n.k0, k1))
	case n.op == nodeAffine:
		return c.affine(k0.Mul(n.k0), n.a, k0.MulAdd(n.k1, k1))
	case n.op == nodeMul && k1.IsZero():
		return c.mul(k0.Mul(n.k0), n.a, n.b)
	}
	return c.intern(node{op: nodeAffine, k0: k0, a: a, k1: k1, b: none, c: none})
}

// mul returns k·a·b.
func (c *Constraints) mul(k field.Element, a, b Expr) Expr {
	s, a := c.peel(a)
	k = k.Mul(s)
	s, b = c.peel(b)
	k = k.Mul(s)
	if v, ok := c.fixed(a); ok {
		return c.affine(k.Mul(v), b, field.Zero())
	}
	if v, ok := c.fixed(b); ok {
		return c.affine(k.Mul(v), a, field.Zero())
	}
	if k.IsZero() {
		return c.Const(k)
	}
	return c.intern(node{op: nodeMul, k0: k, a: min(a, b), b: max(a, b), c: none})
}

// peel splits a into a fixed factor and a rest.
func (c *Constraints) peel(a Expr) (field.Element, Expr) {
	if n := c.nodes[a]; n.op == nodeAffine && n.k1.IsZero() {
		return n.k0, n.a
	}
	return field.One(), a
}

// fixed returns the value of a if it is a fixed element.
func (c *Constraints) fixed(a Expr) (field.Element, bool) {
	n := c.nodes[a]
	return n.k0, n.op == nodeFixed
}

func (c *Constraints) intern(n node) Expr {
	if e, ok := c.index[n]; ok {
		return e
	}
	e := c.push(n)
	if c.index == nil {
		c.index = make(map[node]Expr)
	}
	c.index[n] = e
	return e
}

func (c *Constraints) push(n node) Expr {
	c.nodes = append(c.nodes, n)
	return Expr(len(c.nodes) - 1)
}
