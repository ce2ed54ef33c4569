package circuit

import (
	"errors"
	"fmt"

	"github.com/zkpor/por/field"
)

// UnusedSelector is the value of a selector polynomial on rows whose gate
// belongs to another group.
const UnusedSelector = 1<<32 - 1

// ErrDegree reports a gate whose constraints have too high a degree for the
// quotient of the circuit.
var ErrDegree = errors.New("circuit: degree of gate too high")

// Selectors says which selector polynomial switches which gate on.
//
// On a row with gate i, the selector polynomial of the group of i is i, and
// those of other groups, if there are any, are [UnusedSelector].
type Selectors struct {
	// Indices[i] is the selector polynomial of gate i.
	Indices []int
	// Groups[s] are the gates [From, To) that share selector polynomial s.
	Groups []Group
}

// Group is the half-open range [From, To) of gate indices.
type Group struct{ From, To int }

// Contains reports whether gate i belongs to the group.
func (g Group) Contains(i int) bool { return g.From <= i && i < g.To }

// Len returns the number of gates in the group.
func (g Group) Len() int { return g.To - g.From }

// NewSelectors groups gates so that no filtered constraint has a degree above
// maxDegree, and returns the selector polynomials as columns of values on the
// rows. The gates are in the order of a circuit, by degree; rows[r] is the
// index of the gate in row r. It returns [ErrDegree] if a gate fits no group.
func NewSelectors(gates []Gate, rows []int, maxDegree int) (Selectors, [][]field.Element, error) {
	groups, err := groupGates(gates, maxDegree)
	if err != nil {
		return Selectors{}, nil, err
	}
	columns := make([][]field.Element, len(groups))
	for i, group := range groups {
		columns[i] = make([]field.Element, len(rows))
		for r, g := range rows {
			if group.Contains(g) {
				columns[i][r] = field.New(uint64(g))
			} else {
				columns[i][r] = field.New(UnusedSelector)
			}
		}
	}
	return makeSelectors(groups), columns, nil
}

// makeSelectors returns the selectors with the given groups.
func makeSelectors(groups []Group) Selectors {
	s := Selectors{Groups: groups}
	for i, group := range groups {
		for range group.Len() {
			s.Indices = append(s.Indices, i)
		}
	}
	return s
}

// groupGates splits the gates into the groups that plonky2 forms: one if the
// degrees permit, and otherwise greedily the longest possible ones.
func groupGates(gates []Gate, maxDegree int) ([]Group, error) {
	if len(gates) == 0 {
		return nil, errors.New("circuit: no gates")
	}
	n := len(gates)
	largest := gates[n-1]
	if largest.Degree()+n-1 <= maxDegree {
		return []Group{{0, n}}, nil
	}
	if largest.Degree() >= maxDegree {
		return nil, fmt.Errorf("%w: %s has degree %d, want below %d", ErrDegree, largest.ID(), largest.Degree(), maxDegree)
	}
	var groups []Group
	for from := 0; from < n; {
		// The filter has one factor per other gate of the group and one for
		// UnusedSelector.
		to := from
		for to < n && to-from+gates[to].Degree() < maxDegree {
			to++
		}
		groups = append(groups, Group{from, to})
		from = to
	}
	return groups, nil
}

// FilterRoots returns the values of its selector polynomial at which gate g is
// switched off. The filter of a constraint of g is Π (root − s) over them.
func (s *Selectors) FilterRoots(g int) []field.Element {
	var roots []field.Element
	group := s.Groups[s.Indices[g]]
	for i := group.From; i < group.To; i++ {
		if i != g {
			roots = append(roots, field.New(uint64(i)))
		}
	}
	if len(s.Groups) > 1 {
		roots = append(roots, field.New(UnusedSelector))
	}
	return roots
}

// filter returns Π (root − s) over the roots.
func filter(roots []field.Element, s field.Ext) field.Ext {
	product := field.ExtOne()
	for _, root := range roots {
		product = product.Mul(field.ExtFrom(root).Sub(s))
	}
	return product
}

// filterBlock sets dst[i] = Π (root − s[i]) over the roots.
func filterBlock(dst []field.Element, roots, s []field.Element) {
	fill(dst, field.One())
	s = s[:len(dst)]
	for _, root := range roots {
		for i := range dst {
			dst[i] = dst[i].Mul(root.Sub(s[i]))
		}
	}
}
