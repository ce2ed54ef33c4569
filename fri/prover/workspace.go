package prover

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
	"github.com/zkpor/por/merkle"
)

// Workspace is the memory and the number of goroutines that commitments and
// proofs are made with. It grows to what is needed at a time and is then used
// again, so make one for each goroutine that makes proofs and keep it. It must
// not be used by two calls at a time.
type Workspace struct {
	workers int

	memory []field.Element
	used   int // elements of memory that are taken
	wanted int // elements that were asked for since the last release

	coset *ntt.Coset     // on which extensions are computed
	trees []*merkle.Tree // of the folding steps
}

// NewWorkspace returns a workspace without memory, for work on at most the
// given number of goroutines.
func NewWorkspace(workers int) *Workspace { return &Workspace{workers: workers} }

// Workers returns the number of goroutines.
func (w *Workspace) Workers() int { return w.workers }

// Columns returns k columns of n elements of any value. They are the caller's
// until the next call of Columns, or of [Commitment.Commit], [Commitment.Open] or
// [Prove] with this workspace.
func (w *Workspace) Columns(k, n int) [][]field.Element {
	w.release(k * n)
	columns := make([][]field.Element, k)
	for i := range columns {
		columns[i] = w.elements(n)
	}
	return columns
}

// release ends the use of all memory, and makes room for n elements.
func (w *Workspace) release(n int) {
	if n = max(n, w.wanted); n > len(w.memory) {
		w.memory = nil // not two at a time
		w.memory = make([]field.Element, n)
	}
	w.used, w.wanted = 0, 0
}

// elements takes n elements of any value.
func (w *Workspace) elements(n int) []field.Element {
	w.wanted += n
	if n > len(w.memory)-w.used {
		return make([]field.Element, n)
	}
	w.used += n
	return w.memory[w.used-n : w.used : w.used]
}

// ext takes a column of n extension elements of any value.
func (w *Workspace) ext(n int) vec.Ext {
	words := w.elements(field.Degree * n)
	return vec.Ext{A0: words[:n:n], A1: words[n:]}
}

// cosetOf returns a coset of a domain. It is valid until the next call.
func (w *Workspace) cosetOf(domain *ntt.Domain, shift field.Element) *ntt.Coset {
	if w.coset == nil || w.coset.Domain() != domain {
		w.coset = ntt.NewCoset(domain, shift)
	}
	w.coset.Move(shift)
	return w.coset
}

// tree returns a tree for folding step i, whose nodes are still to be set. It is
// valid until the next proof.
func (w *Workspace) tree(i, height, capHeight int) (*merkle.Tree, error) {
	if i < len(w.trees) && w.trees[i].Height() == height && w.trees[i].CapHeight() == capHeight {
		return w.trees[i], nil
	}
	t, err := merkle.New(height, capHeight)
	if err != nil {
		return nil, err
	}
	w.trees = append(w.trees[:min(i, len(w.trees))], t)
	return t, nil
}
