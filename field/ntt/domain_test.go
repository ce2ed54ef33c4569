package ntt

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

func TestDomainGeneratesSubgroup(t *testing.T) {
	g := field.Plonky2Generators()
	for bits := range field.TwoAdicity + 1 {
		d := NewDomain(g, bits)
		assert.Equal(t, bits, d.Bits())
		assert.Equal(t, 1<<bits, d.Size())
		assert.Equal(t, g, d.Generators())
		assert.True(t, d.Root().ExpPowerOf2(bits).IsOne(), "bits %d", bits)
		if bits > 0 {
			assert.False(t, d.Root().ExpPowerOf2(bits-1).IsOne(), "bits %d", bits)
		}
	}
}

func TestDomainRefusesOtherSizes(t *testing.T) {
	for _, bits := range []int{-1, field.TwoAdicity + 1} {
		assert.Panics(t, func() { NewDomain(field.Plonky2Generators(), bits) }, "bits %d", bits)
	}
}

func TestTwiddlesAreBitReversedPowers(t *testing.T) {
	d := NewDomain(field.Plonky2Generators(), 9)
	forward, inverse := d.twiddles(), d.inverseTwiddles()
	require.Len(t, forward, d.Size()/2)
	require.Len(t, inverse, d.Size()/2)
	for k := range forward {
		require.Equal(t, d.Root().Exp(uint64(ReverseBits(k, d.bits-1))), forward[k], "twiddle %d", k)
		require.True(t, forward[k].Mul(inverse[k]).IsOne(), "twiddle %d", k)
	}
	small := NewDomain(field.Plonky2Generators(), 5)
	assert.Equal(t, forward[:small.Size()/2], small.twiddles())
}

func TestDomainsAreRemembered(t *testing.T) {
	g := field.Plonky2Generators()
	d := NewDomain(g, 4)
	assert.Same(t, d, NewDomain(g, 4))
	assert.NotSame(t, d, NewDomain(g, 5))
	other := NewDomain(field.Generators{Group: g.Group, TwoAdic: g.TwoAdic.Cube()}, 4)
	assert.Equal(t, d.Root().Cube(), other.Root())
}

func TestCacheIsBounded(t *testing.T) {
	var c domainCache
	key := func(i int) domainKey {
		return domainKey{field.Generators{TwoAdic: field.New(uint64(i))}, 1}
	}
	first := c.get(key(0))
	for i := range 5 * cacheLen {
		c.get(key(i))
		require.LessOrEqual(t, len(c.byKey), cacheLen)
	}
	assert.NotSame(t, first, c.get(key(0)), "the oldest domain is forgotten")
	assert.Same(t, c.get(key(5*cacheLen-1)), c.get(key(5*cacheLen-1)))
}

func TestDomainsAreSafeForConcurrentUse(t *testing.T) {
	g := field.Generators{Group: field.New(7), TwoAdic: field.New(1753635133440165772)}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			d := NewDomain(g, 3+i%3)
			col := field.Powers(field.New(uint64(i+2)), d.Size())
			d.Forward(col)
			d.Inverse(col)
			assert.Equal(t, field.Powers(field.New(uint64(i+2)), d.Size()), col)
		})
	}
	wg.Wait()
}
