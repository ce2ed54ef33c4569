package builder

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLayout(t *testing.T) {
	l := layout{rows: 4, routed: 3, wires: 5, virtuals: 7}
	require.NoError(t, l.validate())
	seen := make(map[int32]bool)
	check := func(target Target) {
		cell, err := l.cell(target)
		require.NoError(t, err)
		assert.Equal(t, target, l.target(cell))
		assert.False(t, seen[cell])
		assert.Less(t, int(cell), l.numCells())
		seen[cell] = true
	}
	for row := range l.rows {
		for column := range l.wires {
			check(Wire(row, column))
			assert.Equal(t, column < l.routed, int(l.wire(row, column)) < l.numShared())
		}
	}
	for i := range l.virtuals {
		check(virtual(i))
		assert.Less(t, int(l.virtual(i)), l.numShared())
	}
	assert.Len(t, seen, l.numCells())

	l.rows = 1 << 29
	assert.Error(t, l.validate())
}

// TestPartition joins cells at random and compares classes and cycles with
// those of a quadratic reference.
func TestPartition(t *testing.T) {
	l := &layout{rows: 8, routed: 5, wires: 6, virtuals: 9}
	r := rand.New(rand.NewPCG(5, 6))
	for joins := range 60 {
		p := newPartition(l.numCells())
		label := make([]int32, len(p))
		for i := range label {
			label[i] = int32(i)
		}
		for range joins {
			x, y := r.Int32N(int32(l.numShared())), r.Int32N(int32(l.numShared()))
			p.join(x, y)
			from, to := label[y], label[x]
			for i := range label {
				if label[i] == from {
					label[i] = to
				}
			}
		}
		p.flatten()
		for x := range p {
			assert.LessOrEqual(t, p[x], int32(x))
			for y := range p {
				require.Equal(t, label[x] == label[y], p[x] == p[y])
			}
		}

		next := p.cycles(l)
		for row := range l.rows {
			for column := range l.routed {
				// The next wire of the class, row by row and starting over.
				at := row*l.routed + column
				wire := l.wire(row, column)
				for {
					at = (at + 1) % (l.rows * l.routed)
					if other := l.wire(at/l.routed, at%l.routed); p[other] == p[wire] {
						require.Equal(t, other, next[wire])
						break
					}
				}
			}
		}
	}
}

func TestIncidence(t *testing.T) {
	touches := [][]int32{{2, 0}, {}, {2}, {0, 2, 2}}
	list := newIncidence(4, len(touches), func(i int32, f func(int32)) {
		for _, thing := range touches[i] {
			f(thing)
		}
	})
	assert.Equal(t, []int32{0, 3}, list.of(0))
	assert.Empty(t, list.of(1))
	assert.Equal(t, []int32{0, 2, 3, 3}, list.of(2))
	assert.Empty(t, list.of(3))
}

func TestTargetString(t *testing.T) {
	assert.Equal(t, "wire 3 of row 5", Wire(5, 3).String())
	assert.Equal(t, "virtual target 7", virtual(7).String())
	assert.Equal(t, "the zero target", Target{}.String())
}
