package vec

import "github.com/zkpor/por/field"

// The loops of this file are the kernels on processors without a tier of their
// own, the remainders of the others, and what tests compare those with.

func addGeneric(dst, a, b []field.Element) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Add(b[i])
	}
}

func subGeneric(dst, a, b []field.Element) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Sub(b[i])
	}
}

func mulGeneric(dst, a, b []field.Element) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Mul(b[i])
	}
}

func mulAddGeneric(dst, a, b, c []field.Element) {
	a, b, c = a[:len(dst)], b[:len(dst)], c[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Mul(b[i]).Add(c[i])
	}
}

func addScalarGeneric(dst, a []field.Element, k field.Element) {
	a = a[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Add(k)
	}
}

func scaleGeneric(dst, a []field.Element, k field.Element) {
	a = a[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Mul(k)
	}
}

func scaleAddGeneric(dst, a, b []field.Element, k field.Element) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Mul(k).Add(b[i])
	}
}

func scalePowersGeneric(dst, a []field.Element, k, x field.Element) {
	// Four chains of powers: one alone would wait for its own products.
	x2 := x.Square()
	x4 := x2.Square()
	p0, p1, p2, p3 := k, k.Mul(x), k.Mul(x2), k.Mul(x2).Mul(x)
	for len(dst) >= 4 && len(a) >= 4 {
		dst[0] = a[0].Mul(p0)
		dst[1] = a[1].Mul(p1)
		dst[2] = a[2].Mul(p2)
		dst[3] = a[3].Mul(p3)
		p0, p1, p2, p3 = p0.Mul(x4), p1.Mul(x4), p2.Mul(x4), p3.Mul(x4)
		dst, a = dst[4:], a[4:]
	}
	a = a[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Mul(p0)
		p0 = p0.Mul(x)
	}
}
