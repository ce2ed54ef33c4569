package batch

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// combineCircuit returns the circuit that combines the public inputs of the
// given number of children, and those inputs.
func combineCircuit(t testing.TB, p liability.Profile, children int) (*builder.Circuit, [][]builder.Target) {
	t.Helper()
	combine, err := Combine(p)
	require.NoError(t, err)
	b := builder.New(circuit.OKXConfig())
	inputs := make([][]builder.Target, children)
	for i := range inputs {
		inputs[i] = b.NewTargets(len(statement(liability.Sums{}, make([]hash.Digest, numDigests(p))...)))
	}
	b.RegisterPublicInputs(combine(b, inputs)...)
	c, err := b.Build(1)
	require.NoError(t, err)
	return c, inputs
}

// numDigests returns how many digests the statement of a profile has: root, and
// in the standard profile the context.
func numDigests(p liability.Profile) int {
	if p == liability.Standard {
		return 2
	}
	return 1
}

func TestCombineRefusesUnknownProfile(t *testing.T) {
	_, err := Combine(liability.Profile(9))
	require.ErrorIs(t, err, liability.ErrProfile)
}

// Combining the roots of batches gives the root of the native tree.
func TestCombineMatchesNativeTree(t *testing.T) {
	const size, tokens = 4, 2
	for _, p := range []liability.Profile{liability.Standard, liability.OKXv2} {
		for _, fanIn := range []int{2, 4, 8} {
			t.Run(fmt.Sprintf("%v of %d", p, fanIn), func(t *testing.T) {
				committer := newCommitter(t, p, tokens)
				shape := liability.Shape{Profile: p, BatchSize: size, FanIn: fanIn, Levels: 1}
				var roots []liability.Node
				for i := range fanIn {
					roots = append(roots, nativeRoot(t, committer, size, randomAccounts(1+i%size, tokens)))
				}
				tree, err := liability.NewTree(shape, roots)
				require.NoError(t, err)

				c, inputs := combineCircuit(t, p, fanIn)
				w := c.NewWitness()
				for i, root := range roots {
					w.SetAll(inputs[i], nodeInputs(p, root, committer.Context()))
				}
				_, got, err := run(c, w)
				require.NoError(t, err)
				assert.Equal(t, nodeInputs(p, tree.Root(), committer.Context()), got)
			})
		}
	}
}

// nodeInputs returns the public inputs of a proof about a subtree.
func nodeInputs(p liability.Profile, n liability.Node, context hash.Digest) []field.Element {
	return statement(n.Sums, []hash.Digest{n.Hash, context}[:numDigests(p)]...)
}

func TestCombineRefusesOtherContext(t *testing.T) {
	const children = 4
	c, inputs := combineCircuit(t, liability.Standard, children)
	for odd := range children {
		for element := range hash.DigestLen {
			w := c.NewWitness()
			for i := range inputs {
				context := hash.Digest{field.New(7), field.New(7), field.New(7), field.New(7)}
				if i == odd {
					context[element] = field.New(8)
				}
				w.SetAll(inputs[i], statement(liability.Sums{}, hash.Digest{}, context))
			}
			_, _, err := run(c, w)
			require.ErrorIs(t, err, builder.ErrConflict, "child %d, element %d", odd, element)
		}
	}
}

// Partial sums of 62 bits do not pass, wherever they occur.
func TestCombineChecksSums(t *testing.T) {
	const limit = uint64(1) << liability.SumBits
	combine := func(p liability.Profile, sums []liability.Sums) ([]field.Element, error) {
		c, inputs := combineCircuit(t, p, len(sums))
		w := c.NewWitness()
		for i, s := range sums {
			w.SetAll(inputs[i], nodeInputs(p, liability.Node{Sums: s}, hash.Digest{}))
		}
		_, got, err := run(c, w)
		return got, err
	}
	for _, test := range []struct {
		name string
		sums []liability.Sums
	}{
		{"equity of the first two", []liability.Sums{{Equity: limit - 1}, {Equity: 1}, {}, {}}},
		{"equity of all", []liability.Sums{{Equity: limit / 2}, {Equity: limit / 4}, {Equity: limit / 8}, {Equity: limit / 8}}},
	} {
		for _, p := range []liability.Profile{liability.Standard, liability.OKXv2} {
			_, err := combine(p, test.sums)
			t.Run(fmt.Sprintf("%s, %v", test.name, p), func(t *testing.T) { requireOutOfRange(t, err) })
		}
	}
	t.Run("debt", func(t *testing.T) {
		half := liability.Sums{Debt: limit / 2} // that equity covers debt is for the leaves to say
		_, err := combine(liability.Standard, []liability.Sums{half, half})
		requireOutOfRange(t, err)
	})
	t.Run("accepts the largest", func(t *testing.T) {
		sums := []liability.Sums{{Equity: limit - 3, Debt: limit - 3}, {Equity: 1, Debt: 1}, {}, {Equity: 1, Debt: 1}}
		got, err := combine(liability.Standard, sums)
		require.NoError(t, err)
		assert.Equal(t, limit-1, got[0].Uint64())
		assert.Equal(t, limit-1, got[1].Uint64())
	})
}
