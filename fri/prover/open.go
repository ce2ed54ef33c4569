package prover

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/par"
)

// Open returns the rows with the given indices, salts included, with their
// paths. It evaluates the polynomials at the points of these rows, which for a
// few dozen rows is cheaper than to compute the extension again. It panics if
// there is no such row.
func (c *Commitment) Open(indices []int, w *Workspace) []fri.InitialOpening {
	w.release(0)
	return c.open(indices, c.newEvaluator(indices, w), w)
}

// open is [Commitment.Open] with an evaluator at the points of the rows.
func (c *Commitment) open(indices []int, e *evaluator, w *Workspace) []fri.InitialOpening {
	openings := make([]fri.InitialOpening, len(indices))
	for i, index := range indices {
		row := make([]field.Element, c.numPolys+len(c.salts))
		for j, s := range c.salts {
			row[c.numPolys+j] = s[index]
		}
		openings[i] = fri.InitialOpening{Values: row, Path: c.tree.Path(index)}
	}
	par.Range(w.workers, c.numPolys, func(from, to int) {
		values := make([]field.Element, len(indices))
		for j := from; j < to; j++ {
			e.eval(values, c.coeffs[j])
			for i, v := range values {
				openings[i].Values[j] = v
			}
		}
	})
	return openings
}

// evaluatorBlockLen is how many coefficients are multiplied with the powers of
// all points before the next: they stay in the first-level cache, and the powers
// of a few dozen points in the second.
const evaluatorBlockLen = 1024

// evaluator evaluates polynomials at several points of the base field. It is to
// them what [ntt.Evaluator] is to one point of the extension.
type evaluator struct {
	blockLen int               // at most evaluatorBlockLen
	powers   [][]field.Element // of each point x, x^i for i < blockLen
	strides  []field.Element   // of each point x, x^blockLen
}

// newEvaluator returns the evaluator at the points of the given rows of an
// extension, in memory of the workspace.
func (c *Commitment) newEvaluator(rows []int, w *Workspace) *evaluator {
	g, bits := c.domain.Generators(), c.domain.Bits()+c.rateBits
	root := g.RootOfUnity(bits)
	e := &evaluator{blockLen: min(evaluatorBlockLen, c.domain.Size())}
	for _, row := range rows {
		x := g.CosetShift().Mul(root.Exp(uint64(ntt.ReverseBits(row, bits))))
		powers := w.elements(e.blockLen)
		power := field.One()
		for i := range powers {
			powers[i] = power
			power = power.Mul(x)
		}
		e.powers, e.strides = append(e.powers, powers), append(e.strides, power)
	}
	return e
}

// eval sets values[i] to the value at point i.
func (e *evaluator) eval(values, coeffs []field.Element) {
	clear(values)
	for end := len(coeffs); end > 0; {
		from := (end - 1) / e.blockLen * e.blockLen
		block := coeffs[from:end]
		for i, powers := range e.powers {
			values[i] = values[i].MulAdd(e.strides[i], vec.Dot(block, powers[:len(block)]))
		}
		end = from
	}
}
