package prover

import (
	"fmt"
	"math/bits"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
	"github.com/zkpor/por/merkle"
)

// layer is the oracle of one folding step. Its leaves are the cosets that the
// step folds: 2^arityBits neighbouring values in bit-reversed order.
type layer struct {
	arityBits int
	rows      []field.Element // leaf by leaf, A0 and A1 of each value
	tree      *merkle.Tree
}

// commitPhase folds the combined polynomial step by step. It commits to each
// polynomial before the challenge that folds it is drawn, and observes the
// coefficients of the last one, which it returns.
//
// Honest coefficients are 2^DegreeBits in number. Given more, up to 2^LDEBits,
// the layers are those of a polynomial of higher degree and the final polynomial
// is cut off: the proof of a cheater.
func commitPhase(params *fri.Params, coeffs vec.Ext, ch *hash.Challenger, w *Workspace) ([]*layer, []field.Ext, error) {
	layers := make([]*layer, len(params.ArityBits))
	domain := evaluationDomain(params)
	for i, arity := range params.ArityBits {
		l, err := newLayer(i, domain.evaluate(coeffs, w), arity, params.CapHeight, w)
		if err != nil {
			return nil, nil, err
		}
		layers[i] = l
		ch.ObserveDigests(l.tree.Cap())
		coeffs = foldCoeffs(coeffs, arity, ch.ExtChallenge(), w)
		domain = domain.fold(arity)
	}
	final := make([]field.Ext, params.FinalPolyLen())
	for i := range final {
		final[i] = coeffs.At(i)
	}
	ch.ObserveExt(final...)
	return layers, final, nil
}

// newLayer commits to the values of a folding step in bit-reversed order,
// 2^arityBits to a leaf.
func newLayer(step int, values vec.Ext, arityBits, capHeight int, w *Workspace) (*layer, error) {
	tree, err := w.tree(step, bits.TrailingZeros(uint(values.Len()))-arityBits, capHeight)
	if err != nil {
		return nil, fmt.Errorf("fri/prover: %w", err)
	}
	rows := w.elements(field.Degree * values.Len())
	par.Range(w.workers, values.Len(), func(from, to int) {
		for i := from; i < to; i++ {
			rows[field.Degree*i], rows[field.Degree*i+1] = values.A0[i], values.A1[i]
		}
	})
	tree.SetRows(0, rows, field.Degree<<arityBits, w.workers)
	tree.Compress(w.workers)
	return &layer{arityBits, rows, tree}, nil
}

// coset is the domain shift·H of a layer, with H of order 2^bits.
type coset struct {
	generators field.Generators
	shift      field.Element
	bits       int
}

// evaluationDomain returns the domain of the first layer and of the oracles.
func evaluationDomain(params *fri.Params) coset {
	g := params.Dialect.Generators
	return coset{g, g.CosetShift(), params.LDEBits()}
}

// fold returns the domain of the x^(2^arityBits) for x in c.
func (c coset) fold(arityBits int) coset {
	return coset{c.generators, c.shift.ExpPowerOf2(arityBits), c.bits - arityBits}
}

// evaluate returns the values on the coset, in bit-reversed order, of a
// polynomial with at most 2^c.bits coefficients, a power of two of them.
func (c coset) evaluate(coeffs vec.Ext, w *Workspace) vec.Ext {
	degreeBits := bits.TrailingZeros(uint(coeffs.Len()))
	values := w.ext(1 << c.bits)
	ntt.NewDomain(c.generators, degreeBits).LDEColumns(
		[][]field.Element{values.A0, values.A1}, [][]field.Element{coeffs.A0, coeffs.A1},
		c.bits-degreeBits, c.shift, w.workers)
	return values
}

// foldCoeffs returns Σ_{i<a} β^i·F_i for F(X) = Σ_{i<a} X^i·F_i(X^a) with
// a = 2^arityBits: each a coefficients become their value at β.
func foldCoeffs(coeffs vec.Ext, arityBits int, beta field.Ext, w *Workspace) vec.Ext {
	folded := w.ext(coeffs.Len() >> arityBits)
	par.Range(w.workers, folded.Len(), func(from, to int) {
		for i := from; i < to; i++ {
			var value field.Ext
			for j := (i+1)<<arityBits - 1; j >= i<<arityBits; j-- {
				value = value.MulAdd(beta, coeffs.At(j))
			}
			folded.Set(i, value)
		}
	})
	return folded
}
