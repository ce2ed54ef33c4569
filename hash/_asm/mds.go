package main

import (
	"slices"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// mdsProduct is the product of the circulant part of the MDS matrix
// with the halves, low or high, of the elements of a state, modulo 2^64.
//
// It is the algorithm of circulant in package hash, whose comment explains the
// numbers: values at y = 1, −1 and i of polynomials in y = x^3, called p, n and
// r + i·j here.
type mdsProduct struct {
	s    *stream
	free *pool

	// load appends the load of input i into a register that it takes from free.
	load func(i int) vector

	// store consumes output i and gives its register back to free.
	store func(i int, r vector)

	// withoutFirst makes input 0 zero, and load is not called for it.
	withoutFirst bool

	// spill is memory for intermediate values, unless they stay in registers.
	spill   func(slot int) Mem
	spilled int
}

// build appends the instructions.
func (m *mdsProduct) build() {
	var p, n, r, j [3]Op
	for g := range 3 {
		var a vector
		if g > 0 || !m.withoutFirst {
			a = m.load(g)
		}
		p[g], n[g], r[g], j[g] = m.evaluate(a, m.load(g+3), m.load(g+6), m.load(g+9))
	}
	p, n = m.realProduct(p), m.negativeProduct(n)
	for g := range 3 {
		sum, difference := m.butterfly(m.own(p[g]), m.own(n[g]))
		p[g], n[g] = m.keep(sum), m.keep(difference)
	}
	for g := range 3 {
		re, im := m.imaginaryProduct(r, j, g)
		if g == 2 {
			m.drop(r[:]...)
			m.drop(j[:]...)
		}
		a, c := m.butterfly(m.own(p[g]), re)
		m.store(g+6, c)
		m.store(g, a)
		b, d := m.butterfly(m.own(n[g]), im)
		m.store(g+9, d)
		m.store(g+3, b)
	}
}

// keep returns a place of a value that is not needed for a while.
func (m *mdsProduct) keep(v vector) Op {
	if m.spill == nil {
		return v
	}
	slot := m.spill(m.spilled)
	m.spilled++
	m.s.do(func() { VMOVDQA(v, slot) })
	m.free.give(v)
	return slot
}

// own returns a register with a kept value.
func (m *mdsProduct) own(kept Op) vector {
	if v, ok := kept.(vector); ok {
		return v
	}
	v := m.free.take()
	m.s.do(func() { VMOVDQA(kept, v) })
	return v
}

// drop gives up kept values.
func (m *mdsProduct) drop(kept ...Op) {
	for _, k := range kept {
		if v, ok := k.(vector); ok {
			m.free.give(v)
		}
	}
}

// evaluate replaces the coefficients a, b, c, d by the values at 1, −1 and i. a may
// be nil for zero.
func (m *mdsProduct) evaluate(a, b, c, d vector) (p, n, r, j Op) {
	var re, im vector
	if a == nil {
		re = m.free.take()
		a = c
		m.s.sub(re, re, re)
		m.s.sub(re, re, c)
	} else {
		a, re = m.butterfly(a, c)
	}
	r = m.keep(re)
	b, im = m.butterfly(b, d)
	j = m.keep(im)
	sum, difference := m.butterfly(a, b)
	return m.keep(sum), m.keep(difference), r, j
}

// butterfly replaces a and b by a + b and a − b.
func (m *mdsProduct) butterfly(a, b vector) (sum, difference vector) {
	difference = m.free.take()
	m.s.sub(difference, a, b)
	m.s.add(a, a, b)
	m.free.give(b)
	return a, difference
}

// realProduct replaces a by its product with 16 + 32·x + 16·x² modulo x³ − 1.
func (m *mdsProduct) realProduct(a [3]Op) (out [3]Op) {
	// With t = a0 + a1 + a2 it is 16·(t + a2, t + a0, t + a1).
	a0, a1, a2 := m.own(a[0]), m.own(a[1]), m.own(a[2])
	t := m.free.take()
	m.s.add(t, a0, a1)
	m.s.add(t, t, a2)
	for _, v := range []vector{a2, a0, a1} {
		m.s.add(v, v, t)
		m.s.shl(v, v, 4)
	}
	m.free.give(t)
	return [3]Op{m.keep(a2), m.keep(a0), m.keep(a1)}
}

// negativeProduct replaces a by its product with −1 − 8·x + 2·x² modulo x³ + 1.
func (m *mdsProduct) negativeProduct(a [3]Op) [3]Op {
	out := [3]Op{
		m.keep(m.sum(plus(a[2], 3), minus(a[0], 0), minus(a[1], 1))),
		m.keep(m.sum(minus(a[0], 3), minus(a[1], 0), minus(a[2], 1))),
		m.keep(m.sum(plus(a[0], 1), minus(a[1], 3), minus(a[2], 0))),
	}
	m.drop(a[:]...)
	return out
}

// imaginaryProduct returns element g of the product of r + i·j with
// (2 + i) − (4 + i)·x + (16 − i)·x² modulo x³ − i.
func (m *mdsProduct) imaginaryProduct(r, j [3]Op, g int) (re, im vector) {
	switch g {
	case 0:
		re = m.sum(plus(r[0], 1), minus(j[0], 0), plus(r[1], 0), minus(j[1], 4), plus(r[2], 0), plus(j[2], 2))
		im = m.sum(plus(r[0], 0), plus(j[0], 1), plus(r[1], 4), plus(j[1], 0), minus(r[2], 2), plus(j[2], 0))
	case 1:
		re = m.sum(plus(j[0], 0), minus(r[0], 2), plus(r[1], 1), minus(j[1], 0), plus(r[2], 0), minus(j[2], 4))
		im = m.sum(plus(r[1], 0), minus(r[0], 0), minus(j[0], 2), plus(j[1], 1), plus(r[2], 4), plus(j[2], 0))
	case 2:
		re = m.sum(plus(r[0], 4), plus(j[0], 0), minus(r[1], 2), plus(j[1], 0), plus(r[2], 1), minus(j[2], 0))
		im = m.sum(plus(j[0], 4), minus(r[0], 0), minus(r[1], 0), minus(j[1], 2), plus(r[2], 0), plus(j[2], 1))
	}
	return re, im
}

// term is ±a·2^shift.
type term struct {
	a        Op
	shift    int
	negative bool
}

func plus(a Op, shift int) term  { return term{a, shift, false} }
func minus(a Op, shift int) term { return term{a, shift, true} }

// sum appends the sum of the terms, in a register from the pool.
func (m *mdsProduct) sum(terms ...term) vector {
	total, shifted := m.free.take(), m.free.take()
	// The first positive term that is shifted needs no register but that of
	// the total; without one, the total starts as zero.
	first := slices.IndexFunc(terms, func(t term) bool { return !t.negative && t.shift > 0 })
	if first >= 0 {
		m.shift(total, terms[first])
	} else {
		m.s.sub(total, total, total)
	}
	for i, t := range terms {
		a := t.a
		switch {
		case i == first:
			continue
		case t.shift > 0:
			m.shift(shifted, t)
			a = shifted
		}
		if t.negative {
			m.s.do(func() { VPSUBQ(a, total, total) })
		} else {
			m.s.do(func() { VPADDQ(a, total, total) })
		}
	}
	m.free.give(shifted)
	return total
}

// shift appends dst = a·2^shift for a term.
func (m *mdsProduct) shift(dst vector, t term) {
	a, ok := t.a.(vector)
	if !ok {
		m.s.do(func() { VMOVDQA(t.a, dst) })
		a = dst
	}
	m.s.shl(dst, a, t.shift)
}
