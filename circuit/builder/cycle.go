package builder

import "fmt"

// breakCycles makes progress where every instruction left waits for another
// one. That happens where a gadget computes parts of a value and constrains the
// value to be made of them, as in
//
//	x ──hint──→ low, high ──gate──→ low + 2^k·high = x
//
// which leaves open that x comes first. So in each strongly connected component
// of waiting instructions that waits for no other component, the oldest virtual
// target that is not the output of a hint becomes an input.
func (c *compiler) breakCycles() error {
	components := c.waitingComponents()
	componentOf := make(map[int32]int) // of the classes that a component reads
	for i, component := range components {
		for _, instruction := range component {
			c.inputs(instruction, func(class int32) { componentOf[class] = i })
		}
	}
	hinted := newBitset(c.numCells())
	for i := range c.hints {
		for _, t := range c.hints[i].outputs {
			hinted.add(c.classes[c.mustCell(t)])
		}
	}
	broken := make([]bool, len(components))
	for v := range c.virtuals {
		cell := c.virtual(v)
		class := c.classes[cell]
		i, ok := componentOf[class]
		if ok && !broken[i] && c.source[class] == unknown && !hinted.has(class) {
			broken[i] = true
			c.input(cell)
		}
	}
	for i, done := range broken {
		if !done {
			first := c.instructions[components[i][0]]
			return fmt.Errorf("builder: %s depends on its own outputs", c.describe(first))
		}
	}
	return nil
}

// waitingComponents returns the strongly connected components of the waiting
// instructions that do not wait for other components, by Tarjan's algorithm on
// the edges from an instruction to those that write its inputs.
func (c *compiler) waitingComponents() [][]int32 {
	t := tarjan{
		compiler: c,
		writers: newIncidence(len(c.classes), len(c.instructions), func(i int32, f func(int32)) {
			if c.pending[i] > 0 {
				c.outputs(i, func(cell int32) { f(c.classes[cell]) })
			}
		}),
		index: make([]int32, len(c.instructions)),
		low:   make([]int32, len(c.instructions)),
	}
	for i, pending := range c.pending {
		if pending > 0 && t.index[i] == 0 {
			t.visit(int32(i))
		}
	}
	return t.sources
}

// tarjan is the state of the algorithm. index numbers the instructions from 1
// in the order of the search, and low is the smallest index on the stack that
// is known to be reachable; both are closed once the component is known.
type tarjan struct {
	*compiler
	writers    incidence
	index, low []int32
	count      int32
	stack      []int32
	path       []tarjanFrame
	sources    [][]int32
}

// tarjanFrame is an instruction on the current path, with the edges that are
// still to be followed.
type tarjanFrame struct {
	instruction int32
	edges       []int32
	leaves      bool // some edge leads to another component
}

const closed = 1<<31 - 1

func (t *tarjan) visit(root int32) {
	t.enter(root)
	for len(t.path) > 0 {
		top := &t.path[len(t.path)-1]
		if len(top.edges) == 0 {
			t.leave()
			continue
		}
		next := top.edges[0]
		top.edges = top.edges[1:]
		switch {
		case t.index[next] == 0:
			t.enter(next)
		case t.index[next] == closed:
			top.leaves = true
		default:
			t.low[top.instruction] = min(t.low[top.instruction], t.index[next])
		}
	}
}

func (t *tarjan) enter(i int32) {
	t.count++
	t.index[i], t.low[i] = t.count, t.count
	t.stack = append(t.stack, i)
	var edges []int32
	t.inputs(i, func(class int32) {
		if t.source[class] == unknown {
			edges = append(edges, t.writers.of(class)...)
		}
	})
	t.path = append(t.path, tarjanFrame{instruction: i, edges: edges})
}

func (t *tarjan) leave() {
	frame := t.path[len(t.path)-1]
	t.path = t.path[:len(t.path)-1]
	i := frame.instruction
	isRoot := t.low[i] == t.index[i]
	if isRoot {
		t.close(i, frame.leaves)
	}
	if len(t.path) > 0 {
		parent := &t.path[len(t.path)-1]
		t.low[parent.instruction] = min(t.low[parent.instruction], t.low[i])
		// What an instruction of the parent's component leaves for, the parent
		// leaves for; and a component of its own is another component.
		parent.leaves = parent.leaves || frame.leaves || isRoot
	}
}

// close takes the component with the given root off the stack.
func (t *tarjan) close(root int32, leaves bool) {
	at := len(t.stack) - 1
	for t.stack[at] != root {
		at--
	}
	component := append([]int32(nil), t.stack[at:]...)
	t.stack = t.stack[:at]
	for _, i := range component {
		t.index[i], t.low[i] = closed, closed
	}
	if !leaves {
		t.sources = append(t.sources, component)
	}
}
