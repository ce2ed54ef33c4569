package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// PoseidonMDSGate multiplies twelve elements of the extension field by the
// Poseidon matrix.
type PoseidonMDSGate struct{}

// WireInput returns the first of the two wires of input i.
func (PoseidonMDSGate) WireInput(i int) int { return 2 * i }

// WireOutput returns the first of the two wires of output i.
func (PoseidonMDSGate) WireOutput(i int) int { return 2 * (hash.Width + i) }

// ID implements [Gate].
func (PoseidonMDSGate) ID() string {
	return fmt.Sprintf("PoseidonMdsGate(%s)<WIDTH=%d>", phantomField, hash.Width)
}

// NumWires implements [Gate].
func (PoseidonMDSGate) NumWires() int { return 4 * hash.Width }

// NumConstants implements [Gate].
func (PoseidonMDSGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (PoseidonMDSGate) NumConstraints() int { return 2 * hash.Width }

// Degree implements [Gate].
func (PoseidonMDSGate) Degree() int { return 1 }

// Constrain implements [Gate].
func (g PoseidonMDSGate) Constrain(c *Constraints) {
	// The matrix has base field entries, so it acts on each coordinate.
	var coordinates [2][hash.Width]Expr
	for k := range coordinates {
		for i := range hash.Width {
			coordinates[k][i] = c.Wire(g.WireInput(i) + k)
		}
		coordinates[k] = c.PoseidonMDS(coordinates[k])
	}
	for i := range hash.Width {
		output := ExtExpr{coordinates[0][i], coordinates[1][i]}
		c.EqualExt(c.WireExt(g.WireOutput(i)), output)
	}
}

// Operations implements [Gate].
func (g PoseidonMDSGate) Operations() []Operation {
	return []Operation{{
		Inputs:  columns(g.WireInput(0), 2*hash.Width),
		Outputs: columns(g.WireOutput(0), 2*hash.Width),
		Compute: func(out, in, _ []field.Element) error {
			for k := range 2 {
				var s hash.State
				for i := range s {
					s[i] = in[2*i+k]
				}
				hash.MDS(&s)
				for i := range s {
					out[2*i+k] = s[i]
				}
			}
			return nil
		},
	}}
}
