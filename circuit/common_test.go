package circuit_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

func eachVector(t *testing.T, names []string, test func(t *testing.T, name string, v *info)) {
	for _, name := range names {
		t.Run(name, func(t *testing.T) { test(t, name, loadInfo(t, name)) })
	}
}

// tracedCircuits come with witness and proof.json.
func tracedCircuits() []string { return slices.Concat(smallCircuits, forkCircuits) }

func allCircuits() []string { return slices.Concat(smallCircuits, largeCircuits, forkCircuits) }

// The gates that plonky2 lists have the same names and numbers here.
func TestGateNumbers(t *testing.T) {
	eachVector(t, allCircuits(), func(t *testing.T, _ string, v *info) {
		for _, want := range v.Gates {
			g := parseGate(t, v.dialect, want.ID)
			assert.Equal(t, want.ID, g.ID())
			assert.Equal(t, want.Degree, g.Degree(), want.ID)
			assert.Equal(t, want.NumWires, g.NumWires(), want.ID)
			assert.Equal(t, want.NumConstants, g.NumConstants(), want.ID)
			assert.Equal(t, want.NumConstraints, g.NumConstraints(), want.ID)
		}
	})
}

// Gates made from the standard configuration are those of the vectors.
func TestGatesFromConfig(t *testing.T) {
	cfg := circuit.StandardConfig()
	var ids []string
	for _, name := range allCircuits() {
		for _, g := range loadInfo(t, name).Gates {
			ids = append(ids, g.ID)
		}
	}
	for _, g := range []circuit.Gate{
		circuit.NewConstantGate(cfg), circuit.NewArithmeticGate(cfg), circuit.NewArithmeticExtensionGate(cfg),
		circuit.NewMulExtensionGate(cfg), circuit.NewBaseSumGate(cfg, 2), circuit.NewExponentiationGate(cfg),
		circuit.NewReducingGate(cfg), circuit.NewReducingExtensionGate(cfg),
		circuit.NewRandomAccessGate(cfg, 1), circuit.NewRandomAccessGate(cfg, 4), interpolation(t, fri.Plonky2(), 4, 8),
	} {
		assert.Contains(t, ids, g.ID())
	}
}

func TestCommonMatchesVectors(t *testing.T) {
	eachVector(t, allCircuits(), func(t *testing.T, _ string, v *info) {
		c := v.common(t)
		require.NoError(t, c.Validate())
		for i, g := range v.Selectors.Groups {
			assert.Equal(t, circuit.Group{From: g[0], To: g[1]}, c.Selectors.Groups[i])
		}
		assert.Equal(t, v.Selectors.Indices, c.Selectors.Indices)
		assert.Equal(t, elements(v.KIs), c.KIs)
		assert.Equal(t, v.NumConstants, c.NumConstants)
		assert.Equal(t, v.NumGateConstraints, c.NumGateConstraints)
		assert.Equal(t, v.NumPartialProducts, c.NumPartialProducts)
		assert.Equal(t, v.QuotientDegreeFactor, c.QuotientDegreeFactor)

		shuffled := slices.Clone(c.Gates)
		slices.Reverse(shuffled)
		circuit.SortGates(shuffled)
		assert.Equal(t, c.Gates, shuffled)

		key := v.key()
		assert.Equal(t, key.CircuitDigest, circuit.Digest(key.ConstantsSigmasCap, nil, v.DegreeBits))
	})
}

