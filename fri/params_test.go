package fri_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// standardConfig is that of plonky2's standard_recursion_config.
func standardConfig() fri.Config {
	return fri.Config{
		RateBits:   3,
		CapHeight:  4,
		PowBits:    16,
		Reduction:  fri.Reduction{Kind: fri.ConstantArityReduction, ArityBits: 4, FinalPolyBits: 5},
		NumQueries: 28,
	}
}

func standardParams(t testing.TB, degreeBits int) fri.Params {
	t.Helper()
	p, err := fri.NewParams(standardConfig(), fri.Plonky2(), degreeBits, false)
	require.NoError(t, err)
	return p
}

func TestNewParams(t *testing.T) {
	p, err := fri.NewParams(standardConfig(), fri.Plonky2(), 14, true)
	require.NoError(t, err)
	assert.Equal(t, []int{4, 4, 4}, p.ArityBits)
	assert.Equal(t, 17, p.LDEBits())
	assert.Equal(t, 12, p.TotalArityBits())
	assert.Equal(t, 4, p.FinalPolyLen())
	assert.True(t, p.Hiding)
	assert.NoError(t, p.Validate())
}

func TestNewParamsRejects(t *testing.T) {
	fixed := func(arities ...int) fri.Reduction {
		return fri.Reduction{Kind: fri.FixedReduction, Fixed: arities}
	}
	tests := []struct {
		name       string
		degreeBits int
		change     func(*fri.Config, *fri.Dialect)
	}{
		{"no rate", 8, func(c *fri.Config, _ *fri.Dialect) { c.RateBits = 0 }},
		{"negative rate", 8, func(c *fri.Config, _ *fri.Dialect) { c.RateBits = -1 }},
		{"huge rate", 8, func(c *fri.Config, _ *fri.Dialect) { c.RateBits = math.MaxInt }},
		{"negative degree", -1, func(*fri.Config, *fri.Dialect) {}},
		{"domain above the two-adicity", 30, func(*fri.Config, *fri.Dialect) {}},
		{"huge degree", math.MaxInt, func(*fri.Config, *fri.Dialect) {}},
		{"no queries", 8, func(c *fri.Config, _ *fri.Dialect) { c.NumQueries = 0 }},
		{"too many queries", 8, func(c *fri.Config, _ *fri.Dialect) { c.NumQueries = fri.MaxQueries + 1 }},
		{"negative work", 8, func(c *fri.Config, _ *fri.Dialect) { c.PowBits = -1 }},
		{"impossible work", 8, func(c *fri.Config, _ *fri.Dialect) { c.PowBits = 64 }},
		{"negative cap height", 8, func(c *fri.Config, _ *fri.Dialect) { c.CapHeight = -1 }},
		{"huge cap", 20, func(c *fri.Config, _ *fri.Dialect) { c.CapHeight = fri.MaxCapHeight + 1 }},
		{"cap above the tree", 2, func(c *fri.Config, _ *fri.Dialect) { c.CapHeight = 6 }},
		{"cap above a step's tree", 8, func(c *fri.Config, _ *fri.Dialect) { c.CapHeight, c.Reduction = 6, fixed(4, 4) }},
		{"fixed: folds too much", 8, func(c *fri.Config, _ *fri.Dialect) { c.CapHeight, c.Reduction = 0, fixed(4, 5) }},
		{"fixed: arity 1", 8, func(c *fri.Config, _ *fri.Dialect) { c.Reduction = fixed(0, 1) }},
		{"fixed: negative arity", 8, func(c *fri.Config, _ *fri.Dialect) { c.Reduction = fixed(-1) }},
		{"fixed: overflowing arities", 8, func(c *fri.Config, _ *fri.Dialect) { c.Reduction = fixed(math.MaxInt, math.MaxInt) }},
		{"fixed: too many steps", 8, func(c *fri.Config, _ *fri.Dialect) { c.Reduction = fixed(make([]int, 100)...) }},
		{"fixed: large arity", 20, func(c *fri.Config, _ *fri.Dialect) { c.Reduction = fixed(fri.MaxArityBits + 1) }},
		{"large final polynomial", 20, func(c *fri.Config, _ *fri.Dialect) { c.Reduction = fixed(1) }},
		{"constant: arity 1", 8, func(c *fri.Config, _ *fri.Dialect) { c.Reduction.ArityBits = 0 }},
		{"constant: negative arity", 8, func(c *fri.Config, _ *fri.Dialect) { c.Reduction.ArityBits = -4 }},
		{"constant: negative final degree", 8, func(c *fri.Config, _ *fri.Dialect) { c.Reduction.FinalPolyBits = -1 }},
		{"constant: folds too much", 6, func(c *fri.Config, _ *fri.Dialect) { c.CapHeight, c.Reduction.FinalPolyBits = 0, 1 }},
		{"min size: cap above a step's tree", 13, func(c *fri.Config, _ *fri.Dialect) {
			c.CapHeight, c.Reduction = 11, fri.Reduction{Kind: fri.MinSizeReduction}
		}},
		{"min size: negative maximum", 8, func(c *fri.Config, _ *fri.Dialect) {
			c.Reduction = fri.Reduction{Kind: fri.MinSizeReduction, HasMax: true, MaxArityBits: -1}
		}},
		{"min size: huge maximum", 8, func(c *fri.Config, _ *fri.Dialect) {
			c.Reduction = fri.Reduction{Kind: fri.MinSizeReduction, HasMax: true, MaxArityBits: math.MaxInt}
		}},
		{"unknown strategy", 8, func(c *fri.Config, _ *fri.Dialect) { c.Reduction.Kind = 3 }},
		{"no dialect", 8, func(_ *fri.Config, d *fri.Dialect) { *d = fri.Dialect{} }},
		{"two-adic generator of smaller order", 8, func(_ *fri.Config, d *fri.Dialect) {
			d.Generators.TwoAdic = d.Generators.TwoAdic.Square()
		}},
		{"two-adic generator of larger order", 8, func(_ *fri.Config, d *fri.Dialect) { d.Generators.TwoAdic = d.Generators.Group }},
		{"coset shift in the subgroup", 8, func(_ *fri.Config, d *fri.Dialect) {
			d.Generators.Group = d.Generators.TwoAdic.Exp(12345)
		}},
		{"unknown interpolation", 8, func(_ *fri.Config, d *fri.Dialect) { d.Interpolation = 2 }},
		{"no coset shift", 8, func(_ *fri.Config, d *fri.Dialect) { d.Generators.Group = field.Zero() }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg, dialect := standardConfig(), fri.Plonky2()
			test.change(&cfg, &dialect)
			p, err := fri.NewParams(cfg, dialect, test.degreeBits, false)
			assert.ErrorIs(t, err, fri.ErrParams)
			assert.Zero(t, p)
		})
	}
}

