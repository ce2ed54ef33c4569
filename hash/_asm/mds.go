package main

import "slices"

// mds appends the product of the MDS matrix with the halves, high or low, of a
// state, modulo 2^64. load puts input i into a register that it takes from the
// pool; store consumes output i and gives its register back.
//
// It is the algorithm of circulant in package hash, whose comment explains
// the numbers: values at y = 1, −1 and i of polynomials in y = x^3, called p, n
// and r + i·j here. Without element 0, load is not called for it, and it counts
// as zero.
func mds(s *stream, free *pool, withFirst bool, load func(i int) vector, store func(i int, r vector)) {
	var eight vector // times element 0, for the diagonal
	var p, n, r, j [3]vector
	for g := range 3 {
		if g == 0 && !withFirst {
			p[g], n[g], r[g], j[g] = evaluateWithoutFirst(s, free, load)
			continue
		}
		a := load(g)
		if g == 0 {
			eight = free.take()
			s.shl(eight, a, 3)
		}
		p[g], n[g], r[g], j[g] = evaluate(s, free, a, load(g+3), load(g+6), load(g+9))
	}

	p = realProduct(s, free, p)
	n = negativeProduct(s, free, n)
	for g := range 3 {
		p[g], n[g] = butterfly(s, free, p[g], n[g])
	}
	for g := range 3 {
		re, im := imaginaryProduct(s, free, r, j, g)
		if g == 2 {
			free.give(r[:]...)
			free.give(j[:]...)
		}
		a, c := butterfly(s, free, p[g], re)
		b, d := butterfly(s, free, n[g], im)
		if g == 0 && withFirst {
			s.add(a, a, eight)
			free.give(eight)
		}
		store(g+6, c)
		store(g, a)
		store(g+9, d)
		store(g+3, b)
	}
}

// evaluate replaces the coefficients a, b, c, d by the values at 1, −1 and i.
func evaluate(s *stream, free *pool, a, b, c, d vector) (p, n, re, im vector) {
	a, re = butterfly(s, free, a, c)
	b, im = butterfly(s, free, b, d)
	p, n = butterfly(s, free, a, b)
	return p, n, re, im
}

// evaluateWithoutFirst is evaluate for elements 0, 3, 6 and 9 with 0 for the first.
func evaluateWithoutFirst(s *stream, free *pool, load func(i int) vector) (p, n, re, im vector) {
	b, c, d := load(3), load(6), load(9)
	b, im = butterfly(s, free, b, d)
	p, n, re = free.take(), free.take(), free.take()
	s.add(p, c, b)
	s.sub(n, c, b)
	s.sub(re, b, b)
	s.sub(re, re, c)
	free.give(b, c)
	return p, n, re, im
}

// butterfly replaces a and b by a + b and a − b.
func butterfly(s *stream, free *pool, a, b vector) (sum, difference vector) {
	difference = free.take()
	s.sub(difference, a, b)
	s.add(a, a, b)
	free.give(b)
	return a, difference
}

// realProduct replaces a by its product with 16 + 32·x + 16·x² modulo x³ − 1.
func realProduct(s *stream, free *pool, a [3]vector) [3]vector {
	// With t = a0 + a1 + a2 it is 16·(t + a2, t + a0, t + a1).
	t, first := free.take(), free.take()
	s.add(t, a[0], a[1])
	s.add(t, t, a[2])
	s.add(first, t, a[2])
	s.add(a[2], t, a[1])
	s.add(a[1], t, a[0])
	free.give(a[0], t)
	a[0] = first
	for _, v := range a {
		s.shl(v, v, 4)
	}
	return a
}

// negativeProduct replaces a by its product with −1 − 8·x + 2·x² modulo x³ + 1.
func negativeProduct(s *stream, free *pool, a [3]vector) [3]vector {
	out := [3]vector{
		sum(s, free, plus(a[2], 3), minus(a[0], 0), minus(a[1], 1)),
		sum(s, free, minus(a[0], 3), minus(a[1], 0), minus(a[2], 1)),
		sum(s, free, plus(a[0], 1), minus(a[1], 3), minus(a[2], 0)),
	}
	free.give(a[:]...)
	return out
}

// imaginaryProduct returns element g of the product of r + i·j with
// (2 + i) − (4 + i)·x + (16 − i)·x² modulo x³ − i.
func imaginaryProduct(s *stream, free *pool, r, j [3]vector, g int) (re, im vector) {
	switch g {
	case 0:
		re = sum(s, free, plus(r[0], 1), minus(j[0], 0), plus(r[1], 0), minus(j[1], 4), plus(r[2], 0), plus(j[2], 2))
		im = sum(s, free, plus(r[0], 0), plus(j[0], 1), plus(r[1], 4), plus(j[1], 0), minus(r[2], 2), plus(j[2], 0))
	case 1:
		re = sum(s, free, plus(j[0], 0), minus(r[0], 2), plus(r[1], 1), minus(j[1], 0), plus(r[2], 0), minus(j[2], 4))
		im = sum(s, free, plus(r[1], 0), minus(r[0], 0), minus(j[0], 2), plus(j[1], 1), plus(r[2], 4), plus(j[2], 0))
	case 2:
		re = sum(s, free, plus(r[0], 4), plus(j[0], 0), minus(r[1], 2), plus(j[1], 0), plus(r[2], 1), minus(j[2], 0))
		im = sum(s, free, plus(j[0], 4), minus(r[0], 0), minus(r[1], 0), minus(j[1], 2), plus(r[2], 0), plus(j[2], 1))
	}
	return re, im
}

// term is ±r·2^shift.
type term struct {
	r        vector
	shift    int
	negative bool
}

func plus(r vector, shift int) term  { return term{r, shift, false} }
func minus(r vector, shift int) term { return term{r, shift, true} }

// sum appends the sum of the terms, in a register from the pool.
func sum(s *stream, free *pool, terms ...term) vector {
	total, shifted := free.take(), free.take()
	// The first positive term that is shifted needs no register but that of
	// the total; without one, the total starts as zero.
	first := slices.IndexFunc(terms, func(t term) bool { return !t.negative && t.shift > 0 })
	if first >= 0 {
		s.shl(total, terms[first].r, terms[first].shift)
	} else {
		s.sub(total, terms[0].r, terms[0].r)
	}
	for i, t := range terms {
		if i == first {
			continue
		}
		r := t.r
		if t.shift > 0 {
			s.shl(shifted, t.r, t.shift)
			r = shifted
		}
		if t.negative {
			s.sub(total, total, r)
		} else {
			s.add(total, total, r)
		}
	}
	free.give(shifted)
	return total
}
