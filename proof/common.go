package proof

import (
	"fmt"
	"slices"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
)

// DecodeCommon decodes common circuit data, plonky2's CommonCircuitData, and
// checks it with [circuit.Common.Validate]. The data does not say which dialect
// it is meant for; the format does.
func (f *Format) DecodeCommon(data []byte) (*circuit.Common, error) {
	d := &decoder{data: data}
	c := &circuit.Common{}
	c.FRI.Dialect = f.Dialect
	f.codeCommon(d, c)
	if err := d.finish(); err != nil {
		return nil, err
	}
	if err := validate(c); err != nil {
		return nil, err
	}
	return c, nil
}

// AppendCommon appends the encoding of c to dst. It returns dst unchanged and
// an error if c is not valid, belongs to another dialect or has a gate that the
// format has no tag for.
func (f *Format) AppendCommon(dst []byte, c *circuit.Common) ([]byte, error) {
	if err := validate(c); err != nil {
		return dst, err
	}
	if c.FRI.Dialect != f.Dialect {
		return dst, fmt.Errorf("proof: common data: %w: dialect is not the format's", ErrUnsupported)
	}
	e := &encoder{dst: dst}
	if f.codeCommon(e, c); e.err != nil {
		return dst, e.err
	}
	return e.dst, nil
}

// validate checks c, and what follows from its configuration but is not for
// [circuit.Common.Validate] to judge.
func validate(c *circuit.Common) error {
	if err := c.Validate(); err != nil {
		return fmt.Errorf("proof: common data: %w: %w", ErrMalformed, err)
	}
	if got, want := c.QuotientDegreeFactor, c.Config.MaxQuotientDegreeFactor; got != want {
		return fmt.Errorf("proof: common data: %w: got quotient degree factor %d, want %d", ErrMalformed, got, want)
	}
	params, err := fri.NewParams(c.Config.FRI, c.FRI.Dialect, c.DegreeBits(), c.Config.ZeroKnowledge)
	if err != nil {
		return fmt.Errorf("proof: common data: %w: %w", ErrMalformed, err)
	}
	if got, want := c.FRI.ArityBits, params.ArityBits; !slices.Equal(got, want) {
		return fmt.Errorf("proof: common data: %w: got arity bits %v, want %v", ErrMalformed, got, want)
	}
	return nil
}

// codeCommon is the layout of common circuit data.
func (f *Format) codeCommon(c coder, v *circuit.Common) {
	codeConfig(c, &v.Config)
	codeParams(c, &v.FRI)

	usizes(c, at("selector index"), &v.Selectors.Indices)
	counted(c, at("selector groups"), &v.Selectors.Groups, 16)
	for i := range v.Selectors.Groups {
		usize(c, entry("start of selector group", i), &v.Selectors.Groups[i].From)
		usize(c, entry("end of selector group", i), &v.Selectors.Groups[i].To)
	}

	usize(c, at("quotient degree factor"), &v.QuotientDegreeFactor)
	usize(c, at("number of gate constraints"), &v.NumGateConstraints)
	usize(c, at("number of constants"), &v.NumConstants)
	usize(c, at("number of public inputs"), &v.NumPublicInputs)
	counted(c, at("coset shifts"), &v.KIs, 8)
	c.elements(at("coset shifts"), &v.KIs, len(v.KIs))
	usize(c, at("number of partial products"), &v.NumPartialProducts)

	if f.Lookups {
		only(c, at("number of lookup polynomials"), 0)
		only(c, at("number of lookup selectors"), 0)
		only(c, at("number of lookup tables"), 0)
	}

	counted(c, at("gates"), &v.Gates, tagBytes)
	for i := range v.Gates {
		f.codeGate(c, entry("gate", i), &v.Gates[i])
	}
}

func codeConfig(c coder, v *circuit.Config) {
	usize(c, at("number of wires"), &v.NumWires)
	usize(c, at("number of routed wires"), &v.NumRoutedWires)
	usize(c, at("number of gate constants"), &v.NumConstants)
	usize(c, at("security bits"), &v.SecurityBits)
	usize(c, at("number of challenges"), &v.NumChallenges)
	usize(c, at("maximum quotient degree factor"), &v.MaxQuotientDegreeFactor)
	c.bool(at("use of base arithmetic gate"), &v.UseBaseArithmeticGate)
	c.bool(at("zero knowledge"), &v.ZeroKnowledge)
	codeFRIConfig(c, &v.FRI)
}

func codeParams(c coder, v *fri.Params) {
	codeFRIConfig(c, &v.Config)
	usizes(c, at("arity bits of step"), &v.ArityBits)
	usize(c, at("degree bits"), &v.DegreeBits)
	c.bool(at("hiding"), &v.Hiding)
}

func codeFRIConfig(c coder, v *fri.Config) {
	usize(c, at("rate bits"), &v.RateBits)
	usize(c, at("cap height"), &v.CapHeight)
	usize(c, at("number of queries"), &v.NumQueries)
	c.uint(at("proof-of-work bits"), &v.PowBits, 4, maxInt)
	codeReduction(c, &v.Reduction)
}

func codeReduction(c coder, v *fri.Reduction) {
	kind := int(v.Kind)
	c.uint(at("reduction strategy"), &kind, 1, 255)
	v.Kind = fri.ReductionKind(kind)
	switch v.Kind {
	case fri.FixedReduction:
		usizes(c, at("fixed arity bits of step"), &v.Fixed)
	case fri.ConstantArityReduction:
		usize(c, at("constant arity bits"), &v.ArityBits)
		usize(c, at("bits of final polynomial"), &v.FinalPolyBits)
	case fri.MinSizeReduction:
		c.bool(at("presence of maximum arity bits"), &v.HasMax)
		if v.HasMax {
			usize(c, at("maximum arity bits"), &v.MaxArityBits)
		}
	default:
		c.fail(at("reduction strategy"), fmt.Errorf("%w: got tag %d", ErrMalformed, kind))
	}
}
