package field

import "fmt"

// BatchInvert sets dst[i] = 1/a[i], and 0 where a[i] = 0, with one inversion
// and about three multiplications an element. dst may be a itself but must not
// overlap it otherwise. It panics if the lengths differ.
func BatchInvert(dst, a []Element) { batchInvert(dst, a) }

// BatchInvertExt is [BatchInvert] over the extension.
func BatchInvertExt(dst, a []Ext) { batchInvert(dst, a) }

// invertible is what Montgomery's trick needs of a field.
type invertible[T any] interface {
	comparable
	Mul(T) T
	Inverse() T
	IsZero() bool
}

func batchInvert[T invertible[T]](dst, a []T) {
	if len(dst) != len(a) {
		panic(fmt.Sprintf("field: batch inversion of %d elements into %d", len(a), len(dst)))
	}
	// prefix[i] is the product of the non-zero elements before a[i].
	prefix := make([]T, len(a))
	var product T
	started := false
	for i, x := range a {
		prefix[i] = product
		switch {
		case x.IsZero():
		case !started:
			product, started = x, true
		default:
			product = product.Mul(x)
		}
	}
	if !started {
		clear(dst)
		return
	}
	inverse := product.Inverse() // of the product of all elements up to a[i]
	var zero T
	for i := len(a) - 1; i >= 0; i-- {
		x := a[i]
		switch {
		case x.IsZero():
			dst[i] = zero
		case prefix[i] == zero: // the first non-zero element
			dst[i] = inverse
		default:
			dst[i] = inverse.Mul(prefix[i])
			inverse = inverse.Mul(x)
		}
	}
}
