package field_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

// TestGeneratorsFromDefinition derives what Plonky2Generators states: Group
// generates the whole group, TwoAdic is its power of order 2^32.
func TestGeneratorsFromDefinition(t *testing.T) {
	g := field.Plonky2Generators()
	assert.Equal(t, g.Group.Exp((field.Modulus-1)>>field.TwoAdicity), g.TwoAdic)
	for _, q := range []uint64{2, 3, 5, 17, 257, 65537} { // the prime factors of p − 1
		require.Zero(t, (field.Modulus-1)%q)
		assert.False(t, g.Group.Exp((field.Modulus-1)/q).IsOne(), "order divides (p−1)/%d", q)
	}
	assert.Equal(t, g.Group, g.CosetShift())
	assert.Equal(t, field.New(8), g.RootOfUnity(6))
	assert.Equal(t, field.New(1<<48), g.RootOfUnity(2))
}

func TestRootsOfUnity(t *testing.T) {
	g := field.Plonky2Generators()
	assert.Equal(t, field.One(), g.RootOfUnity(0))
	assert.Equal(t, field.One().Neg(), g.RootOfUnity(1))
	assert.Equal(t, g.TwoAdic, g.RootOfUnity(field.TwoAdicity))
	for bits := range field.TwoAdicity {
		assert.Equal(t, g.RootOfUnity(bits), g.RootOfUnity(bits+1).Square(), "bits %d", bits)
	}
	for _, bits := range []int{-1, field.TwoAdicity + 1} {
		assert.Panics(t, func() { g.RootOfUnity(bits) }, "bits %d", bits)
	}
}

func TestPowers(t *testing.T) {
	a := elements(15, 1)[0]
	for i, power := range field.Powers(a, 10) {
		assert.Equal(t, a.Exp(uint64(i)), power)
	}
	z := exts(16, 1)[0]
	for i, power := range field.ExtPowers(z, 10) {
		assert.Equal(t, z.Exp(uint64(i)), power)
	}
	assert.Empty(t, field.Powers(a, 0))
}

func TestSubgroup(t *testing.T) {
	for bits := range 6 {
		h := field.Plonky2Generators().Subgroup(bits)
		require.Len(t, h, 1<<bits)
		seen := make(map[field.Element]bool)
		for _, x := range h {
			assert.True(t, x.ExpPowerOf2(bits).IsOne())
			seen[x] = true
		}
		assert.Len(t, seen, len(h), "elements repeat")
	}
}
