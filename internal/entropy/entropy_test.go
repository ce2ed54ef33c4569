package entropy

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

func read(t *testing.T, r io.Reader, n int) []byte {
	t.Helper()
	b := make([]byte, n)
	_, err := io.ReadFull(r, b)
	require.NoError(t, err)
	return b
}

// Two readers that agreed would give two proofs the same blinding.
func TestReadersAreSeededAfresh(t *testing.T) {
	var s Source
	require.NotEqual(t, read(t, s.Reader(), 64), read(t, s.Reader(), 64))
}

func TestZeros(t *testing.T) {
	require.Equal(t, make([]byte, 100), read(t, Zeros().Reader(), 100))
}

func TestFixedStartsAnewForEveryReader(t *testing.T) {
	s := Fixed(func() io.Reader { return bytes.NewReader([]byte{1, 2, 3}) })
	require.Equal(t, read(t, s.Reader(), 3), read(t, s.Reader(), 3))
}
