package builder

import (
	"encoding/binary"
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// Builder records a circuit. It is not safe for concurrent use.
type Builder struct {
	config  circuit.Config
	dialect fri.Dialect

	gates     []*gateKind // in the order of their first use
	gatesByID map[string]*gateKind
	rows      []int32         // index into gates, for each row
	constants []field.Element // config.NumConstants for each row

	numVirtual   int
	copies       []copyConstraint
	hints        []hint
	publicInputs []Target
	separator    []field.Element
	built        bool

	constantTargets map[field.Element]Target
	constantValues  map[Target]field.Element
	constantSlots   []constantSlot

	arithmeticResults    map[arithmeticOp]Target
	arithmeticExtResults map[arithmeticExtOp]Ext
	packed               packedGates
}

// copyConstraint demands that two targets are equal.
type copyConstraint struct{ a, b Target }

// constantSlot is a place where a row stores a constant and shows it on a
// routed wire.
type constantSlot struct{ row, constant, column int }

// gateKind is a gate in use, with the rows of it that still have room.
type gateKind struct {
	gate       circuit.Gate
	index      int
	operations []circuit.Operation

	// open maps the constants of a row to the last row with them, while it
	// has free slots.
	open map[string]*slot
}

// slot is the next free slot of a row.
type slot struct{ row, next int }

// Option changes how a builder works.
type Option func(*Builder)

// WithDialect builds for another dialect of the protocol than plonky2's.
func WithDialect(d fri.Dialect) Option { return func(b *Builder) { b.dialect = d } }

// New returns an empty builder. The configuration is checked by
// [Builder.Build].
func New(cfg circuit.Config, opts ...Option) *Builder {
	b := &Builder{
		config:               cfg,
		dialect:              fri.Plonky2(),
		gatesByID:            make(map[string]*gateKind),
		constantTargets:      make(map[field.Element]Target),
		constantValues:       make(map[Target]field.Element),
		arithmeticResults:    make(map[arithmeticOp]Target),
		arithmeticExtResults: make(map[arithmeticExtOp]Ext),
	}
	for _, opt := range opts {
		opt(b)
	}
	return b
}

// Config returns the configuration the builder was made with.
func (b *Builder) Config() circuit.Config { return b.config }

// Dialect returns the dialect that the builder builds for.
func (b *Builder) Dialect() fri.Dialect { return b.dialect }

// NumRows returns the number of rows so far. Build adds rows for public inputs,
// constants, blinding and padding.
func (b *Builder) NumRows() int { return len(b.rows) }

// SetDomainSeparator mixes elements into the circuit digest, so that otherwise
// equal circuits of different applications have different digests.
func (b *Builder) SetDomainSeparator(elements []field.Element) {
	b.separator = append([]field.Element(nil), elements...)
}

// NewTarget returns a new virtual target.
func (b *Builder) NewTarget() Target {
	b.numVirtual++
	return virtual(b.numVirtual - 1)
}

// NewTargets returns n new virtual targets.
func (b *Builder) NewTargets(n int) []Target {
	out := make([]Target, n)
	for i := range out {
		out[i] = b.NewTarget()
	}
	return out
}

// NewBool returns a new virtual target constrained to 0 or 1.
func (b *Builder) NewBool() Bool {
	t := Bool{b.NewTarget()}
	b.AssertBool(t)
	return t
}

// NewExt returns a new virtual extension element.
func (b *Builder) NewExt() Ext { return Ext{b.NewTarget(), b.NewTarget()} }

// NewExts returns n new virtual extension elements.
func (b *Builder) NewExts(n int) []Ext {
	out := make([]Ext, n)
	for i := range out {
		out[i] = b.NewExt()
	}
	return out
}

// NewDigest returns a new virtual digest.
func (b *Builder) NewDigest() Digest { return Digest(b.NewTargets(len(Digest{}))) }

// NewDigests returns n new virtual digests.
func (b *Builder) NewDigests(n int) []Digest {
	out := make([]Digest, n)
	for i := range out {
		out[i] = b.NewDigest()
	}
	return out
}

// NewCap returns a new virtual cap of 2^height digests.
func (b *Builder) NewCap(height int) Cap { return b.NewDigests(1 << height) }

// RegisterPublicInput makes t the next public input.
func (b *Builder) RegisterPublicInput(t Target) {
	b.publicInputs = append(b.publicInputs, t)
}

// RegisterPublicInputs makes targets the next public inputs.
func (b *Builder) RegisterPublicInputs(targets ...Target) {
	b.publicInputs = append(b.publicInputs, targets...)
}

// NumPublicInputs returns the number of public inputs so far.
func (b *Builder) NumPublicInputs() int { return len(b.publicInputs) }

// Connect constrains x and y to be equal. It panics if one of them is a wire
// that is not routed.
func (b *Builder) Connect(x, y Target) {
	b.mustRoute(x)
	b.mustRoute(y)
	b.copies = append(b.copies, copyConstraint{x, y})
}

// ConnectExt constrains x and y to be equal.
func (b *Builder) ConnectExt(x, y Ext) { b.connectAll(x[:], y[:]) }

// ConnectDigest constrains x and y to be equal.
func (b *Builder) ConnectDigest(x, y Digest) { b.connectAll(x[:], y[:]) }

// ConnectCap constrains x and y to be equal. It panics if their heights differ.
func (b *Builder) ConnectCap(x, y Cap) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("builder: connecting caps of %d and %d digests", len(x), len(y)))
	}
	for i := range x {
		b.ConnectDigest(x[i], y[i])
	}
}

