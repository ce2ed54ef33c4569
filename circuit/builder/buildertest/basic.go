package buildertest

import (
	"testing"

	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
)

// fibonacci is plonky2's example: the 100th term of the sequence that starts
// with two public values.
func fibonacci(_ testing.TB, _ Vector, b *builder.Builder) assignment {
	first, second := b.NewTarget(), b.NewTarget()
	previous, current := first, second
	for range 99 {
		previous, current = current, b.Add(previous, current)
	}
	b.RegisterPublicInputs(first, second, current)
	return func(w *builder.Witness) {
		w.Set(first, field.Zero())
		w.Set(second, field.One())
	}
}

// factorial is plonky2's example, followed by one operation of each kind of
// base field arithmetic.
func factorial(_ testing.TB, _ Vector, b *builder.Builder) assignment {
	first := b.NewTarget()
	product := first
	for i := uint64(2); i <= 100; i++ {
		product = b.Mul(product, b.Constant(field.New(i)))
	}
	x := b.NewTarget()
	quotient := b.Div(product, x)
	t := b.MulSub(quotient, x, b.Cube(x))
	t = b.MulAdd(t, x, first)
	t = b.Arithmetic(field.New(5), field.One().Neg(), t, quotient, x)
	t = b.MulConstAdd(field.New(123456789), t, first)

	different, same := b.IsEqual(t, x), b.IsEqual(x, x)
	and, or := b.And(different, same), b.Or(different, same)
	chosen := b.If(or, t, x)
	power := b.Exp(b.Inverse(chosen), 37)
	b.RegisterPublicInputs(first, product, quotient, t, and.Target, or.Target, chosen, power)
	return func(w *builder.Witness) {
		w.Set(first, field.One())
		w.Set(x, field.New(0x0123_4567_89ab_cdef))
	}
}

// preimage proves knowledge of a preimage of a hash, and hashes again.
func preimage(t testing.TB, v Vector, b *builder.Builder) assignment {
	secret := b.NewTargets(20)
	digest := b.HashNoPad(secret)
	second := b.HashNoPad(append(digest[:], secret[:3]...))
	b.RegisterPublicInputs(digest[:]...)
	b.RegisterPublicInputs(second[:]...)

	r := v.recording(t)
	return func(w *builder.Witness) {
		w.SetAll(secret[:8], r.row(0, 0, 8))
		w.SetAll(secret[8:16], r.row(1, 0, 8))
		w.SetAll(secret[16:], r.row(2, 0, 4))
	}
}

// rangeCheck splits a number in all the ways there are.
func rangeCheck(_ testing.TB, _ Vector, b *builder.Builder) assignment {
	x := b.NewTarget()
	b.RangeCheck(x, 62)
	bits := b.SplitLE(x, 62)
	sum := b.LESum(bits[3:40])
	weight := b.AddMany(b.SplitBase(sum, 2, 38)...)
	low, high := b.SplitLowHigh(x, 32, 62)
	b.RangeCheck(low, 32)
	b.RegisterPublicInputs(x, sum, weight, low, high)
	return func(w *builder.Witness) {
		w.Set(x, field.New(4611686006081709003))
	}
}
