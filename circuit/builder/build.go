package builder

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/fri/prover"
	"github.com/zkpor/por/hash"
)

// ErrConfig reports a configuration that no circuit can be built for.
var ErrConfig = errors.New("builder: invalid configuration")

// Build finishes the circuit on the given number of goroutines. The builder
// cannot be used any more.
//
// It appends the rows that hash the public inputs, show constants and blind,
// and pads the rows to a power of two. It returns an error if the configuration
// is invalid or falls short of its SecurityBits, if the degree of a gate is too
// high, or if the witness program cannot be ordered.
//
// Beside the result it needs about 20 bytes for each wire of each row.
func (b *Builder) Build(workers int) (*Circuit, error) {
	if b.built {
		return nil, errors.New("builder: circuit is built already")
	}
	b.built = true
	if err := b.validate(); err != nil {
		return nil, err
	}
	fixed, random, err := b.finishRows()
	if err != nil {
		return nil, err
	}
	common, constants, err := b.common()
	if err != nil {
		return nil, err
	}
	p := &program{
		layout: layout{
			rows:     len(b.rows),
			routed:   b.config.NumRoutedWires,
			wires:    b.config.NumWires,
			virtuals: b.numVirtual,
		},
		kinds:     b.gates,
		rowKinds:  b.rows,
		constants: constants[len(common.Selectors.Groups):],
		random:    random,
	}
	if err := p.validate(); err != nil {
		return nil, err
	}
	for _, f := range fixed {
		p.fixed = append(p.fixed, fixedCell{p.wire(f.row, f.column), f.value})
	}
	classes, err := b.partition(&p.layout)
	if err != nil {
		return nil, err
	}
	c := &Circuit{Common: common, program: p}
	subgroup := b.dialect.Generators.Subgroup(common.DegreeBits())
	c.Sigmas = classes.sigmas(&p.layout, common.KIs, subgroup, workers)
	if err := b.compile(p, classes); err != nil {
		return nil, err
	}
	return c, b.commit(c, constants, workers)
}

// validate checks what the rest of the code relies on.
func (b *Builder) validate() error {
	cfg := &b.config
	switch {
	case cfg.NumRoutedWires < 1 || cfg.NumWires < cfg.NumRoutedWires:
		return fmt.Errorf("%w: %d wires of which %d are routed", ErrConfig, cfg.NumWires, cfg.NumRoutedWires)
	case cfg.NumChallenges < 1:
		return fmt.Errorf("%w: %d challenges", ErrConfig, cfg.NumChallenges)
	case cfg.MaxQuotientDegreeFactor < 1:
		return fmt.Errorf("%w: quotient degree factor %d", ErrConfig, cfg.MaxQuotientDegreeFactor)
	}
	return nil
}

// shownConstant is a constant that a row shows on a wire.
type shownConstant struct {
	row, column int
	value       field.Element
}

// finishRows appends all rows that are still missing. It returns the constants
// in use and the rows with random values.
func (b *Builder) finishRows() ([]shownConstant, []randomRow, error) {
	row := b.hashPublicInputs()
	random := []randomRow{{row, hash.DigestLen, b.config.NumWires, -1}}
	fixed := b.placeConstants()
	if b.config.ZeroKnowledge {
		blinding, err := b.blind()
		if err != nil {
			return nil, nil, err
		}
		random = append(random, blinding...)
	}
	for bits.OnesCount(uint(len(b.rows))) != 1 {
		b.AddGate(circuit.NoopGate{})
	}
	return fixed, random, nil
}

// hashPublicInputs appends the row that holds the hash of the public inputs.
// Its other wires are random, so that a proof that fails because a denominator
// of the permutation argument is zero can be repeated with other values.
func (b *Builder) hashPublicInputs() (row int) {
	digest := b.HashNoPad(b.publicInputs)
	var gate circuit.PublicInputGate
	row = b.AddGate(gate)
	for i, t := range digest {
		b.Connect(t, Wire(row, gate.WireHash(i)))
	}
	return row
}

// placeConstants stores each constant in a slot, in increasing order, and adds
// rows until there are enough slots.
func (b *Builder) placeConstants() []shownConstant {
	for len(b.constantSlots) < len(b.constantTargets) {
		b.AddGate(circuit.NewConstantGate(b.config))
	}
	values := make([]field.Element, 0, len(b.constantTargets))
	for v := range b.constantTargets {
		values = append(values, v)
	}
	slices.SortFunc(values, func(x, y field.Element) int { return cmp.Compare(x.Uint64(), y.Uint64()) })

	shown := make([]shownConstant, len(values))
	for i, v := range values {
		s := b.constantSlots[i]
		b.rowConstants(s.row)[s.constant] = v
		b.Connect(Wire(s.row, s.column), b.constantTargets[v])
		shown[i] = shownConstant{s.row, s.column, v}
	}
	return shown
}

