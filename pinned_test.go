package por_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/verify"
)

// pinnedKeys returns the pinned keys of the default dimensions, for one
// aggregation level and up.
func pinnedKeys(t *testing.T) []*por.Key {
	t.Helper()
	var keys []*por.Key
	shape := liability.Shape{Profile: por.Standard, BatchSize: por.DefaultBatchSize(por.Standard), FanIn: por.DefaultFanIn}
	for {
		shape.Levels = len(keys) + 1
		key, err := verify.PinnedKey(shape)
		if errors.Is(err, verify.ErrNotPinned) {
			return keys
		}
		require.NoError(t, err)
		require.Equal(t, shape, key.Shape())
		keys = append(keys, key)
	}
}

func TestPinnedKeys(t *testing.T) {
	keys := pinnedKeys(t)
	require.NotEmpty(t, keys)
	for _, key := range keys {
		assert.True(t, key.Key().Common().Config.ZeroKnowledge)
	}
}

// The pinned keys are those of the circuits in this repository. The environment
// variable POR_LONG extends the test to all of them.
func TestPinnedKeysRebuild(t *testing.T) {
	if testing.Short() {
		t.Skip("builds large circuits")
	}
	keys := pinnedKeys(t)
	if os.Getenv("POR_LONG") == "" {
		keys = keys[:1]
	}
	prover, err := por.NewProver(por.WithTokens("any"))
	require.NoError(t, err)
	for _, pinned := range keys {
		levels := pinned.Shape().Levels
		built, err := prover.Key(context.Background(), levels)
		require.NoError(t, err)
		assert.Equal(t, pinned.Key().Fingerprint().String(), built.Key().Fingerprint().String(), "%d levels", levels)
	}
}
