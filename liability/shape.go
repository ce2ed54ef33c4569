package liability

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

const (
	// MaxBatchSize and MaxFanIn bound the two dimensions of a tree.
	MaxBatchSize = 1 << 20
	MaxFanIn     = 64

	// MaxCapacityBits bounds the depth of a tree as if it were binary, that is
	// the logarithm of the number of its leaves.
	MaxCapacityBits = 48
)

// ErrShape reports a tree whose dimensions are not allowed.
var ErrShape = errors.New("liability: invalid shape of tree")

// Shape describes a tree. Batches of BatchSize accounts are binary trees, with
// empty leaves up to a power of two; above them every aggregation level takes FanIn nodes to one, so that the root
// stands on FanIn^Levels batches:
//
//	               root                        level 2
//	       ┌────────┴────────┐
//	       ○                 ○                 level 1
//	   ┌───┴───┐         ┌───┴───┐
//	 batch   batch     batch   empty           level 0
//	┌─┴─┐   ┌─┴─┐     ┌─┴─┐
//	leaves                                     FanIn = 2, Levels = 2
//
// In Standard the FanIn nodes are combined two by two, so that the whole is
// one binary tree. In OKXv2 they are hashed at once.
type Shape struct {
	Profile   Profile
	BatchSize int // accounts of a batch; in OKXv2 a power of two
	FanIn     int // children of an aggregation node, a power of two
	Levels    int // aggregation levels, at least 1
}

// String describes s in words.
func (s Shape) String() string {
	return fmt.Sprintf("%v tree of batches of %d, fan-in %d, aggregation levels %d", s.Profile, s.BatchSize, s.FanIn, s.Levels)
}

// ShapeFor returns the shape with the fewest levels that holds the given
// number of accounts, or ErrShape if there is none.
func ShapeFor(p Profile, accounts uint64, batchSize, fanIn int) (Shape, error) {
	s := Shape{Profile: p, BatchSize: batchSize, FanIn: fanIn, Levels: 1}
	if accounts == 0 {
		return Shape{}, fmt.Errorf("%w: no accounts", ErrShape)
	}
	for {
		if err := s.Validate(); err != nil {
			return Shape{}, err
		}
		if s.Capacity() >= accounts {
			return s, nil
		}
		s.Levels++
	}
}

// Validate returns ErrProfile or ErrShape unless BatchSize is from 1 to
// [MaxBatchSize] and in OKXv2 a power of two, FanIn is a power of two from 2 to
// [MaxFanIn], Levels at least 1, and there are at most 2^[MaxCapacityBits]
// leaves.
func (s Shape) Validate() error {
	if err := s.Profile.Validate(); err != nil {
		return err
	}
	if s.BatchSize < 1 || s.BatchSize > MaxBatchSize {
		return fmt.Errorf("%w: batch size %d, want 1 to %d", ErrShape, s.BatchSize, MaxBatchSize)
	}
	if s.Profile == OKXv2 && !isPowerOfTwo(s.BatchSize) {
		return fmt.Errorf("%w: batch size %d is not a power of two, as %v demands", ErrShape, s.BatchSize, s.Profile)
	}
	if !isPowerOfTwo(s.FanIn) || s.FanIn < 2 || s.FanIn > MaxFanIn {
		return fmt.Errorf("%w: fan-in %d is not a power of two from 2 to %d", ErrShape, s.FanIn, MaxFanIn)
	}
	if s.Levels < 1 || s.Levels > MaxCapacityBits {
		return fmt.Errorf("%w: %d aggregation levels, want 1 to %d", ErrShape, s.Levels, MaxCapacityBits)
	}
	if b := s.capacityBits(); b > MaxCapacityBits {
		return fmt.Errorf("%w: room for 2^%d accounts, want at most 2^%d", ErrShape, b, MaxCapacityBits)
	}
	return nil
}

// The methods below, like all that take a shape without returning an error for
// it, need one that Validate accepts.

// Width returns the number of leaves under the root of a batch: the smallest
// power of two that holds BatchSize accounts. The leaves beyond are empty.
func (s Shape) Width() int {
	width := 1
	for width < s.BatchSize {
		width *= 2
	}
	return width
}

// NumLeaves returns the number of leaves of the complete tree, a power of two.
func (s Shape) NumLeaves() uint64 { return 1 << s.capacityBits() }

// Capacity returns the number of accounts that the complete tree holds.
func (s Shape) Capacity() uint64 { return s.NumLeaves() / uint64(s.Width()) * uint64(s.BatchSize) }

// Index returns the position, among all leaves, of an account of a batch.
func (s Shape) Index(batch, account int) uint64 {
	return uint64(batch)*uint64(s.Width()) + uint64(account)
}

// Batches returns how many batches hold the given number of accounts.
func (s Shape) Batches(accounts uint64) int {
	return int((accounts + uint64(s.BatchSize) - 1) / uint64(s.BatchSize))
}

// PathLen returns the number of siblings on the path of a leaf: one for every
// binary level, and in OKXv2 FanIn − 1 for every aggregation level.
func (s Shape) PathLen() int {
	return log2(s.Width()) + s.steps()*(s.arity()-1)
}

// EmptyNode returns the root of an empty subtree: at level 0 a batch of empty
// accounts, at level k > 0 an aggregation node over such batches.
func (s Shape) EmptyNode(level int) Node {
	return Node{Hash: s.emptyHashes()[level*s.stepsPerLevel()]}
}

// arity returns the number of children that are hashed at once above the
// batches, and steps how many times that happens up to the root.
func (s Shape) arity() int {
	if s.Profile == OKXv2 {
		return s.FanIn
	}
	return 2
}

func (s Shape) steps() int { return s.Levels * s.stepsPerLevel() }

func (s Shape) stepsPerLevel() int { return log2(s.FanIn) / log2(s.arity()) }

func (s Shape) capacityBits() int { return log2(s.Width()) + s.Levels*log2(s.FanIn) }

// emptyHashes returns the hash of the empty batch and of the empty node after
// each step above it.
func (s Shape) emptyHashes() []hash.Digest {
	batch := s.Profile.EmptyLeaf().Hash
	for range log2(s.Width()) {
		batch = hash.Compress(batch, batch)
	}
	return s.emptyHashesAbove(batch)
}

func (s Shape) emptyHashesAbove(batch hash.Digest) []hash.Digest {
	out := []hash.Digest{batch}
	for range s.steps() {
		children := make([]hash.Digest, s.arity())
		for i := range children {
			children[i] = out[len(out)-1]
		}
		out = append(out, parent(children))
	}
	return out
}

// parent returns the hash of a node above the batches: hash.NoPad over its
// children's hashes, which for two children is hash.Compress.
func parent(children []hash.Digest) hash.Digest {
	if len(children) == 2 {
		return hash.Compress(children[0], children[1])
	}
	in := make([]field.Element, 0, MaxFanIn*hash.DigestLen)
	for i := range children {
		in = append(in, children[i][:]...)
	}
	return hash.NoPad(in)
}

func isPowerOfTwo(n int) bool { return n > 0 && n&(n-1) == 0 }

// log2 returns the binary logarithm of a power of two.
func log2(n int) int { return bits.TrailingZeros64(uint64(n)) }
