package fri_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/testutil"
)

// The expected arities are those of plonky2's own search.
func TestMinSizeReduction(t *testing.T) {
	tests := []struct {
		degreeBits, rateBits, queries, max int // max < 0: none
		want                               []int
	}{
		{0, 3, 28, -1, nil},
		{4, 5, 1, -1, nil},         // to fold by 4 is as large
		{5, 1, 1, -1, []int{2}},    // as is 8
		{6, 1, 1, -1, []int{2, 2}}, // as is 8
		{8, 3, 28, -1, nil},
		{10, 3, 28, -1, []int{3}},
		{10, 3, 28, 0, nil},
		{13, 1, 84, -1, []int{3}},
		{13, 3, 28, 3, []int{3, 3}},
		{14, 1, 84, -1, []int{4}},
		{14, 7, 12, 8, []int{4, 3}},
		{18, 3, 28, -1, []int{4, 3, 3}},
		{18, 3, 28, 3, []int{3, 3, 3}},
		{20, 7, 12, 8, []int{4, 3, 3, 3}},
		{25, 1, 84, -1, []int{4, 4, 4, 3}},
		{25, 7, 12, 8, []int{4, 4, 4, 3, 3}},
	}
	for _, test := range tests {
		name := fmt.Sprintf("degree=%d,rate=%d,queries=%d,max=%d", test.degreeBits, test.rateBits, test.queries, test.max)
		t.Run(name, func(t *testing.T) {
			cfg := fri.Config{
				RateBits:   test.rateBits,
				NumQueries: test.queries,
				Reduction:  fri.Reduction{Kind: fri.MinSizeReduction, HasMax: test.max >= 0, MaxArityBits: max(0, test.max)},
			}
			p, err := fri.NewParams(cfg, fri.Plonky2(), test.degreeBits, false)
			require.NoError(t, err)
			assert.Equal(t, test.want, p.ArityBits)
		})
	}
}

func TestConstantArityReduction(t *testing.T) {
	tests := []struct {
		degreeBits, rateBits, capHeight, arity, final int
		want                                          []int
	}{
		{0, 3, 0, 4, 5, nil},
		{5, 3, 4, 4, 5, nil},
		{6, 3, 4, 4, 5, []int{4}},
		{6, 3, 6, 4, 5, nil},          // a further tree would be lower than the cap
		{9, 3, 8, 4, 0, []int{4}},     // so would the second one
		{9, 3, 4, 4, 5, []int{4}},     // stops at exactly the final degree
		{10, 3, 4, 4, 5, []int{4, 4}}, // overshoots it
		{6, 1, 0, 2, 0, []int{2, 2, 2}},
		{3, 1, 2, 7, 0, nil}, // arity above the whole domain
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%+v", test), func(t *testing.T) {
			cfg := fri.Config{
				RateBits:   test.rateBits,
				CapHeight:  test.capHeight,
				NumQueries: 1,
				Reduction:  fri.Reduction{Kind: fri.ConstantArityReduction, ArityBits: test.arity, FinalPolyBits: test.final},
			}
			p, err := fri.NewParams(cfg, fri.Plonky2(), test.degreeBits, false)
			require.NoError(t, err)
			assert.Equal(t, test.want, p.ArityBits)
		})
	}
}

// Real circuits: parameters as plonky2 computed them.
func TestReductionVectors(t *testing.T) {
	for _, name := range []string{
		"01_fibonacci", "02_arith_factorial", "04_range_check", "05_gate_zoo", "06_lookup", "07_fibonacci_zk",
		"08_recursion_of_01", "09_recursion_of_07", "10_okx_batch_16x3", "11_okx_level1_2_std", "11_okx_recursive_4_zk",
	} {
		t.Run(name, func(t *testing.T) {
			var info struct {
				Params struct {
					Config struct {
						RateBits  int                                `json:"rate_bits"`
						CapHeight int                                `json:"cap_height"`
						PowBits   int                                `json:"proof_of_work_bits"`
						Queries   int                                `json:"num_query_rounds"`
						Reduction struct{ ConstantArityBits [2]int } `json:"reduction_strategy"`
					} `json:"config"`
					Hiding     bool  `json:"hiding"`
					DegreeBits int   `json:"degree_bits"`
					ArityBits  []int `json:"reduction_arity_bits"`
				} `json:"fri_params"`
			}
			testutil.VectorJSON(t, "plonky2/plonk/"+name+"/info.json", &info)
			want := info.Params
			p, err := fri.NewParams(fri.Config{
				RateBits:   want.Config.RateBits,
				CapHeight:  want.Config.CapHeight,
				PowBits:    want.Config.PowBits,
				NumQueries: want.Config.Queries,
				Reduction: fri.Reduction{
					Kind:          fri.ConstantArityReduction,
					ArityBits:     want.Config.Reduction.ConstantArityBits[0],
					FinalPolyBits: want.Config.Reduction.ConstantArityBits[1],
				},
			}, fri.Plonky2(), want.DegreeBits, want.Hiding)
			require.NoError(t, err)
			assert.ElementsMatch(t, want.ArityBits, p.ArityBits)
		})
	}
}

func TestReductionString(t *testing.T) {
	for want, r := range map[string]fri.Reduction{
		"fixed[3 1]":           {Kind: fri.FixedReduction, Fixed: []int{3, 1}},
		"constant-arity(4, 5)": {Kind: fri.ConstantArityReduction, ArityBits: 4, FinalPolyBits: 5},
		"min-size":             {Kind: fri.MinSizeReduction},
		"min-size(3)":          {Kind: fri.MinSizeReduction, HasMax: true, MaxArityBits: 3},
		"reduction(9)":         {Kind: 9},
	} {
		assert.Equal(t, want, r.String())
	}
}
