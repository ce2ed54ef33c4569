package proof

import (
	"fmt"
	"slices"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

// Bounds on the parameters of gates. Gates within them have sizes far from
// overflow; whether they fit the rows of a circuit is for its validation.
const (
	maxGateOps  = 1 << 16
	maxGateBits = 16
)

// gateCodec is how one kind of gate is written.
type gateCodec struct {
	name string // for messages

	// owns reports whether g is of this kind.
	owns func(g circuit.Gate) bool

	// code is the layout of the parameters of a gate of this kind. It returns
	// the gate; a decoder passes nil. It is nil if the library has no such
	// gate.
	code func(c coder, at place, g circuit.Gate) circuit.Gate
}

// gateOf returns the codec of gates of type G whose parameters have the given
// layout.
func gateOf[G circuit.Gate](fields func(c coder, at place, g *G)) gateCodec {
	return gateCodec{
		owns: func(g circuit.Gate) bool {
			_, ok := g.(G)
			return ok
		},
		code: func(c coder, at place, g circuit.Gate) circuit.Gate {
			v, _ := g.(G)
			fields(c, at, &v)
			return v
		},
	}
}

// gateParam is a parameter of a gate.
func gateParam(c coder, at place, v *int, max int) { c.uint(at, v, 8, max) }

func codeNothing[G circuit.Gate](coder, place, *G) {}

func codeArithmetic(c coder, at place, g *circuit.ArithmeticGate) {
	gateParam(c, at, &g.NumOps, maxGateOps)
}

func codeArithmeticExtension(c coder, at place, g *circuit.ArithmeticExtensionGate) {
	gateParam(c, at, &g.NumOps, maxGateOps)
}

func codeMulExtension(c coder, at place, g *circuit.MulExtensionGate) {
	gateParam(c, at, &g.NumOps, maxGateOps)
}

func codeConstant(c coder, at place, g *circuit.ConstantGate) {
	gateParam(c, at, &g.NumConsts, maxGateOps)
}

func codeExponentiation(c coder, at place, g *circuit.ExponentiationGate) {
	gateParam(c, at, &g.NumPowerBits, maxGateOps)
}

func codeReducing(c coder, at place, g *circuit.ReducingGate) {
	gateParam(c, at, &g.NumCoeffs, maxGateOps)
}

func codeReducingExtension(c coder, at place, g *circuit.ReducingExtensionGate) {
	gateParam(c, at, &g.NumCoeffs, maxGateOps)
}

func codeRandomAccess(c coder, at place, g *circuit.RandomAccessGate) {
	gateParam(c, at, &g.Bits, maxGateBits)
	gateParam(c, at, &g.NumCopies, maxGateOps)
	gateParam(c, at, &g.NumExtraConstants, maxGateOps)
}

// isBinarySum and codeBinarySum serve base sums of base 2, which the tag
// implies.
func isBinarySum(g circuit.Gate) bool {
	sum, ok := g.(circuit.BaseSumGate)
	return ok && sum.Base == 2
}

func codeBinarySum(c coder, at place, g circuit.Gate) circuit.Gate {
	sum, _ := g.(circuit.BaseSumGate)
	sum.Base = 2
	gateParam(c, at, &sum.NumLimbs, maxGateOps)
	return sum
}

// cosetInterpolation returns the codec of interpolation gates over the
// subgroups of the given generators. Degree and weights are part of the layout
// but follow from the rest: a decoder computes and compares them.
func cosetInterpolation(generators field.Generators) gateCodec {
	codec := gateOf(func(c coder, at place, g *circuit.CosetInterpolationGate) {
		subgroupBits, degree, weights := g.SubgroupBits(), g.Degree(), g.Weights()
		gateParam(c, at, &subgroupBits, circuit.MaxInterpolationBits)
		gateParam(c, at, &degree, maxGateOps)
		counted(c, at, &weights, field.Bytes)
		c.elements(at, &weights, len(weights))
		if c.failed() != nil {
			return
		}
		made, err := circuit.NewCosetInterpolationGate(generators, subgroupBits, degree)
		switch {
		case err != nil:
			c.fail(at, fmt.Errorf("%w: %w", ErrMalformed, err))
		case degree != made.Degree():
			c.fail(at, fmt.Errorf("%w: got degree %d, want %d", ErrMalformed, degree, made.Degree()))
		case !slices.Equal(weights, made.Weights()):
			c.fail(at, fmt.Errorf("%w: weights are not those of the subgroup", ErrMalformed))
		default:
			*g = made
		}
	})
	codec.name = "CosetInterpolationGate"
	return codec
}

// lowDegreeInterpolation is cosetInterpolation for the gates that have
// coefficients on wires, of which only the size is written.
func lowDegreeInterpolation(generators field.Generators) gateCodec {
	codec := gateOf(func(c coder, at place, g *circuit.LowDegreeInterpolationGate) {
		given, subgroupBits := g.Subgroup(), g.SubgroupBits()
		gateParam(c, at, &subgroupBits, circuit.MaxInterpolationBits)
		if c.failed() != nil {
			return
		}
		made, err := circuit.NewLowDegreeInterpolationGate(generators, subgroupBits)
		switch {
		case err != nil:
			c.fail(at, fmt.Errorf("%w: %w", ErrMalformed, err))
		case len(given) > 0 && !slices.Equal(given, made.Subgroup()):
			c.fail(at, fmt.Errorf("%w: points are not those of the subgroup", ErrMalformed))
		default:
			*g = made
		}
	})
	codec.name = "LowDegreeInterpolationGate"
	return codec
}
