package builder

import "fmt"

// Target names a value of the circuit: either a wire, which has a row and a
// column, or a virtual target, which has no place of its own and takes part in
// copy constraints only. Targets are comparable and belong to the builder that
// made them. The zero Target names nothing.
type Target struct {
	index  int32 // row of a wire, number of a virtual target
	column int32 // 1 + column of a wire, virtualColumn, or 0 in the zero Target
}

const virtualColumn = -1

// Bool is a target constrained to 0 or 1. Whoever makes one from a bare target
// vouches for the constraint, see [Builder.AssertBool].
type Bool struct{ Target }

// Ext holds the coefficients of an element of the quadratic extension, the
// constant one first.
type Ext [2]Target

// Digest holds the elements of a hash.
type Digest [4]Target

// Cap holds the digests of a Merkle cap, left to right.
type Cap []Digest

// Wire returns the target of the wire at the given row and column.
func Wire(row, column int) Target {
	return Target{index: int32(row), column: int32(column) + 1}
}

// wireExt returns the extension element at two adjacent wires.
func wireExt(row, column int) Ext {
	return Ext{Wire(row, column), Wire(row, column+1)}
}

func virtual(number int) Target {
	return Target{index: int32(number), column: virtualColumn}
}

func (t Target) isVirtual() bool { return t.column == virtualColumn }

// String names the place of t for error messages.
func (t Target) String() string {
	switch {
	case t.isVirtual():
		return fmt.Sprintf("virtual target %d", t.index)
	case t.column > 0:
		return fmt.Sprintf("wire %d of row %d", t.column-1, t.index)
	}
	return "the zero target"
}
