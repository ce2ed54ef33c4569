package field_test

import (
	"bytes"
	"io"
	"math/big"
	"testing"

	"github.com/consensys/gnark-crypto/field/goldilocks"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/testutil"
)

// TestArithmeticMatchesOracles compares with big integers and gnark-crypto.
func TestArithmeticMatchesOracles(t *testing.T) {
	samples := append(edges(), elements(1, 60)...)
	for _, a := range samples {
		for _, b := range samples {
			checkBinary(t, a, b)
		}
	}
	for i := range 20_000 {
		pair := elements(uint64(i), 2)
		checkBinary(t, pair[0], pair[1])
	}
}

func checkBinary(t *testing.T, a, b field.Element) {
	t.Helper()
	ga, gb := goldilocks.Element(a), goldilocks.Element(b)
	for _, op := range []struct {
		name   string
		got    field.Element
		gnark  func(z *goldilocks.Element, x, y *goldilocks.Element) *goldilocks.Element
		number func(z *big.Int, x, y *big.Int) *big.Int
	}{
		{"+", a.Add(b), (*goldilocks.Element).Add, (*big.Int).Add},
		{"−", a.Sub(b), (*goldilocks.Element).Sub, (*big.Int).Sub},
		{"·", a.Mul(b), (*goldilocks.Element).Mul, (*big.Int).Mul},
	} {
		var want goldilocks.Element
		op.gnark(&want, &ga, &gb)
		if op.got != field.Element(want) {
			t.Fatalf("%v %s %v = %v, want %v", a, op.name, b, op.got, want.Uint64())
		}
		number := op.number(new(big.Int), value(a), value(b))
		if number.Mod(number, modulus).Uint64() != op.got.Uint64() {
			t.Fatalf("%v %s %v = %v, want %v", a, op.name, b, op.got, number)
		}
	}
}

func TestInverseAndExpMatchOracle(t *testing.T) {
	for _, a := range append(edges(), elements(2, 200)...) {
		g := goldilocks.Element(a)
		var inverse, power goldilocks.Element
		inverse.Inverse(&g)
		require.Equal(t, field.Element(inverse), a.Inverse(), "1/%v", a)
		for _, e := range []uint64{0, 1, 2, 7, 1 << 32, field.Modulus - 2, field.Modulus - 1, field.Modulus, 1<<64 - 1} {
			power.Exp(g, new(big.Int).SetUint64(e))
			require.Equal(t, field.Element(power), a.Exp(e), "%v^%d", a, e)
		}
	}
}

func TestMulAcceptsOneUnreducedWord(t *testing.T) {
	for _, w := range []uint64{field.Modulus, field.Modulus + 1, 1<<64 - 1} {
		unreduced, reduced := field.Element{w}, field.Element{w - field.Modulus}
		for _, b := range edges() {
			require.Equal(t, reduced.Mul(b), unreduced.Mul(b), "word %d · %v", w, b)
			require.Equal(t, reduced.Mul(b), b.Mul(unreduced), "%v · word %d", b, w)
		}
	}
}

func TestNewReduces(t *testing.T) {
	words := append(testutil.EdgeWords(), field.Modulus, field.Modulus+1, 1<<64-1)
	for _, v := range words {
		want := v % field.Modulus
		assert.Equal(t, want, field.New(v).Uint64(), "New(%d)", v)
		assert.True(t, canonical(field.New(v)), "New(%d)", v)

		e, err := field.FromCanonical(v)
		if v < field.Modulus {
			require.NoError(t, err)
			assert.Equal(t, field.New(v), e)
		} else {
			require.ErrorIs(t, err, field.ErrNonCanonical)
			assert.Zero(t, e)
		}
	}
}

func TestSmallConstants(t *testing.T) {
	assert.Equal(t, field.New(0), field.Zero())
	assert.Equal(t, field.New(1), field.One())
	assert.Equal(t, field.One(), field.FromBool(true))
	assert.Equal(t, field.Zero(), field.FromBool(false))
	assert.True(t, field.One().IsOne())
	assert.False(t, field.Element{1}.IsOne(), "the word 1 is not the element 1")
	assert.Equal(t, goldilocks.One(), goldilocks.Element(field.One()))
	assert.Equal(t, goldilocks.Modulus(), modulus)
	assert.Equal(t, field.New(343), field.New(7).Cube())
}

func TestRandomRejectsNonCanonical(t *testing.T) {
	var stream []byte
	for _, v := range []uint64{field.Modulus, 1<<64 - 1, field.Modulus - 1, 5} {
		for i := range 8 {
			stream = append(stream, byte(v>>(8*i)))
		}
	}
	r := bytes.NewReader(stream)
	e, err := field.Random(r)
	require.NoError(t, err)
	assert.Equal(t, field.Modulus-1, e.Uint64())
	e, err = field.Random(r)
	require.NoError(t, err)
	assert.EqualValues(t, 5, e.Uint64())

	_, err = field.Random(r)
	require.ErrorIs(t, err, io.EOF)
	_, err = field.Random(bytes.NewReader(make([]byte, 7)))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_, err = field.RandomExt(bytes.NewReader(make([]byte, 8)))
	require.ErrorIs(t, err, io.EOF)

	zero, err := field.RandomExt(bytes.NewReader(make([]byte, 16)))
	require.NoError(t, err)
	assert.True(t, zero.IsZero())
}

func TestMustRandomDiffers(t *testing.T) {
	assert.NotEqual(t, field.MustRandom(), field.MustRandom())
}

func TestArithmeticDoesNotAllocate(t *testing.T) {
	a, b := exts(3, 100), make([]field.Ext, 100)
	buf := make([]byte, 0, field.Bytes)
	assert.Zero(t, testing.AllocsPerRun(5, func() {
		field.BatchInvertExt(b, a)
		b[0] = b[0].MulAdd(a[1].Inverse(), a[2].Exp(1000))
		buf, _ = b[0].A0.AppendBinary(buf[:0])
	}))
}
