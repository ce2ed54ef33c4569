package hash_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

const (
	digestHex = "0100000000000000" + "0200000000000000" + "ffffffff00000000" + "00000000ffffffff"
	largest   = field.Modulus - 1
)

func exampleDigest() hash.Digest {
	return hash.Digest{field.New(1), field.New(2), field.New(1<<32 - 1), field.New(largest)}
}

func TestDigestEncodings(t *testing.T) {
	d := exampleDigest()
	require.Equal(t, digestHex, d.String())

	encoded, err := d.AppendBinary([]byte("prefix"))
	require.NoError(t, err)
	require.Len(t, encoded, len("prefix")+hash.DigestBytes)
	decoded, err := hash.DigestFromBytes(bytes.TrimPrefix(encoded, []byte("prefix")))
	require.NoError(t, err)
	require.Equal(t, d, decoded)

	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.Equal(t, `"`+digestHex+`"`, string(text))
	var fromJSON hash.Digest
	require.NoError(t, json.Unmarshal(text, &fromJSON))
	require.Equal(t, d, fromJSON)
}

func TestDigestFromBytesRefuses(t *testing.T) {
	valid, err := exampleDigest().AppendBinary(nil)
	require.NoError(t, err)
	for n := range valid {
		_, err := hash.DigestFromBytes(valid[:n])
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, "%d bytes", n)
	}
	valid[hash.DigestBytes-field.Bytes]++ // p − 1 becomes p
	d, err := hash.DigestFromBytes(valid)
	require.ErrorIs(t, err, field.ErrNonCanonical)
	require.Zero(t, d)
}

func TestDigestUnmarshalTextRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty":         "",
		"short":         digestHex[2:],
		"long":          digestHex + "00",
		"upper case":    strings.ToUpper(digestHex),
		"not a digit":   "g" + digestHex[1:],
		"not canonical": digestHex[:48] + "01000000ffffffff",
	} {
		t.Run(name, func(t *testing.T) {
			d := exampleDigest()
			require.Error(t, d.UnmarshalText([]byte(text)))
			require.Equal(t, exampleDigest(), d)
		})
	}
}

func FuzzDigestUnmarshalText(f *testing.F) {
	f.Add(digestHex)
	f.Add(strings.Repeat("0", 2*hash.DigestBytes))
	f.Fuzz(func(t *testing.T, text string) {
		var d hash.Digest
		if err := d.UnmarshalText([]byte(text)); err != nil {
			require.Zero(t, d)
			return
		}
		require.Equal(t, text, d.String())
	})
}
