package builder

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/par"
)

// partition is a disjoint-set forest of cells, whose classes the copy
// constraints make equal. Each cell points to another of its class, the root to
// itself; a root is the lowest cell of its class.
type partition []int32

func newPartition(n int) partition {
	p := make(partition, n)
	for i := range p {
		p[i] = int32(i)
	}
	return p
}

// root returns the root of the class of x.
func (p partition) root(x int32) int32 {
	for p[x] != x {
		p[x] = p[p[x]]
		x = p[x]
	}
	return x
}

// join makes the classes of x and y one.
func (p partition) join(x, y int32) {
	x, y = p.root(x), p.root(y)
	p[max(x, y)] = min(x, y)
}

// flatten makes every cell point to its root. Afterwards p[x] is the root of x
// and reading p is safe from several goroutines.
func (p partition) flatten() {
	for x := range p {
		p[x] = p[p[x]] // p[x] ≤ x, so p[x] points to its root already
	}
}

// cycles returns the permutation of routed wires that the argument proves: each
// wire goes to the next one of its class in the order of rows, then columns,
// and the last to the first. p must be flat.
func (p partition) cycles(l *layout) []int32 {
	next := make([]int32, l.routed*l.rows)
	last := make([]int32, l.numShared()) // of a class so far, plus 1
	for row := range l.rows {
		for column := range l.routed {
			wire := l.wire(row, column)
			class := p[wire]
			if last[class] == 0 {
				next[wire] = wire
			} else {
				before := last[class] - 1
				next[wire], next[before] = next[before], wire
			}
			last[class] = wire + 1
		}
	}
	return next
}

// sigmas returns the permutation polynomials on the row subgroup, one column
// per routed wire: the value for a wire is kIs[c]·ω^r, where r and c are row and
// column of the next wire of its cycle.
func (p partition) sigmas(l *layout, kIs, subgroup []field.Element, workers int) [][]field.Element {
	next := p.cycles(l)
	columns := make([][]field.Element, l.routed)
	par.Each(workers, l.routed, func(column int) {
		values := make([]field.Element, l.rows)
		for row := range values {
			wire := int(next[column*l.rows+row])
			values[row] = kIs[wire/l.rows].Mul(subgroup[wire%l.rows])
		}
		columns[column] = values
	})
	return columns
}
