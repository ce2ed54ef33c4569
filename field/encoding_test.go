package field_test

import (
	"encoding/binary"
	"encoding/json"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
)

func TestEncodingsRoundTrip(t *testing.T) {
	for _, a := range append(edges(), elements(4, 50)...) {
		b, err := a.AppendBinary([]byte("prefix"))
		require.NoError(t, err)
		require.Equal(t, "prefix", string(b[:6]))
		require.Equal(t, a.Uint64(), binary.LittleEndian.Uint64(b[6:]))
		decoded, err := field.FromBytes(b[6:])
		require.NoError(t, err)
		require.Equal(t, a, decoded)

		text, err := json.Marshal(a)
		require.NoError(t, err)
		require.Equal(t, `"`+a.String()+`"`, string(text))
		var parsed field.Element
		require.NoError(t, json.Unmarshal(text, &parsed))
		require.Equal(t, a, parsed)
	}
}

func TestFromBytesIsStrict(t *testing.T) {
	for n := range field.Bytes {
		_, err := field.FromBytes(make([]byte, n))
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, "%d bytes", n)
	}
	for _, v := range []uint64{field.Modulus, field.Modulus + 1, 1<<64 - 1} {
		_, err := field.FromBytes(binary.LittleEndian.AppendUint64(nil, v))
		require.ErrorIs(t, err, field.ErrNonCanonical, "%d", v)
	}
	first, err := field.FromBytes([]byte{1, 2, 0, 0, 0, 0, 0, 0, 9})
	require.NoError(t, err)
	assert.EqualValues(t, 0x201, first.Uint64())
}

// strictTexts are near misses of canonical decimals.
var strictTexts = []string{
	"", " ", "+1", "-1", "-0", "00", "01", " 1", "1 ", "1.0", "1e3", "0x1", "1_000", "١",
	"18446744069414584321", // p
	"18446744069414584322",
	"18446744073709551615", // 2^64 − 1
	"18446744073709551616",
	"100000000000000000000",
}

func TestUnmarshalTextIsStrict(t *testing.T) {
	for _, text := range strictTexts {
		e := field.New(99)
		require.Error(t, e.UnmarshalText([]byte(text)), "%q", text)
		assert.Equal(t, field.New(99), e, "%q changed the receiver", text)
	}
	var e field.Element
	require.Error(t, json.Unmarshal([]byte("5"), &e), "a JSON number")
	require.ErrorIs(t, e.UnmarshalText([]byte("18446744069414584321")), field.ErrNonCanonical)
	require.ErrorIs(t, e.UnmarshalText([]byte("01")), field.ErrNonCanonical)
}

func FuzzUnmarshalText(f *testing.F) {
	for _, text := range append(strictTexts, "0", "1", "18446744069414584320") {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := field.New(99)
		e := before
		if err := e.UnmarshalText(text); err != nil {
			require.Equal(t, before, e)
			return
		}
		require.True(t, canonical(e))
		again, err := e.MarshalText()
		require.NoError(t, err)
		require.Equal(t, text, again)
	})
}

func FuzzFromBytes(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF})
	f.Add([]byte{0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 7})
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := field.FromBytes(b)
		if err != nil {
			require.Zero(t, e)
			return
		}
		again, err := e.AppendBinary(nil)
		require.NoError(t, err)
		require.Equal(t, b[:field.Bytes], again)
	})
}
