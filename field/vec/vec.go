package vec

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// Add sets dst[i] = a[i] + b[i].
func Add(dst, a, b []field.Element) {
	checkLen("Add", len(dst), len(a), len(b))
	add(cpu.Best(), dst, a, b)
}

// Sub sets dst[i] = a[i] − b[i].
func Sub(dst, a, b []field.Element) {
	checkLen("Sub", len(dst), len(a), len(b))
	sub(cpu.Best(), dst, a, b)
}

// Mul sets dst[i] = a[i]·b[i].
func Mul(dst, a, b []field.Element) {
	checkLen("Mul", len(dst), len(a), len(b))
	mul(cpu.Best(), dst, a, b)
}

// MulAdd sets dst[i] = a[i]·b[i] + c[i].
func MulAdd(dst, a, b, c []field.Element) {
	checkLen("MulAdd", len(dst), len(a), len(b), len(c))
	mulAdd(cpu.Best(), dst, a, b, c)
}

// AddScalar sets dst[i] = a[i] + k.
func AddScalar(dst, a []field.Element, k field.Element) {
	checkLen("AddScalar", len(dst), len(a))
	addScalar(cpu.Best(), dst, a, k)
}

// Scale sets dst[i] = k·a[i].
func Scale(dst, a []field.Element, k field.Element) {
	checkLen("Scale", len(dst), len(a))
	scale(cpu.Best(), dst, a, k)
}

// ScaleAdd sets dst[i] = k·a[i] + b[i].
func ScaleAdd(dst, a, b []field.Element, k field.Element) {
	checkLen("ScaleAdd", len(dst), len(a), len(b))
	scaleAdd(cpu.Best(), dst, a, b, k)
}

// AddScaled adds k·a[i] to dst[i].
func AddScaled(dst, a []field.Element, k field.Element) {
	checkLen("AddScaled", len(dst), len(a))
	scaleAdd(cpu.Best(), dst, a, dst, k)
}

// ScalePowers sets dst[i] = a[i]·k·x^i.
func ScalePowers(dst, a []field.Element, k, x field.Element) {
	checkLen("ScalePowers", len(dst), len(a))
	scalePowers(cpu.Best(), dst, a, k, x)
}

// checkLen panics unless all lengths of the slices of a kernel are equal.
func checkLen(kernel string, dst int, operands ...int) {
	for _, n := range operands {
		if n != dst {
			panic(fmt.Sprintf("vec: %s: operand of %d elements, destination of %d", kernel, n, dst))
		}
	}
}
