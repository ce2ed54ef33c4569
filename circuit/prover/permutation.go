package prover

import (
	"slices"
	"sync/atomic"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/internal/par"
)

// blockLen is the number of rows that are worked on at a time: a handful of
// columns of this length stays in the first-level cache.
const blockLen = 256

// permutation computes the polynomials Z and the partial products of the
// permutation argument over the rows of a circuit.
//
// With the routed wires w_j cut into chunks C_0 … C_m of as many as the
// quotient degree factor, and
//
//	q_p = Π_{j ∈ C_p} (w_j + β·k_j·x + γ) / (w_j + β·σ_j + γ),
//
// Z starts at 1 and takes the factor q_0·…·q_m from each row to the next; the
// partial product p < m is Z·q_0·…·q_p.
//
// All columns are in bit-reversed order.
type permutation struct {
	common   *circuit.Common
	sigmas   [][]field.Element
	subgroup []field.Element // 1, ω, ω², …
	workers  int
}

// run computes the columns of one challenge. z and each of the partials have
// one element a row, as have the wires, of which the routed ones count. It
// returns [ErrUnlucky] if a denominator is zero, or [ErrUnsatisfied] if Z does
// not return to 1 after the last row, which means that a copy constraint does
// not hold.
func (p *permutation) run(z []field.Element, partials, wires [][]field.Element, beta, gamma field.Element) error {
	blocks := (len(z) + blockLen - 1) / blockLen
	var failed atomic.Bool
	par.Range(p.workers, blocks, func(from, to int) {
		b := newPermutationBlock(p, wires, beta, gamma, min(blockLen, len(z)))
		for i := from; i < to; i++ {
			if !b.quotients(z, partials, i*blockLen, min((i+1)*blockLen, len(z))) {
				failed.Store(true)
			}
		}
	})
	if failed.Load() {
		return unlucky("permutation argument divides by zero")
	}
	ntt.BitReverse(z) // to the order in which Z goes from row to row
	total := accumulate(z)
	ntt.BitReverse(z)
	if !total.IsOne() {
		return unsatisfied("copy constraints: permutation product is %v, want 1", total)
	}
	par.Each(p.workers, len(partials), func(i int) {
		vec.Mul(partials[i], partials[i], z)
	})
	return nil
}

// accumulate replaces the factors of z by the products of the factors before
// each, the first being 1, and returns the product of all.
func accumulate(z []field.Element) field.Element {
	product := field.One()
	for i, factor := range z {
		z[i] = product
		product = product.Mul(factor)
	}
	return product
}

// permutationBlock computes quotients of the permutation argument on one
// goroutine, a block of rows at a time.
type permutationBlock struct {
	*permutation
	wires       [][]field.Element
	beta, gamma field.Element

	num, den     []field.Element // of all chunks, chunk by chunk
	wire, factor []field.Element // of one wire, plus γ
}

func newPermutationBlock(p *permutation, wires [][]field.Element, beta, gamma field.Element, length int) *permutationBlock {
	return &permutationBlock{
		permutation: p,
		wires:       wires,
		beta:        beta,
		gamma:       gamma,
		num:         make([]field.Element, p.common.NumChunks()*length),
		den:         make([]field.Element, p.common.NumChunks()*length),
		wire:        make([]field.Element, length),
		factor:      make([]field.Element, length),
	}
}

// quotients sets, on the rows [from, to), partial p to q_0·…·q_p and z to the
// product of all q. It reports whether all denominators are non-zero.
func (b *permutationBlock) quotients(z []field.Element, partials [][]field.Element, from, to int) bool {
	n := to - from
	num, den := b.num[:b.common.NumChunks()*n], b.den[:b.common.NumChunks()*n]
	for chunk := range b.common.NumChunks() {
		b.products(num[chunk*n:(chunk+1)*n], den[chunk*n:(chunk+1)*n], chunk, from, to)
	}
	if slices.Contains(den, field.Zero()) {
		return false
	}
	field.BatchInvert(den, den)
	vec.Mul(num, num, den)

	product := num[:n] // of the quotients so far
	for i, partial := range partials {
		copy(partial[from:to], product)
		vec.Mul(product, product, num[(i+1)*n:(i+2)*n])
	}
	copy(z[from:to], product)
	return true
}

// products sets num and den to the numerators and denominators of a chunk on
// the rows [from, to).
func (b *permutationBlock) products(num, den []field.Element, chunk, from, to int) {
	first, end := b.common.ChunkWires(chunk)
	x := b.subgroup[from:to]
	for i := range num {
		num[i], den[i] = field.One(), field.One()
	}
	wire, factor := b.wire[:len(num)], b.factor[:len(num)]
	for j := first; j < end; j++ {
		vec.AddScalar(wire, b.wires[j][from:to], b.gamma)
		vec.ScaleAdd(factor, x, wire, b.beta.Mul(b.common.KIs[j]))
		vec.Mul(num, num, factor)
		vec.ScaleAdd(factor, b.sigmas[j][from:to], wire, b.beta)
		vec.Mul(den, den, factor)
	}
}
