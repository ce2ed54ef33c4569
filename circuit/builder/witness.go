package builder

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/par"
)

// minParallel is the size from which a level of instructions is worth several
// goroutines.
const minParallel = 256

// Witness holds the values of one instance of a circuit. The caller sets the
// inputs and runs the witness program, which computes all other values. It can
// be used again after [Witness.Reset], and then allocates next to nothing. It
// is not safe for concurrent use.
type Witness struct {
	p       *program
	values  []field.Element // of each cell
	columns [][]field.Element
	set     bitset // of the cells that the caller has set

	expected []expectation
	err      error // the first error of Set
	ran      bool

	scratch sync.Pool // of *scratch
	bytes   []byte    // random ones
}

// expectation is a value that the caller set for a cell which the program
// computes.
type expectation struct {
	target Target
	source int32
	value  field.Element
}

// scratch holds the operands of an instruction.
type scratch struct{ in, out, constants []field.Element }

// NewWitness returns a witness in which nothing is set. It takes 8 bytes for
// each wire of each row.
func (c *Circuit) NewWitness() *Witness {
	p := c.program
	w := &Witness{
		p:       p,
		values:  make([]field.Element, p.numCells()),
		columns: make([][]field.Element, p.wires),
		set:     newBitset(p.numCells()),
	}
	for i := range w.columns {
		start := int(p.wire(0, i))
		w.columns[i] = w.values[start : start+p.rows : start+p.rows]
	}
	w.scratch.New = func() any { return new(scratch) }
	return w
}

// Reset forgets all values.
func (w *Witness) Reset() {
	clear(w.values)
	clear(w.set)
	w.expected = w.expected[:0]
	w.err, w.ran = nil, false
}

// Set gives a target its value. Setting an input twice to different values, or
// a target of another circuit, is an error that Run returns; a target that the
// program computes may be set, and Run then compares the values.
func (w *Witness) Set(t Target, v field.Element) {
	cell, err := w.p.cell(t)
	if err != nil {
		w.fail(err)
		return
	}
	source := w.p.sourceOf(cell)
	switch {
	case w.p.computed.has(source):
		w.expected = append(w.expected, expectation{t, source, v})
	case w.set.has(source) && w.values[source] != v:
		w.fail(fmt.Errorf("builder: %w: %s is set to %s and to %s", ErrConflict, w.p.name(cell), w.values[source], v))
	default:
		w.set.add(source)
		w.values[source] = v
	}
}

// SetAll sets targets[i] to values[i]. It panics if the lengths differ.
func (w *Witness) SetAll(targets []Target, values []field.Element) {
	if len(targets) != len(values) {
		panic(fmt.Sprintf("builder: setting %d targets to %d values", len(targets), len(values)))
	}
	for i, t := range targets {
		w.Set(t, values[i])
	}
}

// SetBool sets b to 0 or 1.
func (w *Witness) SetBool(b Bool, v bool) { w.Set(b.Target, field.FromBool(v)) }

// SetExt sets both coefficients of t.
func (w *Witness) SetExt(t Ext, v field.Ext) {
	w.Set(t[0], v.A0)
	w.Set(t[1], v.A1)
}

// SetDigest sets the elements of d.
func (w *Witness) SetDigest(d Digest, v hash.Digest) { w.SetAll(d[:], v[:]) }

// SetDigests sets digests, such as those of a cap or a path. It panics if the
// lengths differ.
func (w *Witness) SetDigests(targets []Digest, values []hash.Digest) {
	if len(targets) != len(values) {
		panic(fmt.Sprintf("builder: setting %d digests to %d values", len(targets), len(values)))
	}
	for i, d := range targets {
		w.SetDigest(d, values[i])
	}
}

// Value returns the value of a target after [Witness.Run]. It panics if the
// target is not in the circuit.
func (w *Witness) Value(t Target) field.Element {
	cell, err := w.p.cell(t)
	if err != nil {
		panic(err)
	}
	return w.values[w.p.sourceOf(cell)]
}

func (w *Witness) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// Run computes the values of all wires and returns them, column by column in
// the order of the rows, with the values of the public inputs. The columns
// belong to w: they are valid until Reset, and the caller may overwrite them.
//
// Blinding rows and unused wires of public inputs get random values, drawn from
// rng in a fixed order. The work is spread over the given number of goroutines,
// and the result does not depend on it.
//
// Run returns an error that names the place if an input is missing ([ErrUnset])
// or inconsistent ([ErrConflict]), if a gate or a hint cannot be satisfied, or
// if a copy constraint does not hold ([ErrConflict]). It does not evaluate
// constraints beyond that, see [Circuit.Check]. It runs once between resets.
func (w *Witness) Run(rng io.Reader, workers int) (columns [][]field.Element, publicInputs []field.Element, err error) {
	if w.err == nil && w.ran {
		w.err = errors.New("builder: witness was run before, reset it first")
	}
	w.ran = true
	if w.err == nil {
		w.err = w.run(rng, workers)
	}
	if w.err != nil {
		return nil, nil, w.err
	}
	publicInputs = make([]field.Element, len(w.p.publicInputs))
	for i, source := range w.p.publicInputs {
		publicInputs[i] = w.values[source]
	}
	return w.columns, publicInputs, nil
}

