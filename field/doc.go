// Package field implements the Goldilocks field and its quadratic extension.
//
// The base field has p = 2^64 − 2^32 + 1 elements. [Element] uses the
// representation of gnark-crypto's goldilocks.Element: Montgomery form with
// R = 2^64, always reduced below p, so that a == b compares field elements and
// the two types convert into each other at no cost:
//
//	g := goldilocks.Element(e) // gnark-crypto's parsing, printing, square roots
//	e := field.Element(g)
//
// The extension is F_p[x]/(x² − 7), see [Ext]. Subgroups of two-power order
// are a value, [Generators]; those of plonky2 1.1.0 are [Plonky2Generators] and
// differ from those of gnark-crypto's fft package.
//
// Arithmetic is by value and free of branches on field values. Package vec has
// the slice kernels and package ntt the transforms.
package field
