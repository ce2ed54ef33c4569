package circuit

import (
	"cmp"
	"slices"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// Common describes a circuit up to its constants and its permutation: what
// prover and verifier share, plonky2's CommonCircuitData.
//
// All of it but the fields Config, Gates, FRI and NumPublicInputs follows from
// these four, see [NewCommon]. Who receives a Common from outside calls
// [Common.Validate] before anything else.
type Common struct {
	Config    Config
	FRI       fri.Params
	Gates     []Gate // ordered by degree, then ID, see [SortGates]
	Selectors Selectors

	QuotientDegreeFactor int
	NumGateConstraints   int // of the gate that has most
	NumConstants         int // constant polynomials, selectors included
	NumPublicInputs      int
	KIs                  []field.Element // coset shifts of the permutation argument
	NumPartialProducts   int             // per challenge
}

// NewCommon describes the circuit with the given sorted gates and 2^degreeBits
// rows. It returns an error if the parts do not make a valid circuit.
func NewCommon(cfg Config, dialect fri.Dialect, gates []Gate, degreeBits, numPublicInputs int) (Common, error) {
	params, err := fri.NewParams(cfg.FRI, dialect, degreeBits, cfg.ZeroKnowledge)
	if err != nil {
		return Common{}, err
	}
	c := Common{
		Config:               cfg,
		FRI:                  params,
		Gates:                gates,
		QuotientDegreeFactor: cfg.MaxQuotientDegreeFactor,
		NumPublicInputs:      numPublicInputs,
	}
	if err := c.validateInputs(); err != nil {
		return Common{}, err
	}
	if err := c.derive(); err != nil {
		return Common{}, err
	}
	return c, nil
}

// derive sets the fields that follow from the others.
func (c *Common) derive() error {
	groups, err := groupGates(c.Gates, c.QuotientDegreeFactor+1)
	if err != nil {
		return err
	}
	c.Selectors = makeSelectors(groups)
	c.NumGateConstraints, c.NumConstants = 0, 0
	for _, g := range c.Gates {
		c.NumGateConstraints = max(c.NumGateConstraints, g.NumConstraints())
		c.NumConstants = max(c.NumConstants, g.NumConstants())
	}
	c.NumConstants += len(groups)
	c.KIs = CosetShifts(c.FRI.Dialect.Generators, c.Config.NumRoutedWires)
	c.NumPartialProducts = NumPartialProducts(c.Config.NumRoutedWires, c.QuotientDegreeFactor)
	return nil
}

// SortGates puts gates into the order of a circuit: by degree, then by ID.
func SortGates(gates []Gate) { slices.SortFunc(gates, compareGates) }

func compareGates(a, b Gate) int {
	return cmp.Or(cmp.Compare(a.Degree(), b.Degree()), cmp.Compare(a.ID(), b.ID()))
}

// Indices of the oracles of a PLONK proof, in the order they are committed.
const (
	ConstantsSigmasOracle = iota
	WiresOracle
	ZsPartialProductsOracle
	QuotientOracle
)

// DegreeBits returns log2 of the number of rows.
func (c *Common) DegreeBits() int { return c.FRI.DegreeBits }

// Degree returns the number of rows.
func (c *Common) Degree() int { return 1 << c.FRI.DegreeBits }

// NumPreprocessedPolys counts the polynomials of the first oracle: constants,
// then sigmas.
func (c *Common) NumPreprocessedPolys() int { return c.NumConstants + c.Config.NumRoutedWires }

// NumZsPartialProductsPolys counts the polynomials of the third oracle: one Z
// per challenge, then the partial products challenge by challenge.
func (c *Common) NumZsPartialProductsPolys() int {
	return c.Config.NumChallenges * (1 + c.NumPartialProducts)
}

// NumQuotientPolys counts the polynomials of the fourth oracle: the chunks of
// each challenge's quotient.
func (c *Common) NumQuotientPolys() int {
	return c.Config.NumChallenges * c.QuotientDegreeFactor
}

// Oracles describes the four committed batches.
func (c *Common) Oracles() []fri.Oracle {
	return []fri.Oracle{
		ConstantsSigmasOracle:   {NumPolys: c.NumPreprocessedPolys()},
		WiresOracle:             {NumPolys: c.Config.NumWires, Blinded: true},
		ZsPartialProductsOracle: {NumPolys: c.NumZsPartialProductsPolys(), Blinded: true},
		QuotientOracle:          {NumPolys: c.NumQuotientPolys(), Blinded: true},
	}
}

// FRIInstance opens every polynomial at zeta and the Zs also at g·zeta, with g
// the generator of the row subgroup.
func (c *Common) FRIInstance(zeta field.Ext) fri.Instance {
	var all []fri.Polynomial
	oracles := c.Oracles()
	for i, o := range oracles {
		all = append(all, fri.Range(i, 0, o.NumPolys)...)
	}
	g := c.FRI.Dialect.Generators.RootOfUnity(c.DegreeBits())
	return fri.Instance{
		Oracles: oracles,
		Batches: []fri.Batch{
			{Point: zeta, Polynomials: all},
			{Point: zeta.MulBase(g), Polynomials: fri.Range(ZsPartialProductsOracle, 0, c.Config.NumChallenges)},
		},
	}
}
