package ntt_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/internal/testutil"
)

// TestVectors compares with the transforms of plonky2 and of OKX's fork of it,
// which the vectors hold in natural order.
func TestVectors(t *testing.T) {
	for dialect, g := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			var vectors struct {
				FFT []struct {
					N         int
					Coeffs    []field.Element
					FFT       []field.Element
					CosetFFT  []field.Element `json:"coset_fft_shift"`
					LDE8Coset []field.Element `json:"lde8_coset"`
				}
			}
			testutil.VectorJSON(t, dialect+"/field.json", &vectors)
			require.NotEmpty(t, vectors.FFT)
			for bits, v := range vectors.FFT {
				if v.N == 1024 {
					bits = 10
				}
				d := ntt.NewDomain(g, bits)
				require.Equal(t, v.N, d.Size())
				t.Run(fmt.Sprintf("n=%d", v.N), func(t *testing.T) {
					require.Equal(t, v.FFT, applied(v.Coeffs, d.ForwardNatural))
					require.Equal(t, v.Coeffs, applied(v.FFT, d.InverseNatural))

					coset := applied(v.Coeffs, func(col []field.Element) { d.CosetForward(col, g.CosetShift()) })
					require.Equal(t, v.CosetFFT, applied(coset, ntt.BitReverse))

					extended := make([]field.Element, 8*v.N)
					d.LDE(extended, v.Coeffs, 3, g.CosetShift())
					ntt.BitReverse(extended)
					if v.LDE8Coset != nil {
						require.Equal(t, v.LDE8Coset, extended)
					} else {
						assert.Greater(t, v.N, 8, "only long extensions are left out")
					}
				})
			}
		})
	}
}
