package liability

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// TestContextEncoding spells the documented encoding out for one round.
func TestContextEncoding(t *testing.T) {
	r := Round{
		Profile:       Standard,
		FormatVersion: 1,
		ID:            "r1",
		SnapshotTime:  time.Unix(1_000_000_000, 0),
		Tokens:        []string{"BTC", "EIGHT-EI", "SEVENCH"},
		Unit:          "USD",
	}
	var want []field.Element
	for _, v := range []uint64{
		0x63_6f_6e_74_65_78_74, 1, 1,
		2, 0x72_31,
		1_000_000_000,
		3, 0x55_53_44,
		3,
		3, 0x42_54_43,
		8, 0x45_49_47_48_54_2d_45, 0x49,
		7, 0x53_45_56_45_4e_43_48,
	} {
		want = append(want, field.New(v))
	}
	got, err := r.Context()
	require.NoError(t, err)
	assert.Equal(t, hash.NoPad(want), got)
}

// TestContextBinds changes one part of a round at a time.
func TestContextBinds(t *testing.T) {
	base := testRound(Standard, 3)
	seen := map[hash.Digest]string{}
	for name, change := range map[string]func(*Round){
		"nothing":         func(*Round) {},
		"id":              func(r *Round) { r.ID += "x" },
		"id in unit":      func(r *Round) { r.ID, r.Unit = r.Unit, r.ID },
		"time":            func(r *Round) { r.SnapshotTime = r.SnapshotTime.Add(time.Second) },
		"unit":            func(r *Round) { r.Unit = "USD" },
		"token":           func(r *Round) { r.Tokens[1] = "TOKENX" },
		"order":           func(r *Round) { r.Tokens[0], r.Tokens[1] = r.Tokens[1], r.Tokens[0] },
		"one token less":  func(r *Round) { r.Tokens = r.Tokens[:2] },
		"token more":      func(r *Round) { r.Tokens = append(r.Tokens, "A") },
		"tokens joined":   func(r *Round) { r.Tokens = []string{"TOKEN0TOKEN1", "TOKEN2"} },
		"tokens resplit":  func(r *Round) { r.Tokens = []string{"TOKEN", "0TOKEN1", "TOKEN2"} },
		"tokens resplit2": func(r *Round) { r.Tokens = []string{"TOKEN0T", "OKEN1", "TOKEN2"} },
	} {
		r := base
		r.Tokens = slices.Clone(base.Tokens)
		change(&r)
		context, err := r.Context()
		require.NoError(t, err, name)
		require.Empty(t, seen[context], "%s and %s have one context", seen[context], name)
		seen[context] = name
	}

	elsewhere := base
	elsewhere.SnapshotTime = base.SnapshotTime.In(time.FixedZone("", 3600))
	want, _ := base.Context()
	got, err := elsewhere.Context()
	require.NoError(t, err)
	assert.Equal(t, want, got, "the time zone is not part of the round")
}

func TestRoundValidate(t *testing.T) {
	tests := map[string]struct {
		change func(*Round)
		err    error
	}{
		"no profile":      {func(r *Round) { r.Profile = 0 }, ErrProfile},
		"unknown profile": {func(r *Round) { r.Profile = 3 }, ErrProfile},
		"version 0":       {func(r *Round) { r.FormatVersion = 0 }, ErrRound},
		"version 2":       {func(r *Round) { r.FormatVersion = 2 }, ErrRound},
		"version -1":      {func(r *Round) { r.FormatVersion = -1 }, ErrRound},
		"no id":           {func(r *Round) { r.ID = "" }, ErrRound},
		"long id":         {func(r *Round) { r.ID = strings.Repeat("x", MaxNameBytes+1) }, ErrRound},
		"no unit":         {func(r *Round) { r.Unit = "" }, ErrRound},
		"no time":         {func(r *Round) { r.SnapshotTime = time.Time{} }, ErrRound},
		"fractional time": {func(r *Round) { r.SnapshotTime = r.SnapshotTime.Add(1) }, ErrRound},
		"no tokens":       {func(r *Round) { r.Tokens = nil }, ErrRound},
		"too many tokens": {func(r *Round) { *r = testRound(Standard, MaxTokens+1) }, ErrRound},
		"empty token":     {func(r *Round) { r.Tokens[1] = "" }, ErrRound},
		"token twice":     {func(r *Round) { r.Tokens[1] = r.Tokens[0] }, ErrRound},
		"token not UTF-8": {func(r *Round) { r.Tokens[1] = "\xff" }, ErrRound},
		"token with NUL":  {func(r *Round) { r.Tokens[1] = "A\x00" }, ErrRound},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := testRound(Standard, 2)
			require.NoError(t, r.Validate())
			tt.change(&r)
			assert.ErrorIs(t, r.Validate(), tt.err)
			context, err := r.Context()
			assert.ErrorIs(t, err, tt.err)
			assert.Zero(t, context)
		})
	}
	largest := testRound(Standard, MaxTokens)
	assert.NoError(t, largest.Validate())
}

// TestRoundOKXv2 has only what its statement knows: nothing.
func TestRoundOKXv2(t *testing.T) {
	r := Round{Profile: OKXv2}
	context, err := r.Context()
	require.NoError(t, err)
	assert.Zero(t, context)

	r.Tokens = []string{"A", "A"}
	assert.ErrorIs(t, r.Validate(), ErrRound)
}
