package ntt

import (
	"fmt"
	"math/bits"
	"sync"

	"github.com/zkpor/por/field"
)

// Domain is a subgroup of two-power order with the tables of its transforms.
// It is immutable and safe for concurrent use.
type Domain struct {
	generators field.Generators
	bits       int

	twiddles        func() []field.Element // see twiddleTable
	inverseTwiddles func() []field.Element // their inverses
}

// NewDomain returns the subgroup of order 2^bits of g. Tables are made on first
// use and kept for later calls with the same arguments. It panics unless
// 0 ≤ bits ≤ 32.
func NewDomain(g field.Generators, bits int) *Domain {
	if bits < 0 || bits > field.TwoAdicity {
		panic(fmt.Sprintf("ntt: no subgroup of order 2^%d", bits))
	}
	return domains.get(domainKey{g, bits})
}

// Bits returns the base-2 logarithm of the order.
func (d *Domain) Bits() int { return d.bits }

// Size returns the order of the subgroup.
func (d *Domain) Size() int { return 1 << d.bits }

// Root returns the generator ω of the subgroup.
func (d *Domain) Root() field.Element { return d.generators.RootOfUnity(d.bits) }

// Generators returns the generators that the domain was made from.
func (d *Domain) Generators() field.Generators { return d.generators }

func (d *Domain) checkLen(column []field.Element) {
	if len(column) != d.Size() {
		panic(fmt.Sprintf("ntt: column of %d rows, want %d", len(column), d.Size()))
	}
}

func newDomain(key domainKey) *Domain {
	table := func(root func(bits int) field.Element) func() []field.Element {
		return sync.OnceValue(func() []field.Element { return twiddleTable(key.bits, root) })
	}
	root := key.generators.RootOfUnity
	return &Domain{
		generators:      key.generators,
		bits:            key.bits,
		twiddles:        table(root),
		inverseTwiddles: table(func(bits int) field.Element { return root(bits).Inverse() }),
	}
}

// twiddleTable returns ω^rev(k) for k < n/2, where rev reverses bits−1 bits.
//
// Bit j of k contributes the root of order 2^(j+2), whatever n is: the table of
// a smaller domain is a prefix of the table of a larger one.
func twiddleTable(bits int, root func(bits int) field.Element) []field.Element {
	table := make([]field.Element, max(1, 1<<bits/2))
	table[0] = field.One()
	for j := 0; 1<<j < len(table); j++ {
		w := root(j + 2)
		for i, t := range table[:1<<j] {
			table[1<<j+i] = t.Mul(w)
		}
	}
	return table
}

// cacheLen bounds how many domains are remembered: all sizes of one dialect.
const cacheLen = field.TwoAdicity + 1

type domainKey struct {
	generators field.Generators
	bits       int
}

// domainCache remembers domains, so that each table exists once however many
// provers there are.
type domainCache struct {
	mu     sync.Mutex
	byKey  map[domainKey]*Domain
	recent []domainKey // oldest first
}

var domains domainCache

func (c *domainCache) get(key domainKey) *Domain {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d, ok := c.byKey[key]; ok {
		return d
	}
	if len(c.recent) == cacheLen {
		delete(c.byKey, c.recent[0])
		c.recent = c.recent[1:]
	}
	if c.byKey == nil {
		c.byKey = make(map[domainKey]*Domain)
	}
	d := newDomain(key)
	c.byKey[key] = d
	c.recent = append(c.recent, key)
	return d
}

// log2 returns the logarithm of n, which must be a power of two, or panics.
func log2(n int) int {
	if n <= 0 || n&(n-1) != 0 {
		panic(fmt.Sprintf("ntt: %d rows, want a power of two", n))
	}
	return bits.TrailingZeros(uint(n))
}
