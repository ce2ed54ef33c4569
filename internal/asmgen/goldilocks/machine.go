package goldilocks

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Machine is an instruction set to generate code for.
type Machine interface {
	Suffix() string // of the names of kernels
	Lanes() int     // words in a vector
	Unroll() int    // vectors to work on at a time

	// Start emits what a function begins with.
	Start()

	// Vec returns a new register.
	Vec() Vec

	// Load and Store append the move of a vector.
	Load(s *Stream, m Mem, v Vec)
	Store(s *Stream, v Vec, m Mem)

	// Split appends what makes the words of v a factor, Broadcast and LoadFactor
	// emit what makes one word a factor of all lanes.
	Split(s *Stream, v Vec) Factor
	Broadcast(word reg.Register) Factor
	LoadFactor(m Mem) Factor

	// Mul replaces x by the canonical x·y/2^64. One of the factors may be lazy if
	// the other is canonical.
	Mul(s *Stream, x Vec, y Factor)

	// Add and Sub replace x by x ± y, all canonical.
	Add(s *Stream, x Vec, y Op)
	Sub(s *Stream, x, y Vec)

	// Butterfly replaces x by x + y and returns x − y, all lazy but the canonical
	// y. CanonicalButterfly is the same with all canonical.
	Butterfly(s *Stream, x, y Vec) Vec
	CanonicalButterfly(s *Stream, x, y Vec) Vec

	// Canonical makes what Butterfly gives canonical.
	Canonical(s *Stream, x Vec)
}

const wordBytes = 8

// Factor is a factor of a product: a word in each lane, and its high half as the
// low half of another. They may be in memory.
type Factor struct{ Word, High Op }
