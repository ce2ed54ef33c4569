package proof

import (
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
)

// Format is what distinguishes programs that share the layouts of this package.
type Format struct {
	// Dialect is the protocol that decoded circuits are meant for.
	Dialect fri.Dialect

	// LookupOpenings says that proofs in JSON list the openings of lookup
	// polynomials, of which there are none.
	LookupOpenings bool

	gates []gateCodec // by tag
}

// Plonky2 is the format of plonky2 1.1.0 with its default gate serializer. The
// tag of a gate is its position in the list.
func Plonky2() *Format {
	dialect := fri.Plonky2()
	return &Format{
		Dialect:        dialect,
		LookupOpenings: true,
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
