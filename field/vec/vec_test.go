package vec_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/vec"
)

// kernel is a slice kernel over base columns and what it does to one row.
type kernel struct {
	operands int // including the old destination, if reads is set
	reads    bool
	run      func(dst []field.Element, in [][]field.Element, k field.Element)
	row      func(in []field.Element, k field.Element, i int) field.Element
}

type (
	columns = [][]field.Element
	row     = []field.Element
)

// kernels are all kernels over base columns. in[0] of a kernel that reads its
// destination is the destination.
func kernels() map[string]kernel {
	return map[string]kernel{
		"Add": {
			operands: 2,
			run:      func(dst row, in columns, _ field.Element) { vec.Add(dst, in[0], in[1]) },
			row:      func(in row, _ field.Element, _ int) field.Element { return in[0].Add(in[1]) },
		},
		"Sub": {
			operands: 2,
			run:      func(dst row, in columns, _ field.Element) { vec.Sub(dst, in[0], in[1]) },
			row:      func(in row, _ field.Element, _ int) field.Element { return in[0].Sub(in[1]) },
		},
		"Mul": {
			operands: 2,
			run:      func(dst row, in columns, _ field.Element) { vec.Mul(dst, in[0], in[1]) },
			row:      func(in row, _ field.Element, _ int) field.Element { return in[0].Mul(in[1]) },
		},
		"MulAdd": {
			operands: 3,
			run:      func(dst row, in columns, _ field.Element) { vec.MulAdd(dst, in[0], in[1], in[2]) },
			row:      func(in row, _ field.Element, _ int) field.Element { return in[0].MulAdd(in[1], in[2]) },
		},
		"Scale": {
			operands: 1,
			run:      func(dst row, in columns, k field.Element) { vec.Scale(dst, in[0], k) },
			row:      func(in row, k field.Element, _ int) field.Element { return in[0].Mul(k) },
		},
		"AddScalar": {
			operands: 1,
			run:      func(dst row, in columns, k field.Element) { vec.AddScalar(dst, in[0], k) },
			row:      func(in row, k field.Element, _ int) field.Element { return in[0].Add(k) },
		},
		"ScaleAdd": {
			operands: 2,
			run:      func(dst row, in columns, k field.Element) { vec.ScaleAdd(dst, in[0], in[1], k) },
			row:      func(in row, k field.Element, _ int) field.Element { return in[0].Mul(k).Add(in[1]) },
		},
		"AddScaled": {
			operands: 2,
			reads:    true,
			run:      func(dst row, in columns, k field.Element) { vec.AddScaled(dst, in[1], k) },
			row:      func(in row, k field.Element, _ int) field.Element { return in[0].Add(in[1].Mul(k)) },
		},
		"ScalePowers": {
			operands: 1,
			run:      func(dst row, in columns, k field.Element) { vec.ScalePowers(dst, in[0], k, k.Add(field.New(2))) },
			row: func(in row, k field.Element, i int) field.Element {
				return in[0].Mul(k).Mul(k.Add(field.New(2)).Exp(uint64(i)))
			},
		},
	}
}

// want returns the kernel's result row by row.
func (kn kernel) want(in columns, k field.Element) []field.Element {
	out := make([]field.Element, len(in[0]))
	for i := range out {
		var args row
		for _, col := range in {
			args = append(args, col[i])
		}
		out[i] = kn.row(args, k, i)
	}
	return out
}

func TestKernelsMatchScalars(t *testing.T) {
	for name, kn := range kernels() {
		for _, n := range lengths() {
			t.Run(fmt.Sprintf("%s/n=%d", name, n), func(t *testing.T) {
				for _, k := range scalars() {
					in := make(columns, kn.operands)
					for j := range in {
						in[j] = column(uint64(j), n)
					}
					before := slices.Clone(in)
					for j := range before {
						before[j] = slices.Clone(in[j])
					}
					want := kn.want(in, k)

					// A destination with guards that must stay.
					buf := column(50, n+2)
					guards := [2]field.Element{buf[0], buf[n+1]}
					dst := buf[1 : n+1]
					if kn.reads {
						copy(dst, in[0])
					}
					kn.run(dst, in, k)
					require.Equal(t, want, dst)
					require.Equal(t, before, in, "an operand changed")
					require.Equal(t, guards, [2]field.Element{buf[0], buf[n+1]}, "written out of range")
				}
			})
		}
	}
}

// TestKernelsInPlace makes the destination each operand in turn, and all of
// them.
func TestKernelsInPlace(t *testing.T) {
	const n = 37
	k := field.New(12345)
	for name, kn := range kernels() {
		for j := range kn.operands {
			if kn.reads && j > 0 {
				continue // the destination is operand 0 by definition
			}
			in := make(columns, kn.operands)
			for i := range in {
				in[i] = column(uint64(i), n)
			}
			want := kn.want(in, k)
			kn.run(in[j], in, k)
			assert.Equal(t, want, in[j], "%s into operand %d", name, j)
		}
		same := column(3, n)
		in := slices.Repeat(columns{same}, kn.operands)
		want := kn.want(in, k)
		kn.run(same, in, k)
		assert.Equal(t, want, same, "%s with one column for all", name)
	}
}

func TestKernelsRefuseOtherLengths(t *testing.T) {
	for name, kn := range kernels() {
		for j := range kn.operands {
			if kn.reads && j == 0 {
				continue
			}
			for _, n := range []int{0, 7, 9} {
				in := slices.Repeat(columns{column(1, 8)}, kn.operands)
				in[j] = column(2, n)
				dst := column(3, 8)
				assert.Panics(t, func() { kn.run(dst, in, field.One()) }, "%s: operand %d of %d", name, j, n)
				assert.Equal(t, column(3, 8), dst, "%s changed a column it refused", name)
			}
		}
	}
	assert.PanicsWithValue(t, "vec: Add: operand of 3 elements, destination of 2", func() {
		vec.Add(make(row, 2), make(row, 2), make(row, 3))
	})
}

func TestKernelsDoNotAllocate(t *testing.T) {
	in := columns{column(1, 64), column(2, 64), column(3, 64)}
	dst := column(4, 64)
	for name, kn := range kernels() {
		assert.Zero(t, testing.AllocsPerRun(10, func() { kn.run(dst, in, field.One()) }), name)
	}
}
