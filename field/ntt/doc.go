// Package ntt implements number-theoretic transforms over the Goldilocks field:
// between the coefficients of a polynomial and its values on a subgroup of
// two-power order or a coset of it.
//
// # Orders
//
// Let H be the subgroup of order n = 2^bits and ω = g.RootOfUnity(bits) its
// generator. Values on a coset s·H come in one of two orders:
//
//	natural        row i holds f(s·ω^i)
//	bit-reversed   row i holds f(s·ω^rev(i)), rev reversing the bits of i
//
// Coefficients are always in natural order, lowest degree first. Transforms
// that end or start in bit-reversed order need no permutation and are what a
// prover uses throughout; the natural order is for values that have a meaning
// row by row, such as a witness.
//
// In bit-reversed order a low-degree extension consists of contiguous cosets of
// the small subgroup, see [Domain.LDE], and its first n·2^k rows are the
// extension by 2^k.
//
// # Extension columns
//
// All transforms are linear over the base field. A column over the quadratic
// extension is transformed as two base columns, see vec.Ext.
//
// Columns of a wrong length are bugs of the caller and panic.
package ntt

//go:generate go -C ../../internal/asmgen run ./ntt -out ../../field/ntt/kernels_amd64.s -stubs ../../field/ntt/kernels_amd64.go -pkg ntt
