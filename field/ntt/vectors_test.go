package ntt_test

import (
	"fmt"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
)

// transformVector is a polynomial and its values, all in natural order.
type transformVector struct {
	N         int
	Coeffs    []field.Element
	FFT       []field.Element
	CosetFFT  []field.Element `json:"coset_fft_shift"`
	LDE8Coset []field.Element `json:"lde8_coset"` // absent if long

	LDE8Hash [hash.DigestLen]field.Element `json:"lde8_hash_no_pad"`
}

// TestVectors compares with the transforms of plonky2 and of OKX's fork of it.
func TestVectors(t *testing.T) {
	for dialect, g := range dialects() {
		var vectors struct{ FFT []transformVector }
		testutil.VectorJSON(t, dialect+"/field.json", &vectors)
		require.NotEmpty(t, vectors.FFT)
		for _, v := range vectors.FFT {
			t.Run(fmt.Sprintf("%s/n=%d", dialect, v.N), func(t *testing.T) { checkVector(t, g, v) })
		}
	}
}

func checkVector(t *testing.T, g field.Generators, v transformVector) {
	d := ntt.NewDomain(g, bits.TrailingZeros(uint(v.N)))
	require.Equal(t, v.N, d.Size())
	require.Equal(t, v.FFT, applied(v.Coeffs, d.ForwardNatural))
	require.Equal(t, v.Coeffs, applied(v.FFT, d.InverseNatural))

	coset := applied(v.Coeffs, func(col []field.Element) { d.CosetForward(col, g.CosetShift()) })
	require.Equal(t, v.CosetFFT, applied(coset, ntt.BitReverse))

	extended := make([]field.Element, 8*v.N)
	d.LDE(extended, v.Coeffs, 3, g.CosetShift())
	ntt.BitReverse(extended)
	if v.LDE8Coset != nil {
		require.Equal(t, v.LDE8Coset, extended)
	}
	require.Equal(t, hash.Digest(v.LDE8Hash), hash.NoPad(extended))
}
