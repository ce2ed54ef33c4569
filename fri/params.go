package fri

import (
	"fmt"

	"github.com/zkpor/por/field"
)

// Dialect is what distinguishes implementations of the protocol that are alike
// in everything else.
type Dialect struct {
	Generators field.Generators

	// ObserveParams starts the transcript with the FRI configuration and
	// parameters.
	ObserveParams bool

	// CombineTimesX multiplies the combined opening quotient by X.
	CombineTimesX bool
}

// Plonky2 is the dialect of plonky2 1.1.0, the one this library speaks.
func Plonky2() Dialect {
	return Dialect{Generators: field.Plonky2Generators(), ObserveParams: true}
}

// Config holds the parameters of FRI that do not depend on the degree.
type Config struct {
	RateBits   int // log2 of the blow-up factor
	CapHeight  int // of every Merkle tree
	PowBits    int // leading zero bits demanded of the proof-of-work response
	Reduction  Reduction
	NumQueries int
}

// Params are the parameters of one instance.
type Params struct {
	Config
	Dialect Dialect

	Hiding     bool // rows of blinded oracles carry salts
	DegreeBits int  // log2 of the degree bound of the committed polynomials

	// ArityBits holds log2 of the arity of each folding step.
	ArityBits []int
}

// LDEBits returns log2 of the size of the evaluation domain.
func (p *Params) LDEBits() int { return p.DegreeBits + p.RateBits }

// TotalArityBits returns by how many bits all folding steps together reduce
// the degree.
func (p *Params) TotalArityBits() int {
	total := 0
	for _, a := range p.ArityBits {
		total += a
	}
	return total
}

// FinalPolyLen returns the number of coefficients of the final polynomial.
func (p *Params) FinalPolyLen() int { return 1 << (p.DegreeBits - p.TotalArityBits()) }

// ReductionKind selects how the arities of the folding steps are chosen.
type ReductionKind uint8

// The strategies of plonky2, with its serialization tags.
const (
	FixedReduction         ReductionKind = 0
	ConstantArityReduction ReductionKind = 1
	MinSizeReduction       ReductionKind = 2
)

// Reduction is a reduction strategy: how many folding steps there are and of
// which arity.
type Reduction struct {
	Kind ReductionKind

	Fixed []int // FixedReduction: the arities in bits, first step first

	ArityBits     int // ConstantArityReduction: of every step
	FinalPolyBits int // ConstantArityReduction: stop at this degree

	// MinSizeReduction: the largest arity considered; only if HasMax.
	MaxArityBits int
	HasMax       bool
}

// String names the strategy with its parameters.
func (r Reduction) String() string {
	switch r.Kind {
	case FixedReduction:
		return fmt.Sprintf("fixed%v", r.Fixed)
	case ConstantArityReduction:
		return fmt.Sprintf("constant-arity(%d, %d)", r.ArityBits, r.FinalPolyBits)
	case MinSizeReduction:
		if r.HasMax {
			return fmt.Sprintf("min-size(%d)", r.MaxArityBits)
		}
		return "min-size"
	}
	return fmt.Sprintf("reduction(%d)", r.Kind)
}
