package liability

import (
	"fmt"
	"slices"
	"sync"
)

// Store keeps the leaves of batches between building the tree and issuing
// paths. Implementations are safe for concurrent use.
type Store interface {
	// Put keeps a copy of the leaves of a batch, without padding.
	Put(batch int, leaves []Node) error

	// Get returns the leaves of a batch. The caller must not modify them.
	Get(batch int) ([]Node, error)
}

// MemoryStore is a [Store] in memory, 48 bytes an account. Its zero value is
// empty and ready for use.
type MemoryStore struct {
	mu      sync.RWMutex
	batches map[int][]Node
}

// Put implements [Store]. It never fails.
func (m *MemoryStore) Put(batch int, leaves []Node) error {
	leaves = slices.Clone(leaves)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.batches == nil {
		m.batches = make(map[int][]Node)
	}
	m.batches[batch] = leaves
	return nil
}

// Get implements [Store].
func (m *MemoryStore) Get(batch int) ([]Node, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	leaves, ok := m.batches[batch]
	if !ok {
		return nil, fmt.Errorf("liability: batch %d is not in the store", batch)
	}
	return leaves, nil
}
