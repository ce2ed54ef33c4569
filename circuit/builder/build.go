package builder

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"sync"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
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
	common, constants, err := b.describe()
	if err != nil {
		return nil, err
	}
	p, err := b.newProgram(fixed, random, constants[len(common.Selectors.Groups):])
	if err != nil {
		return nil, err
	}
	classes, err := b.partition(&p.layout)
	if err != nil {
		return nil, err
	}
	subgroup := b.dialect.Generators.Subgroup(common.DegreeBits())
	sigmas := classes.sigmas(&p.layout, common.KIs, subgroup, workers)
	if err := b.compile(p, classes); err != nil {
		return nil, err
	}
	c := &Circuit{Common: common, program: p}
	if err := b.commit(c, constants, sigmas, workers); err != nil {
		return nil, err
	}
	return c, nil
}

// validate checks what finishing the rows relies on. The rest is checked with
// the description of the circuit.
func (b *Builder) validate() error {
	cfg := &b.config
	var hashing circuit.PoseidonGate
	switch {
	case cfg.NumConstants < 1 || cfg.NumConstants > cfg.NumRoutedWires:
		return fmt.Errorf("%w: %d constants, want 1 to the number of routed wires", ErrConfig, cfg.NumConstants)
	case cfg.NumRoutedWires < hash.DigestLen || cfg.NumWires < cfg.NumRoutedWires:
		return fmt.Errorf("%w: %d routed wires of %d", ErrConfig, cfg.NumRoutedWires, cfg.NumWires)
	case len(b.publicInputs) > 0 && (cfg.NumRoutedWires <= hashing.WireSwap() || cfg.NumWires < hashing.NumWires()):
		return fmt.Errorf("%w: %d routed wires of %d are too few to hash public inputs", ErrConfig, cfg.NumRoutedWires, cfg.NumWires)
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

// describe returns the description of the circuit and the values of its
// constant polynomials, selectors first.
func (b *Builder) describe() (circuit.Common, [][]field.Element, error) {
	gates, rows := b.sortGates()
	degreeBits := bits.TrailingZeros(uint(len(rows)))
	common, err := circuit.NewCommon(b.config, b.dialect, gates, degreeBits, len(b.publicInputs))
	if err != nil {
		return circuit.Common{}, nil, err
	}
	if got := common.FRI.ConjecturedBits(); got < b.config.SecurityBits {
		return circuit.Common{}, nil, fmt.Errorf("%w: %d bits of security, want %d", ErrConfig, got, b.config.SecurityBits)
	}
	_, selectors, err := circuit.NewSelectors(gates, rows, common.QuotientDegreeFactor+1)
	if err != nil {
		return circuit.Common{}, nil, err
	}
	return common, append(selectors, b.constantColumns()...), nil
}

// sortGates returns the gates in the order of a circuit, and for each row the
// index of its gate in that order.
func (b *Builder) sortGates() ([]circuit.Gate, []int) {
	gates := make([]circuit.Gate, len(b.gates))
	for i, k := range b.gates {
		gates[i] = k.gate
	}
	circuit.SortGates(gates)
	position := make([]int, len(gates)) // of each kind of gate
	for i, g := range gates {
		position[b.gatesByID[g.ID()].index] = i
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

// newProgram returns the witness program without its instructions.
func (b *Builder) newProgram(fixed []shownConstant, random []randomRow, constants [][]field.Element) (*program, error) {
	kinds := b.gates // and nothing else of b, which would be kept alive
	p := &program{
		layout: layout{
			rows:     len(b.rows),
			routed:   b.config.NumRoutedWires,
			wires:    b.config.NumWires,
			virtuals: b.numVirtual,
		},
		kinds:     kinds,
		rowKinds:  b.rows,
		constants: constants,
		random:    random,
		constraints: sync.OnceValue(func() []*circuit.Program {
			programs := make([]*circuit.Program, len(kinds))
			for i, k := range kinds {
				programs[i] = circuit.Compile(k.gate)
			}
			return programs
		}),
	}
	if err := p.validate(); err != nil {
		return nil, err
	}
	for _, f := range fixed {
		p.fixed = append(p.fixed, fixedCell{p.wire(f.row, f.column), f.value})
	}
	return p, nil
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

// commit commits to the polynomials with the given values on the rows and derives
// the verifier key. It keeps the memory of selectors and sigmas; constants other
// than the selectors belong to the program.
func (b *Builder) commit(c *Circuit, constants, sigmas [][]field.Element, workers int) error {
	columns := slices.Concat(constants, sigmas)
	for i := len(c.Common.Selectors.Groups); i < len(constants); i++ {
		columns[i] = slices.Clone(columns[i])
	}
	fri := &c.Common.FRI
	commitment, err := prover.New(fri, c.Common.Oracles()[circuit.ConstantsSigmasOracle])
	if err != nil {
		return err
	}
	workspace := prover.NewWorkspace(workers)
	prover.Interpolate(fri, columns, workspace)
	if err := commitment.Commit(columns, nil, workspace); err != nil {
		return err
	}
	c.ConstantsSigmas = commitment
	root := commitment.Cap()
	c.Key = circuit.VerifierKey{
		ConstantsSigmasCap: root,
		CircuitDigest:      circuit.Digest(root, b.separator, c.Common.DegreeBits()),
	}
	return nil
}
