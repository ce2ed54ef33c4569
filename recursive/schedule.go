package recursive

import (
	"context"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/zkpor/por/circuit"
)

// schedule runs the jobs of a tree. Higher levels go first, so that finished
// proofs don't pile up.
type schedule struct {
	tree   *Tree
	counts []int
	empty  []*circuit.Proof

	mu      sync.Mutex
	changed *sync.Cond
	next    func() (Job, error, bool)
	drawn   int            // leaves drawn from next
	ready   [][]task       // by level, oldest first
	waiting map[node]group // groups that lack a child
	running int
	root    *circuit.Proof
	stopped bool
}

// node is the position of a proof: level 0 are the leaves.
type node struct{ level, index int }

// task is a proof that can be made now.
type task struct {
	node
	run Job
}

// group collects the children of a node.
type group struct {
	proofs  []*circuit.Proof
	missing int
}

func newSchedule(t *Tree, counts []int, empty []*circuit.Proof, next func() (Job, error, bool)) *schedule {
	s := &schedule{
		tree:    t,
		counts:  counts,
		empty:   empty,
		next:    next,
		ready:   make([][]task, len(counts)),
		waiting: make(map[node]group),
	}
	s.changed = sync.NewCond(&s.mu)
	return s
}

func (s *schedule) run(ctx context.Context) (*circuit.Proof, error) {
	g, ctx := errgroup.WithContext(ctx)
	// A cancelled context must wake workers that wait for siblings.
	defer context.AfterFunc(ctx, s.stop)()
	for range max(1, s.tree.Workers) {
		g.Go(func() error { return s.work(ctx) })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); s.root == nil && err != nil {
		return nil, err
	}
	return s.root, nil
}

func (s *schedule) work(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		t, workers, err := s.take()
		if err != nil || t.run == nil {
			return err
		}
		proof, err := t.run(ctx, workers)
		if err != nil {
			return fmt.Errorf("recursive: proof %d of level %d: %w", t.index, t.level, err)
		}
		s.finish(t.node, proof)
	}
}

// take waits for a task and says how many goroutines it may use. The zero task
// means that there is nothing left to do.
func (s *schedule) take() (task, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		if s.stopped || s.root != nil {
			return task{}, 0, nil
		}
		for level := len(s.ready) - 1; level > 0; level-- {
			if queue := s.ready[level]; len(queue) > 0 {
				s.ready[level] = queue[1:]
				return queue[0], s.start(), nil
			}
		}
		if s.drawn < s.counts[0] {
			run, err, ok := s.next()
			if !ok {
				err = fmt.Errorf("%w: %d instead of %d", ErrLeafCount, s.drawn, s.counts[0])
			}
			if err != nil {
				return task{}, 0, err
			}
			s.drawn++
			return task{node{0, s.drawn - 1}, run}, s.start(), nil
		}
		s.changed.Wait()
	}
}

// start counts a task as running and returns its share of the workers: all of
// them if there is nothing else to do.
func (s *schedule) start() int {
	s.running++
	tasks := s.running + s.counts[0] - s.drawn
	for _, queue := range s.ready {
		tasks += len(queue)
	}
	return max(1, s.tree.Workers/min(tasks, max(1, s.tree.Workers)))
}

// finish hands a proof to its parent.
func (s *schedule) finish(n node, proof *circuit.Proof) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed.Broadcast()
	s.running--
	s.tree.done(n.level, n.index)
	if n.level == len(s.tree.Levels) {
		s.root = proof
		return
	}
	level := s.tree.Levels[n.level]
	parent := node{n.level + 1, n.index / level.FanIn()}
	g, ok := s.waiting[parent]
	if !ok {
		g = s.newGroup(parent, level.FanIn())
	}
	g.proofs[n.index%level.FanIn()] = proof
	g.missing--
	if g.missing > 0 {
		s.waiting[parent] = g
		return
	}
	delete(s.waiting, parent)
	s.ready[parent.level] = append(s.ready[parent.level], task{parent, func(ctx context.Context, workers int) (*circuit.Proof, error) {
		return level.Aggregate(ctx, g.proofs, workers)
	}})
}

// newGroup prepares the children of a node: absent ones are empty subtrees.
func (s *schedule) newGroup(parent node, fanIn int) group {
	below := parent.level - 1
	present := min(fanIn, s.counts[below]-parent.index*fanIn)
	g := group{proofs: repeat(s.empty[below], fanIn), missing: present}
	return g
}

// stop makes all workers return.
func (s *schedule) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
	s.changed.Broadcast()
}
