package builder

import (
	"errors"
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// ErrUnsatisfied reports wires that violate a constraint.
var ErrUnsatisfied = errors.New("constraint is not satisfied")

// Check evaluates all constraints on all rows: it returns an error that wraps
// [ErrUnsatisfied] and names the first row, gate and constraint, or the first
// two wires of a copy constraint, that the given columns violate. It says
// whether a proof would be accepted, at a small part of the cost.
func (c *Circuit) Check(wires [][]field.Element, publicInputs []field.Element) error {
	if len(wires) != c.program.wires {
		return fmt.Errorf("builder: %d columns of wires, want %d", len(wires), c.program.wires)
	}
	for i, column := range wires {
		if len(column) != c.program.rows {
			return fmt.Errorf("builder: column %d has %d rows, want %d", i, len(column), c.program.rows)
		}
	}
	if len(publicInputs) != c.Common.NumPublicInputs {
		return fmt.Errorf("builder: %d public inputs, want %d", len(publicInputs), c.Common.NumPublicInputs)
	}
	if err := c.checkGates(wires, publicInputs); err != nil {
		return err
	}
	return c.checkCopies(wires)
}

func (c *Circuit) checkGates(wires [][]field.Element, publicInputs []field.Element) error {
	p := c.program
	programs := p.constraints()
	columns := &circuit.Columns{
		Wires:            wires,
		Constants:        p.constants,
		PublicInputsHash: hash.NoPad(publicInputs),
	}
	var registers circuit.BlockRegisters
	for from := 0; from < p.rows; {
		to := from + 1
		for to < min(p.rows, from+circuit.BlockLen) && p.rowKinds[to] == p.rowKinds[from] {
			to++
		}
		row, constraint := to, 0
		programs[p.rowKinds[from]].EvalBlock(&registers, columns, from, to-from, func(i int, values []field.Element) {
			for j, v := range values {
				if !v.IsZero() && from+j < row {
					row, constraint = from+j, i
				}
			}
		})
		if row < to {
			return fmt.Errorf("builder: %w: constraint %d of row %d (%s)", ErrUnsatisfied, constraint, row, p.gateID(row))
		}
		from = to
	}
	return nil
}

func (c *Circuit) checkCopies(wires [][]field.Element) error {
	p := c.program
	first := make([]int32, p.numShared()) // wire of a class, plus 1
	for column := range p.routed {
		for row, v := range wires[column] {
			cell := p.wire(row, column)
			class := p.sourceOf(cell)
			if first[class] == 0 {
				first[class] = cell + 1
				continue
			}
			other := first[class] - 1
			if w := wires[int(other)/p.rows][int(other)%p.rows]; v != w {
				return fmt.Errorf("builder: %w: %s is %s, but its copy, %s, is %s",
					ErrUnsatisfied, p.name(cell), v, p.name(other), w)
			}
		}
	}
	return nil
}