// common describes the circuit, and returns the values of the constant
// polynomials, selectors first.
func (b *Builder) common() (circuit.Common, [][]field.Element, error) {
	gates, rows := b.sortGates()
	degreeBits := bits.TrailingZeros(uint(len(rows)))
	params, err := b.friParams(degreeBits)
	if err != nil {
		return circuit.Common{}, nil, err
	}
	if got := params.ConjecturedBits(); got < b.config.SecurityBits {
		return circuit.Common{}, nil, fmt.Errorf("%w: %d bits of security, want %d", ErrConfig, got, b.config.SecurityBits)
	}
	quotientDegreeFactor := b.config.MaxQuotientDegreeFactor
	selectors, columns, err := circuit.NewSelectors(gates, rows, quotientDegreeFactor+1)
	if err != nil {
		return circuit.Common{}, nil, err
	}
	columns = append(columns, b.constantColumns()...)

	c := circuit.Common{
		Config:               b.config,
		FRI:                  params,
		Gates:                gates,
		Selectors:            selectors,
		QuotientDegreeFactor: quotientDegreeFactor,
		NumConstants:         len(columns),
		NumPublicInputs:      len(b.publicInputs),
		KIs:                  circuit.CosetShifts(b.dialect.Generators, b.config.NumRoutedWires),
		NumPartialProducts:   circuit.NumPartialProducts(b.config.NumRoutedWires, quotientDegreeFactor),
	}
	for _, g := range gates {
		c.NumGateConstraints = max(c.NumGateConstraints, g.NumConstraints())
	}
	return c, columns, nil
}

func (b *Builder) friParams(degreeBits int) (fri.Params, error) {
	return fri.NewParams(b.config.FRI, b.dialect, degreeBits, b.config.ZeroKnowledge)
}

// sortGates returns the gates by degree, then ID, and for each row the index of
// its gate in that order.
func (b *Builder) sortGates() ([]circuit.Gate, []int) {
	kinds := slices.Clone(b.gates)
	slices.SortFunc(kinds, func(x, y *gateKind) int {
		return cmp.Or(
			cmp.Compare(x.gate.Degree(), y.gate.Degree()),
			cmp.Compare(x.gate.ID(), y.gate.ID()),
		)
	})
	gates := make([]circuit.Gate, len(kinds))
	position := make([]int, len(kinds))
	for i, k := range kinds {
		gates[i] = k.gate
		position[k.index] = i
	}
	rows := make([]int, len(b.rows))
	for row, k := range b.rows {
		rows[row] = position[k]
	}
	return gates, rows
}

// constantColumns returns the constants of all rows, one column for each
// constant that some gate has.
func (b *Builder) constantColumns() [][]field.Element {
	n := 0
	for _, k := range b.gates {
		n = max(n, k.gate.NumConstants())
	}
	columns := make([][]field.Element, n)
	for i := range columns {
		columns[i] = make([]field.Element, len(b.rows))
		for row := range b.rows {
			columns[i][row] = b.rowConstants(row)[i]
		}
	}
	return columns
}

// partition returns the classes of cells that the copy constraints make equal.
func (b *Builder) partition(l *layout) (partition, error) {
	classes := newPartition(l.numCells())
	for _, c := range b.copies {
		x, err := l.cell(c.a)
		if err != nil {
			return nil, err
		}
		y, err := l.cell(c.b)
		if err != nil {
			return nil, err
		}
		classes.join(x, y)
	}
	classes.flatten()
	return classes, nil
}

// compile completes the witness program.
func (b *Builder) compile(p *program, classes partition) error {
	for _, h := range b.hints {
		for _, t := range h.inputs {
			if _, err := p.cell(t); err != nil {
				return err
			}
		}
	}
	incomplete := make(map[int]int)
	for _, k := range b.gates {
		for _, s := range k.open {
			incomplete[s.row] = s.next
		}
	}
	if err := compile(p, b.hints, classes, incomplete); err != nil {
		return err
	}
	for _, t := range b.publicInputs {
		cell, err := p.cell(t)
		if err != nil {
			return err
		}
		p.publicInputs = append(p.publicInputs, p.sourceOf(cell))
	}
	return nil
}

// commit commits to constants and sigmas and derives the verifier key.
func (b *Builder) commit(c *Circuit, constants [][]field.Element, workers int) error {
	columns := append(slices.Clone(constants), c.Sigmas...)
	commitment, err := prover.FromValues(&c.Common.FRI, columns, prover.Options{Workers: workers})
	if err != nil {
		return err
	}
	c.ConstantsSigmas = commitment
	root := commitment.Cap()
	c.Key = circuit.VerifierKey{
		ConstantsSigmasCap: root,
		CircuitDigest:      digest(root, b.separator, c.Common.DegreeBits()),
	}
	return nil
}

// digest is the hash that stands for a circuit in transcripts.
func digest(root []hash.Digest, separator []field.Element, degreeBits int) hash.Digest {
	var parts []field.Element
	for _, d := range root {
		parts = append(parts, d[:]...)
	}
	padded := hash.Pad(separator)
	parts = append(parts, padded[:]...)
	parts = append(parts, field.New(uint64(degreeBits)))
	return hash.NoPad(parts)
}
