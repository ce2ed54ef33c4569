package builder

import "github.com/zkpor/por/field"

// Lie makes hint number i compute something else.
func (b *Builder) Lie(i int, compute HintFunc) { b.hints[i].compute = compute }

// NumHints returns the number of hints so far.
func (b *Builder) NumHints() int { return len(b.hints) }

// NumLevels returns the number of levels of the witness program.
func (c *Circuit) NumLevels() int { return len(c.program.levels) }

// CheckCopies compares the wires that are copies of each other.
func (c *Circuit) CheckCopies(wires [][]field.Element) error { return c.checkCopies(wires) }
