package builder

import (
	"fmt"
	"slices"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

// program computes a witness. It is a list of instructions in an order in which
// their inputs are known, over a flat array of cells, see [layout].
//
// An instruction writes wires of its own and nothing else, so instructions that
// do not need each other's results can run at the same time. Of the cells of a
// class the one that is known first is its source: instructions read all their
// inputs from there. At the end the other cells of the class are filled from
// the source, or compared with it if something was written there too.
type program struct {
	layout
	kinds     []*gateKind
	rowKinds  []int32           // index into kinds, for each row
	constants [][]field.Element // columns, for each constant a value per row

	fixed  []fixedCell
	random []randomRow
	hints  []compiledHint

	// instructions are grouped into levels: those in
	// [levels[i−1], levels[i]) depend on earlier levels only.
	instructions []instruction
	levels       []int32

	// source[x] is the source of the class of a shared cell x, or its
	// complement if the program writes x and the source both.
	source   []int32
	computed bitset  // sources that the program itself writes
	required []int32 // sources that instructions read and the caller must set

	publicInputs []int32 // their sources

	// constraints returns the compiled constraints of each kind.
	constraints func() []*circuit.Program
}

// instruction runs an operation of a row, or a hint.
type instruction struct{ row, op int32 }

// hintRow marks an instruction that runs hint number op.
const hintRow = -1

// fixedCell is a wire that shows a constant.
type fixedCell struct {
	cell  int32
	value field.Element
}

// randomRow is a row with random values in the columns [from, to). If copyTo is
// not negative, that row gets the same values.
type randomRow struct{ row, from, to, copyTo int }

// compiledHint is a hint with the sources of its inputs and its output cells.
type compiledHint struct {
	outputs, inputs []int32
	compute         HintFunc
}

// sourceOf returns the cell that holds the value of x while the program runs.
func (p *program) sourceOf(x int32) int32 {
	if int(x) >= len(p.source) {
		return x
	}
	s := p.source[x]
	return max(s, ^s)
}

// operation returns the operation of an instruction that is not a hint.
func (p *program) operation(i instruction) *circuit.Operation {
	return &p.kinds[p.rowKinds[i.row]].operations[i.op]
}

// firstReader names the first instruction that reads a cell.
func (p *program) firstReader(source int32) string {
	for _, i := range p.instructions {
		if slices.Contains(p.inputSources(i), source) {
			return p.describe(i)
		}
	}
	return "nothing"
}

// inputSources returns the sources of the inputs of an instruction.
func (p *program) inputSources(i instruction) []int32 {
	if i.row == hintRow {
		return p.hints[i.op].inputs
	}
	columns := p.operation(i).Inputs
	sources := make([]int32, len(columns))
	for j, column := range columns {
		sources[j] = p.sourceOf(p.wire(int(i.row), column))
	}
	return sources
}

// describe names an instruction.
func (p *program) describe(i instruction) string {
	if i.row == hintRow {
		return fmt.Sprintf("hint %d", i.op)
	}
	return fmt.Sprintf("operation %d of row %d (%s)", i.op, i.row, p.gateID(int(i.row)))
}

// name names a cell.
func (p *program) name(cell int32) string {
	t := p.target(cell)
	if t.isVirtual() {
		return t.String()
	}
	return fmt.Sprintf("%s (%s)", t, p.gateID(int(t.index)))
}

func (p *program) gateID(row int) string { return p.kinds[p.rowKinds[row]].gate.ID() }

// bitset is a set of small integers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (s bitset) add(i int32)      { s[i/64] |= 1 << (i % 64) }
func (s bitset) has(i int32) bool { return s[i/64]>>(i%64)&1 == 1 }
