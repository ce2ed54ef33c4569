package builder_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit/builder/buildertest"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/internal/testutil"
)

// zeros is a source of randomness that yields what the vectors were made with.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// vectorInfo is the part of info.json that describes a circuit.
type vectorInfo struct {
	PublicInputs       []field.Element `json:"public_inputs"`
	DegreeBits         int             `json:"degree_bits"`
	NumConstants       int             `json:"num_constants"`
	NumGateConstraints int             `json:"num_gate_constraints"`
	NumPartialProducts int             `json:"num_partial_products"`
	KIs                []field.Element `json:"k_is"`

	Gates []struct {
		ID string `json:"id"`
	} `json:"gates_in_order"`
	Selectors struct {
		Groups  [][2]int `json:"groups"`
		Indices []int    `json:"selector_indices"`
	} `json:"selectors_info"`
	RowCounts map[string]int `json:"gate_row_counts"`

	Digest [4]field.Element   `json:"circuit_digest"`
	Cap    [][4]field.Element `json:"constants_sigmas_cap"`
}

// vectorWitness is witness.json.
type vectorWitness struct {
	Wires           [][]field.Element `json:"wire_values_by_column"`
	ConstantsSigmas [][]field.Element `json:"constants_then_sigmas_values_by_polynomial"`
}

// vectorRow is an entry of rows.json: a gate and its constants.
type vectorRow struct {
	Gate      string
	Constants []field.Element
}

func (r *vectorRow) UnmarshalJSON(data []byte) error {
	return json.NewDecoder(bytes.NewReader(data)).Decode(&[]any{&r.Gate, &r.Constants})
}

// TestVectors rebuilds the circuits of the vectors and compares them, and their
// witnesses, with what plonky2 made of the same calls.
func TestVectors(t *testing.T) {
	for _, v := range buildertest.Vectors() {
		t.Run(v.Name, func(t *testing.T) {
			if testing.Short() && v.Config.ZeroKnowledge {
				t.Skip("commits to 2^13 rows")
			}
			c := v.Build(t)
			var info vectorInfo
			testutil.VectorJSON(t, v.Path("info.json"), &info)
			compareRows(t, v, c)
			compareCommon(t, &info, c)

			w := c.NewWitness()
			wires, publicInputs, err := w.Run(zeros{}, 1)
			require.NoError(t, err)
			require.Equal(t, info.PublicInputs, publicInputs)
			require.NoError(t, c.Check(wires, publicInputs))
			compareWitness(t, v, c, wires)

			require.Equal(t, info.Digest, [4]field.Element(c.Key.CircuitDigest))
			for i, d := range info.Cap {
				require.Equal(t, d, [4]field.Element(c.Key.ConstantsSigmasCap[i]))
			}
		})
	}
}

func compareRows(t *testing.T, v buildertest.Vector, c *buildertest.Instance) {
	if v.Config.ZeroKnowledge {
		return // not recorded
	}
	var want []vectorRow
	testutil.VectorJSON(t, v.Path("rows.json"), &want)
	require.Equal(t, len(want), c.Common.Degree())
	for i, row := range want {
		gate, constants := c.Gate(i)
		got := vectorRow{gate.ID(), constants}
		require.Empty(t, cmp.Diff(row, got), "row %d", i)
	}
}

func compareCommon(t *testing.T, info *vectorInfo, c *buildertest.Instance) {
	require.Equal(t, info.DegreeBits, c.Common.DegreeBits())
	require.Equal(t, info.NumConstants, c.Common.NumConstants)
	require.Equal(t, info.NumGateConstraints, c.Common.NumGateConstraints)
	require.Equal(t, info.NumPartialProducts, c.Common.NumPartialProducts)
	require.Equal(t, info.KIs, c.Common.KIs)
	require.Equal(t, len(info.PublicInputs), c.Common.NumPublicInputs)

	counts := make(map[string]int)
	for row := range c.Common.Degree() {
		gate, _ := c.Gate(row)
		counts[gate.ID()]++
	}
	require.Equal(t, info.RowCounts, counts)
	for i, g := range info.Gates {
		require.Equal(t, g.ID, c.Common.Gates[i].ID())
	}
	require.Equal(t, info.Selectors.Indices, c.Common.Selectors.Indices)
	for i, g := range info.Selectors.Groups {
		require.Equal(t, g, [2]int{c.Common.Selectors.Groups[i].From, c.Common.Selectors.Groups[i].To})
	}
}

func compareWitness(t *testing.T, v buildertest.Vector, c *buildertest.Instance, wires [][]field.Element) {
	if v.Config.ZeroKnowledge {
		return // not recorded
	}
	var want vectorWitness
	testutil.VectorJSON(t, v.Path("witness.json"), &want)
	domain := ntt.NewDomain(c.Common.FRI.Dialect.Generators, c.Common.DegreeBits())
	require.Len(t, c.ConstantsSigmas.Coeffs(), len(want.ConstantsSigmas))
	for i, coeffs := range c.ConstantsSigmas.Coeffs() {
		values := slices.Clone(coeffs)
		domain.ForwardNatural(values)
		require.Equal(t, want.ConstantsSigmas[i], values, "constant or sigma %d", i)
	}
	for column := range want.Wires {
		require.Equal(t, want.Wires[column], wires[column], "column %d", column)
	}
}
