package circuit

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/zkpor/por/fri"
)

// Bounds on what [Common.Validate] accepts. They admit every sensible circuit
// and keep what a verifier allocates for a hostile description small.
const (
	MaxWires        = 1 << 11
	MaxConstants    = 1 << 10 // of a gate
	MaxChallenges   = 8
	MaxGates        = 1 << 8
	MaxDegreeFactor = 1 << 6
	MaxPublicInputs = 1 << 24
	maxSecurityBits = 1 << 10
)

// Errors of the checks that protect all others, wrapped with details.
var (
	ErrCommon = errors.New("circuit: invalid description of a circuit")
	ErrShape  = errors.New("circuit: malformed proof")
)

// Validate returns an error that wraps [ErrCommon] unless the description is
// consistent and within bounds: every field that follows from others has the
// value that [NewCommon] gives it, and evaluation may index freely.
func (c *Common) Validate() error {
	if err := c.validateInputs(); err != nil {
		return err
	}
	want := *c
	if err := want.derive(); err != nil {
		return fmt.Errorf("%w: %w", ErrCommon, err)
	}
	for _, f := range []struct {
		name string
		same bool
	}{
		{"selectors", slices.Equal(c.Selectors.Groups, want.Selectors.Groups) &&
			slices.Equal(c.Selectors.Indices, want.Selectors.Indices)},
		{"coset shifts", slices.Equal(c.KIs, want.KIs)},
	} {
		if !f.same {
			return fmt.Errorf("%w: %s are not those of the circuit", ErrCommon, f.name)
		}
	}
	return checkRanges([]bounded{
		{"gate constraints", c.NumGateConstraints, want.NumGateConstraints, want.NumGateConstraints},
		{"constants", c.NumConstants, want.NumConstants, want.NumConstants},
		{"partial products", c.NumPartialProducts, want.NumPartialProducts, want.NumPartialProducts},
	})
}

// validateInputs checks the fields that [NewCommon] takes.
func (c *Common) validateInputs() error {
	cfg := &c.Config
	err := checkRanges([]bounded{
		{"wires", cfg.NumWires, 1, MaxWires},
		{"routed wires", cfg.NumRoutedWires, 1, min(cfg.NumWires, MaxWires)},
		{"constants of a gate", cfg.NumConstants, 0, MaxConstants},
		{"challenges", cfg.NumChallenges, 1, MaxChallenges},
		{"security bits", cfg.SecurityBits, 0, maxSecurityBits},
		{"maximum quotient degree factor", cfg.MaxQuotientDegreeFactor, 2, MaxDegreeFactor},
		{"quotient degree factor", c.QuotientDegreeFactor, 2, min(cfg.MaxQuotientDegreeFactor, MaxDegreeFactor)},
		{"public inputs", c.NumPublicInputs, 0, MaxPublicInputs},
		{"gates", len(c.Gates), 1, MaxGates},
	})
	if err != nil {
		return err
	}
	if err := c.validateFRI(); err != nil {
		return fmt.Errorf("%w: %w", ErrCommon, err)
	}
	return c.validateGates()
}

func (c *Common) validateFRI() error {
	if err := c.FRI.Validate(); err != nil {
		return err
	}
	a, b := c.FRI.Config, c.Config.FRI
	sameFixed := slices.Equal(a.Reduction.Fixed, b.Reduction.Fixed)
	a.Reduction.Fixed, b.Reduction.Fixed = nil, nil
	switch {
	case !sameFixed || !reflect.DeepEqual(a, b):
		return errors.New("parameters of FRI are not those of the configuration")
	case c.FRI.Hiding != c.Config.ZeroKnowledge:
		return fmt.Errorf("hiding is %t, zero knowledge %t", c.FRI.Hiding, c.Config.ZeroKnowledge)
	case c.QuotientDegreeFactor > 1<<c.FRI.RateBits:
		return fmt.Errorf("quotient degree factor %d, want at most the blow-up factor 2^%d", c.QuotientDegreeFactor, c.FRI.RateBits)
	}
	return nil
}

func (c *Common) validateGates() error {
	for i, g := range c.Gates {
		if g == nil {
			return fmt.Errorf("%w: gate %d is missing", ErrCommon, i)
		}
		if v, ok := g.(interface{ Validate() error }); ok {
			if err := v.Validate(); err != nil {
				return fmt.Errorf("%w: gate %d: %w", ErrCommon, i, err)
			}
		}
		err := checkRanges([]bounded{
			{"wires", g.NumWires(), 0, c.Config.NumWires},
			{"constants", g.NumConstants(), 0, c.Config.NumConstants},
			{"degree", g.Degree(), 0, c.QuotientDegreeFactor + 1},
		})
		if err != nil {
			return fmt.Errorf("gate %s: %w", g.ID(), err)
		}
		if i > 0 && compareGates(c.Gates[i-1], g) >= 0 {
			return fmt.Errorf("%w: gate %s is out of order", ErrCommon, g.ID())
		}
	}
	return nil
}

// bounded is a number with the range it must be in.
type bounded struct {
	name          string
	got, min, max int
}

func checkRanges(values []bounded) error {
	for _, v := range values {
		if v.got < v.min || v.got > v.max {
			return fmt.Errorf("%w: got %d %s, want %d to %d", ErrCommon, v.got, v.name, v.min, v.max)
		}
	}
	return nil
}

// ValidateProof returns an error, which wraps [ErrShape] or [fri.ErrShape],
// unless every length in the proof is the one that the circuit demands. After
// that, verification may index freely.
func (c *Common) ValidateProof(p *Proof) error {
	o := &p.Openings
	challenges := c.Config.NumChallenges
	capLen := 1 << c.FRI.CapHeight
	for _, v := range []struct {
		name      string
		got, want int
	}{
		{"public inputs", len(p.PublicInputs), c.NumPublicInputs},
		{"wires cap digests", len(p.WiresCap), capLen},
		{"partial products cap digests", len(p.ZsPartialProductsCap), capLen},
		{"quotient cap digests", len(p.QuotientCap), capLen},
		{"openings of constants", len(o.Constants), c.NumConstants},
		{"openings of sigmas", len(o.Sigmas), c.Config.NumRoutedWires},
		{"openings of wires", len(o.Wires), c.Config.NumWires},
		{"openings of Z", len(o.Zs), challenges},
		{"openings of Z at the next row", len(o.ZsNext), challenges},
		{"openings of partial products", len(o.PartialProducts), challenges * c.NumPartialProducts},
		{"openings of quotients", len(o.Quotients), c.NumQuotientPolys()},
	} {
		if v.got != v.want {
			return fmt.Errorf("%w: got %d %s, want %d", ErrShape, v.got, v.name, v.want)
		}
	}
	return c.FRI.CheckShape(&fri.Instance{Oracles: c.Oracles()}, &p.FRI)
}
