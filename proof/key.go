package proof

import (
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
)

// DecodeVerifierKey decodes a verifier key, plonky2's VerifierOnlyCircuitData.
// It cannot know if the cap has the height that the circuit demands, nor if the
// digest belongs to the cap.
func DecodeVerifierKey(data []byte) (*circuit.VerifierKey, error) {
	d := &decoder{data: data}
	var k circuit.VerifierKey
	codeVerifierKey(d, &k)
	if err := d.finish(); err != nil {
		return nil, err
	}
	return &k, nil
}

// AppendVerifierKey appends the encoding of k to dst. It returns dst unchanged
// and an error if the length of the cap is not a power of two.
func AppendVerifierKey(dst []byte, k *circuit.VerifierKey) ([]byte, error) {
	e := &encoder{dst: dst}
	if codeVerifierKey(e, k); e.err != nil {
		return dst, e.err
	}
	return e.dst, nil
}

// codeVerifierKey is the layout of a verifier key.
func codeVerifierKey(c coder, k *circuit.VerifierKey) {
	height := 0
	for 1<<height < len(k.ConstantsSigmasCap) {
		height++
	}
	usize(c, at("cap height"), &height)
	if c.failed() != nil {
		return
	}
	if height > fri.MaxCapHeight {
		c.fail(at("cap height"), fmt.Errorf("%w: got %d, want at most %d", ErrTooLarge, height, fri.MaxCapHeight))
		return
	}
	codeCap(c, at("constants and sigmas cap"), &k.ConstantsSigmasCap, height)
	digest(c, at("circuit digest"), &k.CircuitDigest)
}
