package vec

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// Add sets dst[i] = a[i] + b[i].
func Add(dst, a, b []field.Element) {
	checkLen("Add", len(dst), len(a), len(b))
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Add(b[i])
	}
}

// Sub sets dst[i] = a[i] − b[i].
func Sub(dst, a, b []field.Element) {
	checkLen("Sub", len(dst), len(a), len(b))
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Sub(b[i])
	}
}

// Mul sets dst[i] = a[i]·b[i].
func Mul(dst, a, b []field.Element) {
	checkLen("Mul", len(dst), len(a), len(b))
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Mul(b[i])
	}
}

// MulAdd sets dst[i] = a[i]·b[i] + c[i].
func MulAdd(dst, a, b, c []field.Element) {
	checkLen("MulAdd", len(dst), len(a), len(b), len(c))
	a, b, c = a[:len(dst)], b[:len(dst)], c[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Mul(b[i]).Add(c[i])
	}
}

// Scale sets dst[i] = k·a[i].
func Scale(dst, a []field.Element, k field.Element) {
	checkLen("Scale", len(dst), len(a))
	a = a[:len(dst)]
	for i := range dst {
		dst[i] = a[i].Mul(k)
	}
}

// AddScaled adds k·a[i] to dst[i].
func AddScaled(dst, a []field.Element, k field.Element) {
	checkLen("AddScaled", len(dst), len(a))
	a = a[:len(dst)]
	for i := range dst {
		dst[i] = dst[i].Add(a[i].Mul(k))
	}
}

// ScalePowers sets dst[i] = a[i]·k·x^i.
func ScalePowers(dst, a []field.Element, k, x field.Element) {
	checkLen("ScalePowers", len(dst), len(a))
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

// checkLen panics unless all lengths of the slices of a kernel are equal.
func checkLen(kernel string, dst int, operands ...int) {
	for _, n := range operands {
		if n != dst {
			panic(fmt.Sprintf("vec: %s: operand of %d elements, destination of %d", kernel, n, dst))
		}
	}
}
