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
func commitPhase(params *fri.Params, coeffs vec.Ext, ch *hash.Challenger, workers int) ([]*layer, []field.Ext, error) {
	layers := make([]*layer, len(params.ArityBits))
	g := params.Dialect.Generators
	shift := g.CosetShift()
	domainBits := params.LDEBits()
	for i, arity := range params.ArityBits {
		l, err := newLayer(g, coeffs, domainBits, shift, arity, params.CapHeight, workers)
		if err != nil {
			return nil, nil, err
		}
		layers[i] = l
		ch.ObserveDigests(l.tree.Cap())
		coeffs = foldCoeffs(coeffs, arity, ch.ExtChallenge(), workers)
		shift = shift.ExpPowerOf2(arity)
		domainBits -= arity
	}
	final := make([]field.Ext, params.FinalPolyLen())
	for i := range final {
		final[i] = coeffs.At(i)
	}
	ch.ObserveExt(final...)
	return layers, final, nil
}

// newLayer commits to the values of a polynomial on the coset shift·H of size
// 2^domainBits, 2^arityBits of them to a leaf.
func newLayer(
	g field.Generators, coeffs vec.Ext, domainBits int, shift field.Element,
	arityBits, capHeight, workers int,
) (*layer, error) {
	degreeBits := bits.Len(uint(coeffs.Len())) - 1
	values := vec.NewExt(1 << domainBits)
	ntt.NewDomain(g, degreeBits).LDEColumns(
		[][]field.Element{values.A0, values.A1}, [][]field.Element{coeffs.A0, coeffs.A1},
		domainBits-degreeBits, shift, workers)

	rows := make([]field.Element, field.Degree*values.Len())
	par.Range(workers, values.Len(), func(from, to int) {
		for i := from; i < to; i++ {
			rows[field.Degree*i], rows[field.Degree*i+1] = values.A0[i], values.A1[i]
		}
	})
	tree, err := merkle.BuildRows(rows, field.Degree<<arityBits, capHeight, workers)
	if err != nil {
		return nil, fmt.Errorf("fri/prover: %w", err)
	}
	return &layer{arityBits, rows, tree}, nil
}

// foldCoeffs returns Σ_{i<a} β^i·F_i for F(X) = Σ_{i<a} X^i·F_i(X^a) with
// a = 2^arityBits: each a coefficients become their value at β.
func foldCoeffs(coeffs vec.Ext, arityBits int, beta field.Ext, workers int) vec.Ext {
	folded := vec.NewExt(coeffs.Len() >> arityBits)
	par.Range(workers, folded.Len(), func(from, to int) {
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
