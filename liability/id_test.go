package liability

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIDText(t *testing.T) {
	lower := strings.Repeat("0123456789abcdef", 4)
	for _, s := range []string{lower, strings.ToUpper(lower)} {
		id, err := ParseID(s)
		require.NoError(t, err)
		assert.Equal(t, lower, id.String())
	}
	for _, s := range []string{"", "0", lower[1:], lower + "0", lower[1:] + "g", "0x" + lower[2:], " " + lower[1:]} {
		id := ID{1}
		assert.ErrorIs(t, id.UnmarshalText([]byte(s)), ErrID, "%q", s)
		assert.Equal(t, ID{1}, id, "%q changed the receiver", s)
	}

	var decoded ID
	data, err := json.Marshal(ID{0xab})
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &decoded))
	assert.Equal(t, ID{0xab}, decoded)
}

// TestIDElements flips every bit of an id and expects other elements.
func TestIDElements(t *testing.T) {
	for bit := range 256 {
		var id ID
		id[bit/8] = 1 << (bit % 8)
		elements := id.Elements()
		changed := bit / 8 / chunkBytes
		for i, e := range elements {
			assert.Equal(t, i != changed, e.IsZero(), "bit %d, element %d", bit, i)
		}
	}
}

func TestProfileText(t *testing.T) {
	for _, p := range []Profile{Standard, OKXv2} {
		text, err := p.MarshalText()
		require.NoError(t, err)
		var q Profile
		require.NoError(t, q.UnmarshalText(text))
		assert.Equal(t, p, q)
	}
	for _, p := range []Profile{0, OKXv2 + 1} {
		_, err := p.MarshalText()
		assert.ErrorIs(t, err, ErrProfile)
		assert.ErrorIs(t, p.Validate(), ErrProfile)
	}
	for _, s := range []string{"", "Standard", "okx", "profile(0)"} {
		p := Standard
		assert.ErrorIs(t, p.UnmarshalText([]byte(s)), ErrProfile)
		assert.Equal(t, Standard, p)
	}
}
