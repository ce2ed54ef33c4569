package builder

// incidence lists, for each of n things, the instructions that touch it.
type incidence struct {
	starts       []int32 // n+1 offsets into instructions
	instructions []int32
}

// newIncidence collects what visit reports for each instruction. A thing
// reported k times is listed with the instruction k times.
func newIncidence(n, numInstructions int, visit func(i int32, f func(thing int32))) incidence {
	starts := make([]int32, n+1)
	for i := range int32(numInstructions) {
		visit(i, func(thing int32) { starts[thing]++ })
	}
	var total int32
	for thing, count := range starts {
		total += count
		starts[thing] = total // the end of its list, and filled downwards
	}
	instructions := make([]int32, total)
	for i := int32(numInstructions) - 1; i >= 0; i-- {
		visit(i, func(thing int32) {
			starts[thing]--
			instructions[starts[thing]] = i
		})
	}
	return incidence{starts, instructions}
}

// of returns the instructions that touch a thing, in increasing order.
func (l *incidence) of(thing int32) []int32 {
	return l.instructions[l.starts[thing]:l.starts[thing+1]]
}
