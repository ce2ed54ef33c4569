package fri

import (
	"fmt"
	"slices"

	"github.com/zkpor/por/field"
)

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

// defaultMaxArityBits is the largest arity a min-size search without a maximum
// considers; larger ones pay off for enormous polynomials only.
const defaultMaxArityBits = 4

// validate checks that the strategy is known and its values in range, whether
// or not they fit a degree.
func (r Reduction) validate() error {
	outOfRange := func(what string, v int) error {
		return fmt.Errorf("%w: %v has %s %d", ErrParams, r, what, v)
	}
	inRange := func(v int) bool { return 0 <= v && v <= MaxLDEBits }

	switch r.Kind {
	case FixedReduction:
		if len(r.Fixed) > MaxLDEBits {
			return outOfRange("number of steps", len(r.Fixed))
		}
		for _, a := range r.Fixed {
			if !inRange(a) {
				return outOfRange("arity bits", a)
			}
		}
	case ConstantArityReduction:
		if r.ArityBits < 1 || !inRange(r.ArityBits) {
			return outOfRange("arity bits", r.ArityBits)
		}
		if !inRange(r.FinalPolyBits) {
			return outOfRange("final polynomial bits", r.FinalPolyBits)
		}
	case MinSizeReduction:
		if r.HasMax && !inRange(r.MaxArityBits) {
			return outOfRange("maximum arity bits", r.MaxArityBits)
		}
	default:
		return fmt.Errorf("%w: unknown reduction strategy %d", ErrParams, r.Kind)
	}
	return nil
}

// arityBits returns the arity bits of each step for polynomials of degree below
// 2^degreeBits. It needs a valid strategy and configuration.
func (r Reduction) arityBits(cfg Config, degreeBits int) ([]int, error) {
	switch r.Kind {
	case FixedReduction:
		return slices.Clone(r.Fixed), nil
	case ConstantArityReduction:
		return r.constantArity(cfg, degreeBits)
	case MinSizeReduction:
		return r.minSize(cfg, degreeBits), nil
	}
	return nil, fmt.Errorf("%w: unknown reduction strategy %d", ErrParams, r.Kind)
}

// constantArity folds while the degree is above 2^FinalPolyBits and the next
// tree would not be lower than the cap.
func (r Reduction) constantArity(cfg Config, degreeBits int) ([]int, error) {
	var steps []int
	for rest := degreeBits; rest > r.FinalPolyBits && rest+cfg.RateBits-r.ArityBits >= cfg.CapHeight; rest -= r.ArityBits {
		if rest < r.ArityBits {
			return nil, fmt.Errorf("%w: %v folds a polynomial of degree bits %d", ErrParams, r, rest)
		}
		steps = append(steps, r.ArityBits)
	}
	return steps, nil
}

// minSize searches all non-increasing sequences of arities for the one with the
// smallest proof. Of equally small ones it takes the first in the order of
// plonky2's search, which tries to stop before it tries to fold, and small
// arities before large ones.
func (r Reduction) minSize(cfg Config, degreeBits int) []int {
	maxArity := defaultMaxArityBits
	if r.HasMax {
		maxArity = r.MaxArityBits
	}
	steps, _ := minSizeSteps(cfg, degreeBits, maxArity)
	return steps
}

// minSizeSteps returns the best sequence of arities up to maxArity for degree
// bits rest, and plonky2's estimate of its size in field elements: with D = 4,
// not the degree of the extension in use, and without initial rows and caps.
// Sizes stay below 2^45.
func minSizeSteps(cfg Config, rest, maxArity int) (steps []int, size int) {
	const d = 4
	size = d << rest // the final polynomial
	for arity := 1; arity <= min(maxArity, rest); arity++ {
		tail, tailSize := minSizeSteps(cfg, rest-arity, arity)
		siblings := d * (1<<arity - 1)
		path := 4 * (rest + cfg.RateBits)
		if s := (siblings+path)*cfg.NumQueries + tailSize; s < size {
			steps, size = append([]int{arity}, tail...), s
		}
	}
	return steps, size
}

// transcript returns what a transcript observes of the strategy: its tag and
// its parameters.
func (r Reduction) transcript() []field.Element {
	values := []int{int(r.Kind)}
	switch r.Kind {
	case FixedReduction:
		values = append(values, r.Fixed...)
	case ConstantArityReduction:
		values = append(values, r.ArityBits, r.FinalPolyBits)
	case MinSizeReduction:
		if r.HasMax {
			values = append(values, r.MaxArityBits)
		} else {
			values = append(values, 0)
		}
	}
	return elements(values...)
}
