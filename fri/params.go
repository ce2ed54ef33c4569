package fri

import (
	"errors"
	"fmt"
	"slices"

	"github.com/zkpor/por/field"
)

// Bounds on parameters. They admit every sensible choice, and keep what a
// decoder or verifier allocates for hostile parameters small.
const (
	MaxLDEBits       = field.TwoAdicity
	MaxCapHeight     = 16
	MaxPowBits       = 48
	MaxQueries       = 1 << 10
	MaxArityBits     = 8
	MaxFinalPolyBits = 16
)

// ErrParams reports parameters that no proof can be made or verified with.
var ErrParams = errors.New("fri: invalid parameters")

// Config holds the parameters of FRI that do not depend on the degree.
type Config struct {
	RateBits   int // log2 of the blow-up factor, at least 1
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

// NewParams returns the parameters for polynomials of degree below
// 2^degreeBits, with the folding steps that cfg.Reduction chooses, or an error
// that wraps [ErrParams]: for values out of range, and where plonky2 would
// panic, as on a folding step whose tree is lower than the cap.
func NewParams(cfg Config, dialect Dialect, degreeBits int, hiding bool) (Params, error) {
	p := Params{Config: cfg, Dialect: dialect, Hiding: hiding, DegreeBits: degreeBits}
	p.Reduction.Fixed = slices.Clone(cfg.Reduction.Fixed)
	if err := p.validateRanges(); err != nil {
		return Params{}, err
	}
	arities, err := cfg.Reduction.arityBits(cfg, degreeBits)
	if err != nil {
		return Params{}, err
	}
	p.ArityBits = arities
	if err := p.validateSteps(); err != nil {
		return Params{}, err
	}
	return p, nil
}

// Validate checks parameters that were not made by [NewParams], such as decoded
// ones. It returns an error that wraps [ErrParams] unless every value is in
// range, every tree is at least as high as its cap and the final polynomial has
// between 1 and 2^[MaxFinalPolyBits] coefficients.
//
// It does not ask whether ArityBits is what the reduction strategy yields:
// soundness depends on the steps alone, and the transcript binds both.
func (p *Params) Validate() error {
	if err := p.validateRanges(); err != nil {
		return err
	}
	return p.validateSteps()
}

// validateRanges checks everything but the folding steps.
func (p *Params) validateRanges() error {
	for _, c := range []struct {
		name          string
		got, min, max int
	}{
		{"rate bits", p.RateBits, 1, MaxLDEBits},
		{"degree bits", p.DegreeBits, 0, MaxLDEBits},
		{"cap height", p.CapHeight, 0, MaxCapHeight},
		{"proof-of-work bits", p.PowBits, 0, MaxPowBits},
		{"queries", p.NumQueries, 1, MaxQueries},
	} {
		if c.got < c.min || c.got > c.max {
			return fmt.Errorf("%w: %d %s, want %d to %d", ErrParams, c.got, c.name, c.min, c.max)
		}
	}
	if p.LDEBits() > MaxLDEBits {
		return fmt.Errorf("%w: evaluation domain of 2^%d points, want at most 2^%d", ErrParams, p.LDEBits(), MaxLDEBits)
	}
	if p.LDEBits() < p.CapHeight {
		return fmt.Errorf("%w: trees of height %d, want at least the cap height %d", ErrParams, p.LDEBits(), p.CapHeight)
	}
	if err := p.Dialect.validate(); err != nil {
		return err
	}
	return p.Reduction.validate()
}

// validateSteps checks the folding steps, given that all else is in range.
func (p *Params) validateSteps() error {
	rest := p.DegreeBits
	for i, arity := range p.ArityBits {
		if arity < 1 || arity > MaxArityBits {
			return fmt.Errorf("%w: step %d has arity bits %d, want 1 to %d", ErrParams, i, arity, MaxArityBits)
		}
		if rest -= arity; rest < 0 {
			return fmt.Errorf("%w: steps up to %d fold away more than the %d degree bits", ErrParams, i, p.DegreeBits)
		}
		if height := rest + p.RateBits; height < p.CapHeight {
			return fmt.Errorf("%w: step %d has a tree of height %d, want at least the cap height %d", ErrParams, i, height, p.CapHeight)
		}
	}
	if rest > MaxFinalPolyBits {
		return fmt.Errorf("%w: final polynomial of 2^%d coefficients, want at most 2^%d", ErrParams, rest, MaxFinalPolyBits)
	}
	return nil
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
