package proof

import (
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
)

// Format is what distinguishes programs that share the layouts of this package.
type Format struct {
	// Name says whose format it is, for people.
	Name string

	// Dialect is the protocol that decoded circuits are meant for. No two
	// formats of this library have the same.
	Dialect fri.Dialect

	// KeyMagic opens a verifier's key whose circuit is in this format, see
	// package verify. It is empty in this library's own format.
	KeyMagic string

	// Lookups says that the format has lookup tables, of which this library
	// accepts none: common data counts them, proofs in JSON list openings.
	Lookups bool

	// CountInputs says that proofs have the number of public inputs before
	// them.
	CountInputs bool

	gates []gateCodec // by tag
}

// Plonky2 is the format of plonky2 1.1.0 with its default gate serializer. The
// tag of a gate is its position in the list.
func Plonky2() *Format {
	dialect := fri.Plonky2()
	return &Format{
		Name:        "plonky2 1.1.0",
		Dialect:     dialect,
		Lookups:     true,
		CountInputs: true,
		gates: []gateCodec{
			0:  gateOf(codeArithmetic),
			1:  gateOf(codeArithmeticExtension),
			2:  {name: "BaseSumGate<2>", owns: isBinarySum, code: codeBinarySum},
			3:  gateOf(codeConstant),
			4:  cosetInterpolation(dialect.Generators),
			5:  gateOf(codeExponentiation),
			6:  {name: "LookupGate"},
			7:  {name: "LookupTableGate"},
			8:  gateOf(codeMulExtension),
			9:  gateOf(codeNothing[circuit.NoopGate]),
			10: gateOf(codeNothing[circuit.PoseidonMDSGate]),
			11: gateOf(codeNothing[circuit.PoseidonGate]),
			12: gateOf(codeNothing[circuit.PublicInputGate]),
			13: gateOf(codeRandomAccess),
			14: gateOf(codeReducingExtension),
			15: gateOf(codeReducing),
		},
	}
}

// OKX is the format of OKX's fork of plonky2 at revision 8a00c2bc with its
// default gate serializer, which has no tag for HighDegreeInterpolationGate.
func OKX() *Format {
	dialect := fri.OKX()
	return &Format{
		Name:     "OKX's fork of plonky2, 8a00c2bc",
		Dialect:  dialect,
		KeyMagic: "okx/plonky2 8a00c2bc\n",
		gates: []gateCodec{
			0:  gateOf(codeArithmetic),
			1:  gateOf(codeArithmeticExtension),
			2:  {name: "BaseSumGate<2>", owns: isBinarySum, code: codeBinarySum},
			3:  cosetInterpolation(dialect.Generators),
			4:  lowDegreeInterpolation(dialect.Generators),
			5:  gateOf(codeExponentiation),
			6:  {name: "LookupGate"},
			7:  {name: "LookupTableGate"},
			8:  gateOf(codeMulExtension),
			9:  gateOf(codeNothing[circuit.NoopGate]),
			10: gateOf(codeConstant),
			11: gateOf(codeNothing[circuit.PoseidonMDSGate]),
			12: gateOf(codeNothing[circuit.PublicInputGate]),
			13: gateOf(codeNothing[circuit.PoseidonGate]),
			14: gateOf(codeRandomAccess),
			15: gateOf(codeReducingExtension),
			16: gateOf(codeReducing),
		},
	}
}

// Formats returns all formats of this library, its own first.
func Formats() []*Format { return []*Format{Plonky2(), OKX()} }

// FormatOf returns the format of circuits of a dialect. The error wraps
// [ErrUnsupported].
func FormatOf(d fri.Dialect) (*Format, error) {
	for _, f := range Formats() {
		if f.Dialect == d {
			return f, nil
		}
	}
	return nil, fmt.Errorf("proof: %w: no format for the dialect", ErrUnsupported)
}

// tagBytes is the length of a gate's tag.
const tagBytes = 4

// codeGate is the layout of a gate: its tag, and its parameters.
func (f *Format) codeGate(c coder, at place, g *circuit.Gate) {
	tag := len(f.gates)
	for i := range f.gates {
		if owns := f.gates[i].owns; *g != nil && owns != nil && owns(*g) {
			tag = i
		}
	}
	if *g != nil && tag == len(f.gates) {
		c.fail(at, fmt.Errorf("%w: no tag for %s", ErrUnsupported, (*g).ID()))
		return
	}
	c.uint(at, &tag, tagBytes, maxInt)
	switch {
	case c.failed() != nil:
	case tag >= len(f.gates):
		c.fail(at, fmt.Errorf("%w: unknown tag %d", ErrMalformed, tag))
	case f.gates[tag].code == nil:
		c.fail(at, fmt.Errorf("%w: %s", ErrUnsupported, f.gates[tag].name))
	default:
		*g = f.gates[tag].code(c, at, *g)
	}
}
