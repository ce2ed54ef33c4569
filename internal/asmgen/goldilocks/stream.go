// Package goldilocks holds the building blocks of vector code over the
// Goldilocks field, p = 2^64 − 2^32 + 1, for generators of assembly.
//
// Data words are in Montgomery form with R = 2^64. A word is canonical if it is
// below p and lazy if it is any word congruent to its element. Each block says
// what it takes and gives.
package goldilocks

import "github.com/mmcloughlin/avo/reg"

// Stream is a sequence of instructions that have not been emitted yet.
//
// The processor's scheduler holds fewer instructions than one product takes from
// start to end, so independent streams must alternate in the program.
type Stream struct{ ops []func() }

// Do appends an instruction.
func (s *Stream) Do(op func()) { s.ops = append(s.ops, op) }

// Interleave emits the streams, one instruction of each in turn.
func Interleave(streams ...*Stream) {
	for _, op := range Merge(streams...).ops {
		op()
	}
}

// Merge returns the stream of one instruction of each stream in turn.
func Merge(streams ...*Stream) *Stream {
	merged := new(Stream)
	for i, more := 0, true; more; i++ {
		more = false
		for _, s := range streams {
			if i < len(s.ops) {
				merged.ops = append(merged.ops, s.ops[i])
				more = true
			}
		}
	}
	return merged
}

// Then appends the instructions of other streams.
func (s *Stream) Then(others ...*Stream) {
	for _, o := range others {
		s.ops = append(s.ops, o.ops...)
	}
}

// Vec is a vector register.
type Vec = reg.VecVirtual