func TestValidateRejects(t *testing.T) {
	v := loadInfo(t, "05_gate_zoo")
	for name, change := range map[string]func(c *circuit.Common){
		"no wires":               func(c *circuit.Common) { c.Config.NumWires = 0 },
		"too few wires":          func(c *circuit.Common) { c.Config.NumWires = 134 },
		"too many wires":         func(c *circuit.Common) { c.Config.NumWires = circuit.MaxWires + 1 },
		"routed beyond wires":    func(c *circuit.Common) { c.Config.NumRoutedWires = 136 },
		"fewer routed wires":     func(c *circuit.Common) { c.Config.NumRoutedWires = 79 },
		"fewer gate constants":   func(c *circuit.Common) { c.Config.NumConstants = 1 },
		"no challenges":          func(c *circuit.Common) { c.Config.NumChallenges = 0 },
		"negative security":      func(c *circuit.Common) { c.Config.SecurityBits = -1 },
		"factor above maximum":   func(c *circuit.Common) { c.Config.MaxQuotientDegreeFactor = 7 },
		"factor above rate":      func(c *circuit.Common) { c.FRI.RateBits, c.Config.FRI.RateBits = 2, 2 },
		"factor 0":               func(c *circuit.Common) { c.QuotientDegreeFactor = 0 },
		"factor below degree":    func(c *circuit.Common) { c.QuotientDegreeFactor = 6 },
		"public inputs":          func(c *circuit.Common) { c.NumPublicInputs = -1 },
		"no gates":               func(c *circuit.Common) { c.Gates = nil },
		"nil gate":               func(c *circuit.Common) { c.Gates[3] = nil },
		"gate order":             func(c *circuit.Common) { c.Gates[3], c.Gates[4] = c.Gates[4], c.Gates[3] },
		"gate twice":             func(c *circuit.Common) { c.Gates[3] = c.Gates[4] },
		"negative operations":    func(c *circuit.Common) { c.Gates[8] = circuit.ArithmeticGate{NumOps: -1} },
		"overflowing operations": func(c *circuit.Common) { c.Gates[8] = circuit.ArithmeticGate{NumOps: 1 << 62} },
		"overflowing list":       func(c *circuit.Common) { c.Gates[3] = circuit.RandomAccessGate{Bits: 63, NumCopies: 1} },
		"base 1":                 func(c *circuit.Common) { c.Gates[0] = circuit.BaseSumGate{Base: 1, NumLimbs: 1} },
		"no coefficients":        func(c *circuit.Common) { c.Gates[5] = circuit.ReducingGate{} },
		"no power bits":          func(c *circuit.Common) { c.Gates[9] = circuit.ExponentiationGate{} },
		"no points":              func(c *circuit.Common) { c.Gates[0] = circuit.CosetInterpolationGate{} },
		"no coset":               func(c *circuit.Common) { c.Gates[3] = circuit.LowDegreeInterpolationGate{} },
		"selector group":         func(c *circuit.Common) { c.Selectors.Groups[0].To-- },
		"missing group":          func(c *circuit.Common) { c.Selectors.Groups = c.Selectors.Groups[:3] },
		"selector index":         func(c *circuit.Common) { c.Selectors.Indices[0] = 1 << 40 },
		"coset shift":            func(c *circuit.Common) { c.KIs[5] = field.One() },
		"missing coset shift":    func(c *circuit.Common) { c.KIs = c.KIs[:79] },
		"gate constraints":       func(c *circuit.Common) { c.NumGateConstraints = 122 },
		"constants":              func(c *circuit.Common) { c.NumConstants++ },
		"partial products":       func(c *circuit.Common) { c.NumPartialProducts-- },
		"hiding":                 func(c *circuit.Common) { c.FRI.Hiding = true },
		"queries":                func(c *circuit.Common) { c.FRI.NumQueries = 1 },
		"work":                   func(c *circuit.Common) { c.Config.FRI.PowBits = 0 },
		"reduction":              func(c *circuit.Common) { c.Config.FRI.Reduction.Fixed = []int{1} },
		"degree":                 func(c *circuit.Common) { c.FRI.DegreeBits = 40 },
		"generators":             func(c *circuit.Common) { c.FRI.Dialect = fri.Dialect{} },
	} {
		t.Run(name, func(t *testing.T) {
			c := v.common(t)
			change(c)
			assert.ErrorIs(t, c.Validate(), circuit.ErrCommon)
		})
	}
}

func TestNewCommonRejects(t *testing.T) {
	v := loadInfo(t, "01_fibonacci")
	gates := v.common(t).Gates
	for name, change := range map[string]func(cfg *circuit.Config, gates []circuit.Gate){
		"order":   func(_ *circuit.Config, gates []circuit.Gate) { slices.Reverse(gates) },
		"degree":  func(cfg *circuit.Config, _ []circuit.Gate) { cfg.MaxQuotientDegreeFactor = 5 },
		"queries": func(cfg *circuit.Config, _ []circuit.Gate) { cfg.FRI.NumQueries = 0 },
	} {
		cfg, gates := v.config(), slices.Clone(gates)
		change(&cfg, gates)
		_, err := circuit.NewCommon(cfg, fri.Plonky2(), gates, v.DegreeBits, 0)
		assert.Error(t, err, name)
	}
}

// The selector columns of the vectors follow from the gates of the rows.
func TestSelectorColumns(t *testing.T) {
	eachVector(t, tracedCircuits(), func(t *testing.T, name string, v *info) {
		common := v.common(t)
		tr := loadTrace(t, name, common)
		rows := make([]int, len(tr.gates))
		for r, g := range tr.gates {
			rows[r] = slices.IndexFunc(common.Gates, func(h circuit.Gate) bool { return h.ID() == g.ID() })
		}
		selectors, columns, err := circuit.NewSelectors(common.Gates, rows, common.QuotientDegreeFactor+1)
		require.NoError(t, err)
		assert.Equal(t, common.Selectors, selectors)
		assert.Equal(t, tr.constants[:len(columns)], columns)
	})
}

func TestSelectorsSpecialCases(t *testing.T) {
	arithmetic := circuit.ArithmeticGate{NumOps: 1}
	selectors, columns, err := circuit.NewSelectors([]circuit.Gate{circuit.NoopGate{}, arithmetic}, []int{1, 0, 1}, 4)
	require.NoError(t, err)
	assert.Equal(t, circuit.Selectors{Indices: []int{0, 0}, Groups: []circuit.Group{{From: 0, To: 2}}}, selectors)
	assert.Equal(t, [][]field.Element{{field.New(1), field.New(0), field.New(1)}}, columns)
	assert.Equal(t, []field.Element{field.New(1)}, selectors.FilterRoots(0), "a lone selector is never unused")

	_, _, err = circuit.NewSelectors([]circuit.Gate{circuit.NoopGate{}, arithmetic}, nil, 3)
	assert.ErrorIs(t, err, circuit.ErrDegree)
	_, _, err = circuit.NewSelectors(nil, nil, 3)
	assert.Error(t, err)
}
