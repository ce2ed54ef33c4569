package field_test

import (
	"math/big"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/testutil"
)

// modulus is p as a big integer.
var modulus = new(big.Int).SetUint64(field.Modulus)

// edges returns elements at the edges of both the canonical values and the
// Montgomery words.
func edges() []field.Element {
	var out []field.Element
	for _, w := range testutil.EdgeWords() {
		out = append(out, field.New(w), field.Element{w})
	}
	return out
}

// elements returns n elements, random ones and edges, by their words.
func elements(seed uint64, n int) []field.Element {
	out := make([]field.Element, n)
	for i, w := range testutil.Words(seed, n) {
		out[i] = field.Element{w}
	}
	return out
}

// exts is elements for the extension.
func exts(seed uint64, n int) []field.Ext {
	words := elements(seed, 2*n)
	out := make([]field.Ext, n)
	for i := range out {
		out[i] = field.Ext{A0: words[2*i], A1: words[2*i+1]}
	}
	return out
}

// value returns the canonical value as a big integer.
func value(a field.Element) *big.Int { return new(big.Int).SetUint64(a.Uint64()) }
