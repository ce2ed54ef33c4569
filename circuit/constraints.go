package circuit

import "github.com/zkpor/por/field"

// Expr names a value that a gate computes while it writes its constraints.
type Expr int32

// Constraints records the constraints of a gate as a straight-line program
// over an abstract ring. The recorded [Program] is then interpreted over
// extension scalars, over blocks of base field points and over circuit
// targets.
type Constraints struct{}

// Wire returns the wire in column i of the row.
func (c *Constraints) Wire(i int) Expr { panic("skeleton") }

// Constant returns constant i of the row, selectors not counted.
func (c *Constraints) Constant(i int) Expr { panic("skeleton") }

// PublicInputsHash returns element i of the hash of the public inputs.
func (c *Constraints) PublicInputsHash(i int) Expr { panic("skeleton") }

// Const returns a fixed field element.
func (c *Constraints) Const(v field.Element) Expr { panic("skeleton") }

// Add returns a + b.
func (c *Constraints) Add(a, b Expr) Expr { panic("skeleton") }

// Sub returns a − b.
func (c *Constraints) Sub(a, b Expr) Expr { panic("skeleton") }

// Mul returns a·b.
func (c *Constraints) Mul(a, b Expr) Expr { panic("skeleton") }

// MulAdd returns a·b + d.
func (c *Constraints) MulAdd(a, b, d Expr) Expr { panic("skeleton") }

// MulConst returns k·a.
func (c *Constraints) MulConst(k field.Element, a Expr) Expr { panic("skeleton") }

// Reduce returns Σ terms[i]·base^i, by Horner's rule.
func (c *Constraints) Reduce(base Expr, terms []Expr) Expr { panic("skeleton") }

// PoseidonMDS applies the Poseidon matrix.
func (c *Constraints) PoseidonMDS(state [12]Expr) [12]Expr { panic("skeleton") }

// Zero adds the constraint e = 0. Constraints count in the order of the calls.
func (c *Constraints) Zero(e Expr) { panic("skeleton") }