func (b *Builder) connectAll(x, y []Target) {
	for i := range x {
		b.Connect(x[i], y[i])
	}
}

func (b *Builder) mustRoute(t Target) {
	if t.column == 0 || int(t.column) > b.config.NumRoutedWires {
		panic("builder: connecting " + t.String() + ", which is not routed")
	}
}

// AddGate appends a row with the given gate and returns its number. Constants
// that are left out are zero. Wires that its operations read and that are
// connected to nothing are inputs of the witness. It panics if the gate does not
// fit the configuration or takes fewer constants.
func (b *Builder) AddGate(g circuit.Gate, constants ...field.Element) int {
	return b.addRow(b.kind(g), constants)
}

// IncludeGate makes g one of the circuit's gates even if no row uses it, so
// that different circuits can have the same set of gates.
func (b *Builder) IncludeGate(g circuit.Gate) { b.kind(g) }

// AddSlot returns the row and the number of an unused slot of a gate that holds
// several operations, in the last row that has the same gate and constants, or
// else in a new row. Slots that stay unused need no inputs. It panics as AddGate
// does, and if the gate has no operations.
func (b *Builder) AddSlot(g circuit.Gate, constants ...field.Element) (row, op int) {
	k := b.kind(g)
	if len(k.operations) == 0 {
		panic("builder: " + g.ID() + " has no slots")
	}
	return b.addSlot(k, constants)
}

// kind returns the record of a gate, and starts one if it is new.
func (b *Builder) kind(g circuit.Gate) *gateKind {
	id := g.ID()
	if k, ok := b.gatesByID[id]; ok {
		return k
	}
	if g.NumWires() > b.config.NumWires || g.NumConstants() > b.config.NumConstants {
		panic(fmt.Sprintf("builder: %s needs %d wires and %d constants, the circuit has %d and %d",
			id, g.NumWires(), g.NumConstants(), b.config.NumWires, b.config.NumConstants))
	}
	k := &gateKind{
		gate:       g,
		index:      len(b.gates),
		operations: g.Operations(),
		open:       make(map[string]*slot),
	}
	b.gates = append(b.gates, k)
	b.gatesByID[id] = k
	return k
}

func (b *Builder) addRow(k *gateKind, constants []field.Element) int {
	if len(constants) > k.gate.NumConstants() {
		panic(fmt.Sprintf("builder: %d constants for %s, which takes %d",
			len(constants), k.gate.ID(), k.gate.NumConstants()))
	}
	row := len(b.rows)
	b.rows = append(b.rows, int32(k.index))
	b.constants = append(b.constants, make([]field.Element, b.config.NumConstants)...)
	copy(b.rowConstants(row), constants)
	if g, ok := k.gate.(circuit.ConstantWirer); ok {
		for _, w := range g.ConstantWires() {
			b.constantSlots = append(b.constantSlots, constantSlot{row, w.Constant, w.Wire})
		}
	}
	return row
}

func (b *Builder) addSlot(k *gateKind, constants []field.Element) (row, op int) {
	var buf [8 * field.Bytes]byte
	key := buf[:0]
	for _, c := range constants {
		key = binary.LittleEndian.AppendUint64(key, c[0])
	}
	s, ok := k.open[string(key)]
	if !ok {
		s = &slot{row: b.addRow(k, constants)}
		k.open[string(key)] = s
	}
	op = s.next
	s.next++
	if s.next == len(k.operations) {
		delete(k.open, string(key))
	}
	return s.row, op
}

// rowConstants returns the constants of a row.
func (b *Builder) rowConstants(row int) []field.Element {
	n := b.config.NumConstants
	return b.constants[row*n : (row+1)*n]
}
