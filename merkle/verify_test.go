package merkle_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// opening is what VerifyRow is given.
type opening struct {
	row   []field.Element
	index int
	path  merkle.Path
	cap   merkle.Cap
}

func (o opening) verify() error { return merkle.VerifyRow(o.row, o.index, o.path, o.cap) }

func (o opening) clone() opening {
	o.row, o.path, o.cap = slices.Clone(o.row), slices.Clone(o.path), slices.Clone(o.cap)
	return o
}

// makeOpening opens a row of a tree of height 5 with a cap of height 2.
func makeOpening(t *testing.T, index int) opening {
	const width = 6
	rows, _ := makeRows(32, width)
	tree, err := merkle.BuildRows(rows, width, 2, 1)
	require.NoError(t, err)
	o := opening{rows[index*width : (index+1)*width], index, tree.Path(index), tree.Cap()}
	require.NoError(t, o.verify())
	return o
}

func TestVerifyRefusesTampering(t *testing.T) {
	for index := range 32 {
		valid := makeOpening(t, index)
		refuse := func(what string, tamper func(o *opening)) {
			o := valid.clone()
			tamper(&o)
			require.ErrorIs(t, o.verify(), merkle.ErrMismatch, "%s of row %d", what, index)
		}
		for i := range valid.row {
			refuse("element", func(o *opening) { bump(&o.row[i]) })
		}
		for i := range valid.path {
			for j := range hash.DigestLen {
				refuse("sibling", func(o *opening) { bump(&o.path[i][j]) })
			}
		}
		for j := range hash.DigestLen {
			refuse("cap node", func(o *opening) { bump(&o.cap[index>>3][j]) })
		}
		for other := range 32 {
			if other != index {
				refuse("index", func(o *opening) { o.index = other })
			}
		}
		refuse("swapped siblings", func(o *opening) { o.path[0], o.path[1] = o.path[1], o.path[0] })
		refuse("longer row", func(o *opening) { o.row = append(o.row, field.Zero(), field.Zero(), field.One()) })
	}
}

func bump(e *field.Element) { *e = e.Add(field.One()) }

// TestVerifyIgnoresOtherCapNodes shows that an opening speaks of one node of the
// cap only.
func TestVerifyIgnoresOtherCapNodes(t *testing.T) {
	o := makeOpening(t, 9).clone()
	for _, i := range []int{0, 2, 3} {
		o.cap[i] = hash.Digest{}
	}
	require.NoError(t, o.verify())
}

func TestVerifyRefusesShapes(t *testing.T) {
	valid := makeOpening(t, 21)
	for name, tamper := range map[string]func(o *opening){
		"negative index":      func(o *opening) { o.index = -1 },
		"smallest index":      func(o *opening) { o.index = math.MinInt },
		"index of no leaf":    func(o *opening) { o.index = 32 },
		"index modulo leaves": func(o *opening) { o.index += 32 },
		"largest index":       func(o *opening) { o.index = math.MaxInt },
		"no cap":              func(o *opening) { o.cap = nil },
		"cap of three":        func(o *opening) { o.cap = o.cap[:3] },
		"shorter path":        func(o *opening) { o.path = o.path[:2] },
		"no path":             func(o *opening) { o.path = nil },
		"path of 62":          func(o *opening) { o.path = make(merkle.Path, 62) },
		"path of 1000":        func(o *opening) { o.path = make(merkle.Path, 1000) },
	} {
		t.Run(name, func(t *testing.T) {
			o := valid.clone()
			tamper(&o)
			require.ErrorIs(t, o.verify(), merkle.ErrShape)
		})
	}
}

// TestVerifyDoesNotKnowTheHeight shows why callers check len(path): an inner
// node passes for a leaf of a shorter tree.
func TestVerifyDoesNotKnowTheHeight(t *testing.T) {
	o := makeOpening(t, 5)
	inner := hash.Compress(o.path[0], hash.OrNoop(o.row))
	require.NoError(t, merkle.VerifyPath(inner, 5>>1, o.path[1:], o.cap))
}

func TestCapHeight(t *testing.T) {
	for height := range 5 {
		got, err := make(merkle.Cap, 1<<height).Height()
		require.NoError(t, err)
		require.Equal(t, height, got)
	}
	for _, n := range []int{0, 3, 5, 6, 7, 12} {
		_, err := make(merkle.Cap, n).Height()
		require.ErrorIs(t, err, merkle.ErrShape, "%d nodes", n)
	}
}
