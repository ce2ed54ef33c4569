package builder

import (
	"fmt"
	"math"
)

// layout numbers the cells that hold the values of a witness: the wires, column
// by column, with the virtual targets between routed and other wires.
//
//	0           routed·rows           +virtuals               +wires·rows
//	| routed columns | virtual targets | columns that are not routed |
//
// The shared cells, those before the columns that are not routed, are the ones
// that copy constraints may connect.
type layout struct {
	rows     int
	routed   int // routed columns
	wires    int // all columns
	virtuals int
}

// validate returns an error if cells cannot be numbered by an int32.
func (l *layout) validate() error {
	if cells := int64(l.wires)*int64(l.rows) + int64(l.virtuals); cells > math.MaxInt32 {
		return fmt.Errorf("builder: circuit of %d rows has %d values, want at most %d", l.rows, cells, math.MaxInt32)
	}
	return nil
}

func (l *layout) numCells() int  { return l.wires*l.rows + l.virtuals }
func (l *layout) numShared() int { return l.routed*l.rows + l.virtuals }

// wire returns the cell of a wire.
func (l *layout) wire(row, column int) int32 {
	cell := column*l.rows + row
	if column >= l.routed {
		cell += l.virtuals
	}
	return int32(cell)
}

// virtual returns the cell of a virtual target.
func (l *layout) virtual(number int) int32 { return int32(l.routed*l.rows + number) }

// cell returns the cell of a target, or an error if the circuit lacks it.
func (l *layout) cell(t Target) (int32, error) {
	if t.isVirtual() && int(t.index) < l.virtuals {
		return l.virtual(int(t.index)), nil
	}
	if row, column := int(t.index), int(t.column)-1; column >= 0 && column < l.wires && row >= 0 && row < l.rows {
		return l.wire(row, column), nil
	}
	return 0, fmt.Errorf("builder: %s is not in the circuit", t)
}

// target returns the target of a cell.
func (l *layout) target(cell int32) Target {
	i := int(cell)
	if start := l.routed * l.rows; i >= start && i < start+l.virtuals {
		return virtual(i - start)
	} else if i >= start {
		i -= l.virtuals
	}
	return Wire(i%l.rows, i/l.rows)
}
