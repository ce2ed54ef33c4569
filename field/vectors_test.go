package field_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/testutil"
)

// The exponents of the vectors' powers.
const (
	bigExponent = 0xFEDC_BA98_7654_3210
	extExponent = 0x1234_5678_9ABC_DEF1
)

// fieldVectors is field.json. Its pairs are coefficients of the extension.
type fieldVectors struct {
	P            uint64          `json:",string"`
	CosetShift   field.Element   `json:"coset_shift"`
	Group        field.Element   `json:"multiplicative_group_generator"`
	TwoAdic      field.Element   `json:"power_of_two_generator"`
	Roots        []field.Element `json:"primitive_root_of_unity_by_log2"`
	UniqueShifts []field.Element `json:"unique_coset_shifts_80"`
	Unary        []struct {
		A, Neg, Square, Exp7 field.Element
		ExpBig               field.Element `json:"exp_big"`
		Inv                  *field.Element
	}
	Ext struct{ W field.Element } `json:"ext2"`

	ExtBinary []struct{ A, B, Add, Sub, Mul pair } `json:"ext2_binary"`
	ExtUnary  []struct {
		A, Exp, Frobenius, Square pair
		Inv                       *pair
	} `json:"ext2_unary"`
}

type pair [2]field.Element

func (p pair) ext() field.Ext { return field.Ext{A0: p[0], A1: p[1]} }

const vectorsFile = "plonky2/field.json"

func loadVectors(t *testing.T) (v fieldVectors) {
	testutil.VectorJSON(t, vectorsFile, &v)
	return v
}

// binaryVectors returns rows of a, b, a + b, a − b, a·b. Their name in the file
// has commas, which a struct tag cannot express.
func binaryVectors(t *testing.T) (rows [][5]field.Element) {
	var file map[string]json.RawMessage
	testutil.VectorJSON(t, vectorsFile, &file)
	require.NoError(t, json.Unmarshal(file["binary_ops_[a,b,a+b,a-b,a*b]"], &rows))
	return rows
}

func TestElementVectors(t *testing.T) {
	v := loadVectors(t)
	require.Equal(t, field.Modulus, v.P)
	binary := binaryVectors(t)
	require.NotEmpty(t, binary)
	for _, row := range binary {
		a, b := row[0], row[1]
		assert.Equal(t, row[2], a.Add(b), "%v + %v", a, b)
		assert.Equal(t, row[3], a.Sub(b), "%v − %v", a, b)
		assert.Equal(t, row[4], a.Mul(b), "%v · %v", a, b)
	}
	require.NotEmpty(t, v.Unary)
	for _, u := range v.Unary {
		assert.Equal(t, u.Neg, u.A.Neg(), "−%v", u.A)
		assert.Equal(t, u.Square, u.A.Square(), "%v²", u.A)
		assert.Equal(t, u.Exp7, u.A.Exp(7), "%v^7", u.A)
		assert.Equal(t, u.ExpBig, u.A.Exp(bigExponent), "%v^%d", u.A, uint64(bigExponent))
		require.Equal(t, u.A.IsZero(), u.Inv == nil)
		if u.Inv != nil {
			assert.Equal(t, *u.Inv, u.A.Inverse(), "1/%v", u.A)
		}
	}
}

func TestExtVectors(t *testing.T) {
	v := loadVectors(t)
	assert.Equal(t, field.New(field.NonResidue), v.Ext.W)
	require.NotEmpty(t, v.ExtBinary)
	for _, c := range v.ExtBinary {
		a, b := c.A.ext(), c.B.ext()
		assert.Equal(t, c.Add.ext(), a.Add(b), "%v + %v", a, b)
		assert.Equal(t, c.Sub.ext(), a.Sub(b), "%v − %v", a, b)
		assert.Equal(t, c.Mul.ext(), a.Mul(b), "%v · %v", a, b)
	}
	require.NotEmpty(t, v.ExtUnary)
	for _, c := range v.ExtUnary {
		a := c.A.ext()
		assert.Equal(t, c.Square.ext(), a.Square(), "%v²", a)
		assert.Equal(t, c.Frobenius.ext(), a.Conjugate(), "conjugate of %v", a)
		assert.Equal(t, c.Exp.ext(), a.Exp(extExponent), "%v^%d", a, uint64(extExponent))
		require.Equal(t, a.IsZero(), c.Inv == nil)
		if c.Inv != nil {
			assert.Equal(t, c.Inv.ext(), a.Inverse(), "1/%v", a)
		}
	}
}

func TestGeneratorVectors(t *testing.T) {
	v := loadVectors(t)
	g := field.Plonky2Generators()
	assert.Equal(t, v.Group, g.Group)
	assert.Equal(t, v.TwoAdic, g.TwoAdic)
	assert.Equal(t, v.CosetShift, g.CosetShift())
	require.Len(t, v.Roots, field.TwoAdicity+1)
	for bits, root := range v.Roots {
		assert.Equal(t, root, g.RootOfUnity(bits), "bits %d", bits)
	}
	assert.Equal(t, v.UniqueShifts, field.Powers(g.Group, len(v.UniqueShifts)))
}