func TestNewParamsKeepsNoAlias(t *testing.T) {
	cfg := standardConfig()
	cfg.Reduction = fri.Reduction{Kind: fri.FixedReduction, Fixed: []int{2, 1}}
	p, err := fri.NewParams(cfg, fri.Plonky2(), 8, false)
	require.NoError(t, err)
	cfg.Reduction.Fixed[0] = 7
	assert.Equal(t, []int{2, 1}, p.ArityBits)
	assert.Equal(t, []int{2, 1}, p.Reduction.Fixed)
}

// Decoded parameters are not bound by a strategy but by the same limits.
func TestValidate(t *testing.T) {
	for name, change := range map[string]func(*fri.Params){
		"arity 1":                func(p *fri.Params) { p.ArityBits[1] = 0 },
		"negative arity":         func(p *fri.Params) { p.ArityBits[1] = -4 },
		"folds too much":         func(p *fri.Params) { p.ArityBits = []int{8, 7} },
		"overflow":               func(p *fri.Params) { p.ArityBits = []int{math.MaxInt, math.MaxInt} },
		"cap above a tree":       func(p *fri.Params) { p.CapHeight = 6 },
		"large final polynomial": func(p *fri.Params) { p.DegreeBits, p.ArityBits = 20, nil },
		"no queries":             func(p *fri.Params) { p.NumQueries = 0 },
		"zero value":             func(p *fri.Params) { *p = fri.Params{} },
	} {
		t.Run(name, func(t *testing.T) {
			p := standardParams(t, 14)
			change(&p)
			assert.ErrorIs(t, p.Validate(), fri.ErrParams)
		})
	}
	p := standardParams(t, 14)
	p.ArityBits = []int{3, 2}
	assert.NoError(t, p.Validate())
}
