package ntt_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
)

func TestEvalMatchesHorner(t *testing.T) {
	random := randomColumn(12, 2)
	for name, z := range map[string]field.Ext{
		"random": {A0: random[0], A1: random[1]},
		"base":   field.ExtFrom(random[0]),
		"zero":   field.ExtZero(),
		"one":    field.ExtOne(),
		"x":      {A1: field.One()},
	} {
		e := ntt.NewEvaluator(z)
		for _, n := range []int{0, 1, 2, 3, 511, 512, 513, 1024, 1500} {
			coeffs := randomColumn(13, n)
			require.Equal(t, hornerExt(coeffs, z), e.Eval(coeffs), "%d coefficients at %s", n, name)
		}
	}
}

func TestEvalColumns(t *testing.T) {
	z := field.Ext{A0: field.New(5), A1: field.New(6)}
	e := ntt.NewEvaluator(z)
	cols := make([][]field.Element, 5)
	want := make([]field.Ext, len(cols))
	for j := range cols {
		cols[j] = randomColumn(uint64(j), 600+j)
		want[j] = hornerExt(cols[j], z)
	}
	for _, workers := range []int{1, 4} {
		got := make([]field.Ext, len(cols))
		e.EvalColumns(got, cols, workers)
		assert.Equal(t, want, got, "%d workers", workers)
	}
	assert.Panics(t, func() { e.EvalColumns(want[1:], cols, 1) })
}
