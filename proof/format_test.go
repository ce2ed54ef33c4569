package proof

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// TestFormats checks what distinguishes formats from each other.
func TestFormats(t *testing.T) {
	formats := Formats()
	require.Empty(t, formats[0].KeyMagic, "the library's own")
	for i, f := range formats {
		got, err := FormatOf(f.Dialect)
		require.NoError(t, err)
		require.Equal(t, f.Name, got.Name)
		for _, other := range formats[:i] {
			require.NotEqual(t, other.Name, f.Name)
			require.NotEqual(t, other.Dialect, f.Dialect)
			require.NotEmpty(t, f.KeyMagic)
			require.NotEqual(t, other.KeyMagic, f.KeyMagic)
		}
	}
	_, err := FormatOf(fri.Dialect{})
	require.ErrorIs(t, err, ErrUnsupported)
}

// TestRefuseOtherFormat decodes what each format writes as the other.
func TestRefuseOtherFormat(t *testing.T) {
	for _, name := range []string{"01_fibonacci", "05_gate_zoo", "10_okx_batch_4x3"} {
		for mine, other := range map[string]string{name: "okx_fork/" + name, "okx_fork/" + name: name} {
			f := formatOf(mine)
			c, err := f.DecodeCommon(vector(t, other, "common.bin"))
			require.Error(t, err, mine)
			require.Nil(t, c)
			_, err = f.AppendCommon(nil, commonOf(t, other))
			require.ErrorIs(t, err, ErrUnsupported, mine)
			p, err := f.DecodeProof(commonOf(t, mine), vector(t, other, "proof.bin"))
			require.Error(t, err, mine)
			require.Nil(t, p)
		}
	}
}

// TestOKXProofEnds checks both ends of a proof without count of public inputs.
func TestOKXProofEnds(t *testing.T) {
	const name = "okx_fork/01_fibonacci"
	common, data := commonOf(t, name), vector(t, name, "proof.bin")
	for _, c := range []struct {
		data []byte
		err  error
	}{
		{data[:len(data)-1], ErrTruncated},
		{data[:len(data)-field.Bytes], ErrTruncated},
		{append(bytes.Clone(data), 0), ErrTrailing},
		{append(bytes.Clone(data), make([]byte, field.Bytes)...), ErrTrailing},
	} {
		p, err := OKX().DecodeProof(common, c.data)
		require.ErrorIs(t, err, c.err)
		require.Nil(t, p)
	}
	noncanonical := bytes.Clone(data)
	copy(noncanonical[len(data)-field.Bytes:], bytes.Repeat([]byte{0xff}, field.Bytes))
	_, err := OKX().DecodeProof(common, noncanonical)
	require.ErrorIs(t, err, ErrNonCanonical)
}

// TestRefuseOKXCommon patches bytes of the fork's common data.
func TestRefuseOKXCommon(t *testing.T) {
	const name = "okx_fork/05_gate_zoo"
	data := vector(t, name, "common.bin")
	gate := bytes.Index(data, []byte{4, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 14, 0, 0, 0}) // before RandomAccess
	require.Positive(t, gate)
	for what, c := range map[string]struct {
		offset int
		value  byte
		err    error
	}{
		"lookup gate":     {gate, 6, ErrUnsupported},
		"unknown tag":     {gate, 17, ErrMalformed},
		"too few points":  {gate + tagBytes, 1, ErrMalformed},
		"too many points": {gate + tagBytes, circuit.MaxInterpolationBits + 1, ErrTooLarge},
		"coset shift":     {bytes.Index(data, []byte{49, 0, 0, 0, 0, 0, 0, 0, 0x57, 1}), 48, ErrMalformed},
	} {
		patched := bytes.Clone(data)
		require.NotEqual(t, patched[c.offset], c.value, what)
		patched[c.offset] = c.value
		decoded, err := OKX().DecodeCommon(patched)
		require.ErrorIs(t, err, c.err, what)
		require.Nil(t, decoded, what)
	}
}

// TestEncoderRefusesForeignGates encodes interpolation gates over a subgroup of
// other generators, whose names do not tell.
func TestEncoderRefusesForeignGates(t *testing.T) {
	foreign := field.Plonky2Generators()
	low, err := circuit.NewLowDegreeInterpolationGate(foreign, 4)
	require.NoError(t, err)
	high, err := circuit.NewHighDegreeInterpolationGate(foreign, 3)
	require.NoError(t, err)
	for _, c := range []struct {
		gate circuit.Gate
		err  error
	}{{low, ErrMalformed}, {high, ErrUnsupported}} {
		common, err := circuit.NewCommon(circuit.StandardConfig(), fri.OKX(), []circuit.Gate{c.gate}, 4, 0)
		require.NoError(t, err)
		_, err = OKX().AppendCommon(nil, &common)
		require.ErrorIs(t, err, c.err)
		_, err = Plonky2().AppendCommon(nil, &common)
		require.ErrorIs(t, err, ErrUnsupported)
	}
}