func (w *Witness) run(rng io.Reader, workers int) error {
	if err := w.checkInputs(); err != nil {
		return err
	}
	for _, f := range w.p.fixed {
		w.values[f.cell] = f.value
	}
	if err := w.randomize(rng); err != nil {
		return err
	}
	from := int32(0)
	for _, to := range w.p.levels {
		if err := w.runLevel(w.p.instructions[from:to], workers); err != nil {
			return err
		}
		from = to
	}
	if err := w.spread(workers); err != nil {
		return err
	}
	for _, e := range w.expected {
		if got := w.values[e.source]; got != e.value {
			return fmt.Errorf("builder: %w: %s is set to %s and computed to be %s at %s",
				ErrConflict, e.target, e.value, got, w.p.name(e.source))
		}
	}
	return nil
}

// checkInputs returns an error unless all inputs that instructions depend on
// are set.
func (w *Witness) checkInputs() error {
	for _, cell := range w.p.required {
		if !w.set.has(cell) {
			return fmt.Errorf("builder: %w: %s, which %s needs", ErrUnset, w.p.name(cell), w.p.firstReader(cell))
		}
	}
	return nil
}

// randomize fills the random rows.
func (w *Witness) randomize(rng io.Reader) error {
	for _, r := range w.p.random {
		w.bytes = slices.Grow(w.bytes[:0], (r.to-r.from)*field.Bytes)[:(r.to-r.from)*field.Bytes]
		if _, err := io.ReadFull(rng, w.bytes); err != nil {
			return fmt.Errorf("builder: reading randomness: %w", err)
		}
		for i := range r.to - r.from {
			v, err := field.FromBytes(w.bytes[i*field.Bytes:])
			if err != nil { // one in 2^32 is not below the modulus
				if v, err = field.Random(rng); err != nil {
					return fmt.Errorf("builder: %w", err)
				}
			}
			w.columns[r.from+i][r.row] = v
			if r.copyTo >= 0 {
				w.columns[r.from+i][r.copyTo] = v
			}
		}
	}
	return nil
}

// runLevel runs instructions that do not depend on each other.
func (w *Witness) runLevel(level []instruction, workers int) error {
	if workers <= 1 || len(level) < minParallel {
		return w.runInstructions(level)
	}
	return w.parallel(workers, len(level), func(from, to int) error {
		return w.runInstructions(level[from:to])
	})
}

// parallel runs f on chunks of [0, n) and returns the error of the first chunk
// that has one, so that errors do not depend on the number of workers.
func (w *Witness) parallel(workers, n int, f func(from, to int) error) error {
	type failure struct {
		from int
		err  error
	}
	var (
		mu       sync.Mutex
		failures []failure
	)
	par.Range(workers, n, func(from, to int) {
		if err := f(from, to); err != nil {
			mu.Lock()
			defer mu.Unlock()
			failures = append(failures, failure{from, err})
		}
	})
	if len(failures) == 0 {
		return nil
	}
	return slices.MinFunc(failures, func(a, b failure) int { return cmp.Compare(a.from, b.from) }).err
}

func (w *Witness) runInstructions(list []instruction) error {
	s := w.scratch.Get().(*scratch)
	defer w.scratch.Put(s)
	for _, i := range list {
		if err := w.runInstruction(i, s); err != nil {
			return fmt.Errorf("builder: %s: %w", w.p.describe(i), err)
		}
	}
	return nil
}

func (w *Witness) runInstruction(i instruction, s *scratch) error {
	if i.row == hintRow {
		return w.runHint(&w.p.hints[i.op], s)
	}
	p, row := w.p, int(i.row)
	op := p.operation(i)
	s.resize(len(op.Inputs), len(op.Outputs))
	for j, column := range op.Inputs {
		s.in[j] = w.values[p.sourceOf(p.wire(row, column))]
	}
	s.constants = s.constants[:0]
	for _, column := range p.constants {
		s.constants = append(s.constants, column[row])
	}
	if err := op.Compute(s.out, s.in, s.constants); err != nil {
		return err
	}
	for j, column := range op.Outputs {
		w.values[p.wire(row, column)] = s.out[j]
	}
	return nil
}

func (w *Witness) runHint(h *compiledHint, s *scratch) error {
	s.resize(len(h.inputs), len(h.outputs))
	for j, source := range h.inputs {
		s.in[j] = w.values[source]
	}
	if err := h.compute(s.out, s.in); err != nil {
		return err
	}
	for j, cell := range h.outputs {
		w.values[cell] = s.out[j]
	}
	return nil
}

func (s *scratch) resize(in, out int) {
	s.in = slices.Grow(s.in[:0], in)[:in]
	s.out = slices.Grow(s.out[:0], out)[:out]
}

// spread gives all cells of a class the value of its source, or compares the
// two where both are computed.
func (w *Witness) spread(workers int) error {
	return w.parallel(workers, len(w.p.source), func(from, to int) error {
		for i := from; i < to; i++ {
			switch s := w.p.source[i]; {
			case s == int32(i):
			case s >= 0:
				w.values[i] = w.values[s]
			case w.values[i] != w.values[^s]:
				return fmt.Errorf("builder: %w: %s is %s, but its copy, %s, is %s",
					ErrConflict, w.p.name(int32(i)), w.values[i], w.p.name(^s), w.values[^s])
			}
		}
		return nil
	})
}
