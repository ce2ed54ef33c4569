package ntt

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/internal/par"
)

// evalBlockLen is how many powers of a point are tabulated; the table and as
// many coefficients fit the first-level cache.
const evalBlockLen = 512

// Evaluator evaluates polynomials over the base field at one point of the
// extension. It is immutable and safe for concurrent use.
type Evaluator struct {
	powers vec.Ext   // z^i for i < evalBlockLen
	stride field.Ext // z^evalBlockLen
}

// NewEvaluator returns the evaluator at z.
func NewEvaluator(z field.Ext) *Evaluator {
	e := &Evaluator{powers: vec.NewExt(evalBlockLen), stride: field.ExtOne()}
	for i := range evalBlockLen {
		e.powers.Set(i, e.stride)
		e.stride = e.stride.Mul(z)
	}
	return e
}

// Eval returns f(z) for the coefficients of f, lowest degree first; there may
// be any number of them.
func (e *Evaluator) Eval(coeffs []field.Element) field.Ext {
	// Horner's rule in z^evalBlockLen over blocks, each of them a dot product
	// with the powers.
	var sum field.Ext
	for end := len(coeffs); end > 0; {
		from := (end - 1) / evalBlockLen * evalBlockLen
		block := vec.DotExt(coeffs[from:end], e.powers.Slice(0, end-from))
		sum = sum.MulAdd(e.stride, block)
		end = from
	}
	return sum
}

// EvalColumns sets dst[j] to the value at z of the polynomial with the
// coefficients cols[j], on at most workers goroutines. It panics if the counts
// differ.
func (e *Evaluator) EvalColumns(dst []field.Ext, cols [][]field.Element, workers int) {
	if len(dst) != len(cols) {
		panic(fmt.Sprintf("ntt: values of %d columns into %d", len(cols), len(dst)))
	}
	par.Each(workers, len(cols), func(j int) { dst[j] = e.Eval(cols[j]) })
}
