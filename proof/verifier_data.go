package proof

import "github.com/zkpor/por/circuit"

// DecodeVerifierData decodes a verifier key followed by common circuit data,
// plonky2's VerifierCircuitData: all that a verifier needs to know of a
// circuit.
func (f *Format) DecodeVerifierData(data []byte) (*circuit.VerifierKey, *circuit.Common, error) {
	d := &decoder{data: data}
	k, c := &circuit.VerifierKey{}, &circuit.Common{}
	c.FRI.Dialect = f.Dialect
	codeVerifierKey(d, k)
	f.codeCommon(d, c)
	if err := d.finish(); err != nil {
		return nil, nil, err
	}
	if err := validate(c); err != nil {
		return nil, nil, err
	}
	return k, c, nil
}

// AppendVerifierData appends the encoding of k and c to dst. It returns dst
// unchanged and an error under the conditions of [AppendVerifierKey] and
// [Format.AppendCommon].
func (f *Format) AppendVerifierData(dst []byte, k *circuit.VerifierKey, c *circuit.Common) ([]byte, error) {
	out, err := AppendVerifierKey(dst, k)
	if err != nil {
		return dst, err
	}
	if out, err = f.AppendCommon(out, c); err != nil {
		return dst, err
	}
	return out, nil
}
