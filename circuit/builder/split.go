package builder

import (
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

// maxSumBits is the largest number of bits that cannot overflow the field.
const maxSumBits = 63

// SplitLE returns the bits of x, lowest first, and constrains x < 2^n. For
// n ≥ 64 the bits may also be those of x + p where that fits.
func (b *Builder) SplitLE(x Target, n int) []Bool {
	if n == 0 {
		return nil
	}
	gate := circuit.NewBaseSumGate(b.config, 2)
	rows := make([]int, (n+gate.NumLimbs-1)/gate.NumLimbs)
	var bits []Bool
	for i := range rows {
		rows[i] = b.AddGate(gate)
		for j := range gate.NumLimbs {
			bits = append(bits, Bool{Wire(rows[i], gate.WireLimb(j))})
		}
	}
	for _, bit := range bits[n:] {
		b.AssertZero(bit.Target)
	}

	sums := make([]Target, len(rows))
	base := field.New(2).Exp(uint64(gate.NumLimbs))
	acc := b.Zero()
	for i := len(rows) - 1; i >= 0; i-- {
		sums[i] = Wire(rows[i], gate.WireSum())
		acc = b.MulConstAdd(base, acc, sums[i])
	}
	b.Connect(acc, x)
	if len(sums) > 1 {
		b.Hint(sums, []Target{x}, chunkHint(gate.NumLimbs))
	}
	return bits[:n]
}

// chunkHint splits an integer into chunks of n bits, lowest first.
func chunkHint(n int) HintFunc {
	return func(out, in []field.Element) error {
		rest := in[0].Uint64()
		for i := range out {
			out[i] = field.New(rest & (1<<n - 1))
			rest >>= n
		}
		return fits(rest, in[0], n*len(out))
	}
}

// fits returns an error if something is left of v after taking off n bits.
func fits(rest uint64, v field.Element, n int) error {
	if rest != 0 {
		return fmt.Errorf("%w: %s has more than %d bits", ErrOutOfRange, v, n)
	}
	return nil
}

// SplitBase returns the n digits of x in the given base, lowest first, each
// constrained to be below base, and constrains x to their sum. It panics if n
// digits do not fit a row.
func (b *Builder) SplitBase(x Target, base, n int) []Target {
	gate := circuit.BaseSumGate{Base: base, NumLimbs: n}
	row := b.AddGate(gate)
	b.Connect(x, Wire(row, gate.WireSum()))
	digits := make([]Target, n)
	for i := range digits {
		digits[i] = Wire(row, gate.WireLimb(i))
	}
	return digits
}

// RangeCheck constrains x < 2^n. It says nothing for n ≥ 64.
func (b *Builder) RangeCheck(x Target, n int) { b.SplitLE(x, n) }

// LowBits returns the low bits of x < 2^n, lowest first, and constrains x to
// that range.
func (b *Builder) LowBits(x Target, low, n int) []Bool { return b.SplitLE(x, n)[:low] }

// SplitLowHigh returns low < 2^k and high < 2^(n−k) with x = low + 2^k·high.
// For n ≥ 64 high and low may also be those of x + p. It panics unless
// 0 ≤ k ≤ n and k < 64.
func (b *Builder) SplitLowHigh(x Target, k, n int) (low, high Target) {
	if k < 0 || k > n || k > 63 {
		panic(fmt.Sprintf("builder: splitting %d bits after %d", n, k))
	}
	low, high = b.NewTarget(), b.NewTarget()
	b.Hint([]Target{low, high}, []Target{x}, func(out, in []field.Element) error {
		v := in[0].Uint64()
		out[0], out[1] = field.New(v&(1<<k-1)), field.New(v>>k)
		return nil
	})
	b.RangeCheck(low, k)
	b.RangeCheck(high, n-k)
	b.Connect(x, b.MulAdd(high, b.Constant(field.New(1<<k)), low))
	return low, high
}

// LESum returns Σ bits[i]·2^i. It panics if the sum may overflow the field,
// that is for more than 63 bits.
func (b *Builder) LESum(bits []Bool) Target {
	switch n := len(bits); {
	case n > maxSumBits:
		panic(fmt.Sprintf("builder: a sum of %d bits may overflow the field", n))
	case n == 0:
		return b.Zero()
	case n-1 > b.arithmeticOpsPerRow():
		return b.sumRow(bits)
	}
	two := b.Constant(field.New(2))
	sum := bits[len(bits)-1].Target
	for i := len(bits) - 2; i >= 0; i-- {
		sum = b.MulAdd(two, sum, bits[i].Target)
	}
	return sum
}

// sumRow sums bits with a row of their own.
func (b *Builder) sumRow(bits []Bool) Target {
	gate := circuit.NewBaseSumGate(b.config, 2)
	row := b.AddGate(gate)
	in := make([]Target, len(bits))
	for i := range gate.NumLimbs {
		if i < len(bits) {
			in[i] = bits[i].Target
			b.Connect(in[i], Wire(row, gate.WireLimb(i)))
		} else {
			b.AssertZero(Wire(row, gate.WireLimb(i)))
		}
	}
	sum := Wire(row, gate.WireSum())
	b.Hint([]Target{sum}, in, sumHint)
	return sum
}

// sumHint adds up bits, lowest first.
func sumHint(out, in []field.Element) error {
	var sum field.Element
	for i := len(in) - 1; i >= 0; i-- {
		sum = sum.Double().Add(in[i])
	}
	out[0] = sum
	return nil
}

// RangeCheckPacked constrains x < 2^n with a [circuit.RangeCheckGate], which
// takes a fraction of a row where [Builder.RangeCheck] takes a whole one. The
// circuit is then not one of plonky2's gates alone. It panics unless n is even
// and from 2 to 62.
func (b *Builder) RangeCheckPacked(x Target, n int) {
	gate := circuit.NewRangeCheckGate(b.config, n)
	if err := gate.Validate(); err != nil {
		panic("builder: " + err.Error())
	}
	row, value := b.AddSlot(gate)
	b.Connect(x, Wire(row, gate.WireValue(value)))
}
