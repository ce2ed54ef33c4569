package builder

import "slices"

// compiler resolves the order of a program's instructions.
type compiler struct {
	*program
	hints        []hint
	instructions []instruction
	classes      partition // flat

	source  []int32 // of each class, by its root; unknown at first
	compare bitset  // cells written besides the source of their class

	readers incidence // instructions that read a class
	pending []int32   // inputs of each instruction that are not known yet
	ready   []int32   // instructions without pending inputs
}

const unknown = -1

// compile completes p, of which the rows and what they hold are given.
// incomplete says how many operations of a row are in use, where not all are.
func compile(p *program, hints []hint, classes partition, incomplete map[int]int) error {
	c := &compiler{program: p, hints: hints, classes: classes}
	c.collect(incomplete)
	c.source = slices.Repeat([]int32{unknown}, p.numCells())
	c.compare = newBitset(p.numCells())
	p.computed = newBitset(p.numCells())
	c.readers = newIncidence(len(c.classes), len(c.instructions), c.inputs)
	c.countPending()

	for _, f := range p.fixed {
		c.produce(f.cell)
	}
	for _, r := range p.random {
		for column := r.from; column < r.to; column++ {
			c.produce(p.wire(r.row, column))
			if r.copyTo >= 0 {
				c.produce(p.wire(r.copyTo, column))
			}
		}
	}
	c.findInputs()
	if err := c.schedule(); err != nil {
		return err
	}
	c.finish()
	return nil
}

// collect lists all instructions, rows first.
func (c *compiler) collect(incomplete map[int]int) {
	for row, k := range c.rowKinds {
		n := len(c.kinds[k].operations)
		if used, ok := incomplete[row]; ok {
			n = used
		}
		for op := range n {
			c.instructions = append(c.instructions, instruction{int32(row), int32(op)})
		}
	}
	for i := range c.hints {
		c.instructions = append(c.instructions, instruction{hintRow, int32(i)})
	}
}

// inputs calls f for the class of each input of an instruction.
func (c *compiler) inputs(i int32, f func(class int32)) {
	in := c.instructions[i]
	if in.row == hintRow {
		for _, t := range c.hints[in.op].inputs {
			f(c.classes[c.mustCell(t)])
		}
		return
	}
	for _, column := range c.operation(in).Inputs {
		f(c.classes[c.wire(int(in.row), column)])
	}
}

// outputs calls f for each output of an instruction.
func (c *compiler) outputs(i int32, f func(cell int32)) {
	in := c.instructions[i]
	if in.row == hintRow {
		for _, t := range c.hints[in.op].outputs {
			f(c.mustCell(t))
		}
		return
	}
	for _, column := range c.operation(in).Outputs {
		f(c.wire(int(in.row), column))
	}
}

// mustCell returns the cell of a target that Build has found to be in the
// circuit.
func (c *compiler) mustCell(t Target) int32 {
	cell, err := c.cell(t)
	if err != nil {
		panic(err)
	}
	return cell
}

func (c *compiler) countPending() {
	c.pending = make([]int32, len(c.instructions))
	for i := range c.pending {
		c.inputs(int32(i), func(int32) { c.pending[i]++ })
		if c.pending[i] == 0 {
			c.ready = append(c.ready, int32(i))
		}
	}
}

// produce records that the program writes a cell.
func (c *compiler) produce(cell int32) {
	switch source := c.source[c.classes[cell]]; {
	case source == unknown:
		c.computed.add(cell)
		c.know(cell)
	case source != cell:
		c.compare.add(cell)
	}
}

// know makes cell the source of its class, which is not known so far.
func (c *compiler) know(cell int32) {
	class := c.classes[cell]
	c.source[class] = cell
	for _, i := range c.readers.of(class) {
		if c.pending[i]--; c.pending[i] == 0 {
			c.ready = append(c.ready, i)
		}
	}
}

// findInputs makes an input of every class that is read and never written. Its
// source is a virtual target if there is one in the class.
func (c *compiler) findInputs() {
	written := newBitset(c.numCells())
	for i := range c.instructions {
		c.outputs(int32(i), func(cell int32) { written.add(c.classes[cell]) })
	}
	input := func(cell int32) {
		if class := c.classes[cell]; c.source[class] == unknown && !written.has(class) {
			c.input(cell)
		}
	}
	for i := range c.virtuals {
		input(c.virtual(i))
	}
	for cell := range int32(c.numCells()) {
		if len(c.readers.of(cell)) > 0 {
			input(cell)
		}
	}
}

// input records that the caller sets a cell.
func (c *compiler) input(cell int32) {
	if len(c.readers.of(c.classes[cell])) > 0 {
		c.required = append(c.required, cell)
	}
	c.know(cell)
}

// schedule orders the instructions by levels.
func (c *compiler) schedule() error {
	order := make([]instruction, 0, len(c.instructions))
	for {
		for len(c.ready) > 0 {
			level := c.ready
			c.ready = nil
			slices.Sort(level)
			for _, i := range level {
				order = append(order, c.instructions[i])
				c.outputs(i, c.produce)
			}
			c.levels = append(c.levels, int32(len(order)))
		}
		if len(order) == len(c.instructions) {
			c.program.instructions = order
			return nil
		}
		if err := c.breakCycles(); err != nil {
			return err
		}
	}
}

// finish stores the sources and resolves the operands of hints.
func (c *compiler) finish() {
	p := c.program
	p.source = make([]int32, p.numShared())
	for cell, class := range c.classes[:p.numShared()] {
		source := c.source[class]
		switch {
		case source == unknown: // nothing reads or writes the class
			source = class
		case c.compare.has(int32(cell)):
			source = ^source
		}
		p.source[cell] = source
	}
	for _, h := range c.hints {
		compiled := compiledHint{compute: h.compute}
		for _, t := range h.inputs {
			compiled.inputs = append(compiled.inputs, p.sourceOf(c.mustCell(t)))
		}
		for _, t := range h.outputs {
			compiled.outputs = append(compiled.outputs, c.mustCell(t))
		}
		p.hints = append(p.hints, compiled)
	}
}
