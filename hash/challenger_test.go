package hash_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// transcriptStep is one call of plonky2's Challenger. In and Out are lists of
// elements, or of pairs for the operations on extension elements.
type transcriptStep struct {
	Op      string
	N       int
	In, Out json.RawMessage
}

func TestChallengerVectors(t *testing.T) {
	steps := loadVectors(t).Challenger
	require.NotEmpty(t, steps)
	var c hash.Challenger
	for i, step := range steps {
		switch step.Op {
		case "observe_elements":
			c.Observe(decode[[]field.Element](t, step.In)...)
		case "observe_extension_elements":
			for _, e := range decode[[][2]field.Element](t, step.In) {
				c.ObserveExt(field.Ext{A0: e[0], A1: e[1]})
			}
		case "get_n_challenges":
			require.Equal(t, decode[[]field.Element](t, step.Out), c.Challenges(step.N), "step %d", i)
		case "get_n_extension_challenges":
			for _, e := range decode[[][2]field.Element](t, step.Out) {
				require.Equal(t, field.Ext{A0: e[0], A1: e[1]}, c.ExtChallenge(), "step %d", i)
			}
		case "get_hash":
			require.Equal(t, hash.Digest(decode[elements](t, step.Out)), c.DigestChallenge(), "step %d", i)
		default:
			t.Fatalf("step %d: unknown operation %q", i, step.Op)
		}
	}
}

func decode[T any](t *testing.T, raw json.RawMessage) (v T) {
	require.NoError(t, json.Unmarshal(raw, &v))
	return v
}

func TestChallengerIsObserveOrder(t *testing.T) {
	d := hash.Digest{field.New(1), field.New(2), field.New(3), field.New(4)}
	var a, b hash.Challenger
	a.ObserveDigests([]hash.Digest{d, d})
	a.ObserveExt(field.Ext{A0: d[0], A1: d[1]})
	b.Observe(d[:]...)
	b.Observe(d[:]...)
	b.Observe(d[0], d[1])
	require.Equal(t, a.Challenge(), b.Challenge())
}

func TestResponses(t *testing.T) {
	for pending := range hash.Rate + 3 {
		var c hash.Challenger
		for i := range pending {
			c.Observe(field.New(uint64(100 + i)))
		}
		for _, first := range []uint64{0, 8, 1000, field.Modulus - 3} {
			before := c
			got := c.Responses(first)
			require.Equal(t, before, c)
			for l, response := range got {
				clone := c.Clone()
				clone.Observe(field.New(first).Add(field.New(uint64(l))))
				require.Equal(t, clone.Challenge(), response, "%d pending, nonce %d + %d", pending, first, l)
			}
		}
	}
}

func TestCloneIsIndependent(t *testing.T) {
	var c hash.Challenger
	c.Observe(field.One())
	clone := c.Clone()
	clone.Observe(field.One())
	clone.Challenge()
	again := hash.Challenger{}
	again.Observe(field.One())
	require.Equal(t, again.Challenge(), c.Challenge())
}
