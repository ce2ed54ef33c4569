package par

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loops are the two loops in the form of Each, so that they share their tests.
var loops = map[string]func(workers, n int, f func(i int)){
	"Each": Each,
	"Range": func(workers, n int, f func(i int)) {
		Range(workers, n, func(from, to int) {
			for i := from; i < to; i++ {
				f(i)
			}
		})
	},
}

func TestEveryIndexOnce(t *testing.T) {
	for name, loop := range loops {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{0, 1, 2, 3, 7, 64, 101} {
				for _, workers := range []int{-1, 0, 1, 2, 3, 8, 200} {
					visits := make([]atomic.Int32, n)
					loop(workers, n, func(i int) { visits[i].Add(1) })
					for i := range visits {
						require.EqualValues(t, 1, visits[i].Load(), "index %d of %d, %d workers", i, n, workers)
					}
				}
			}
		})
	}
}

func TestNegativeCountRunsNothing(t *testing.T) {
	for name, loop := range loops {
		t.Run(name, func(t *testing.T) {
			loop(4, -1, func(i int) { t.Errorf("called with %d", i) })
		})
	}
}

func TestRangeChunksAreEven(t *testing.T) {
	for _, n := range []int{1, 5, 10, 11, 1000} {
		for _, workers := range []int{1, 2, 3, 4, 7} {
			var mu sync.Mutex
			var lengths []int
			Range(workers, n, func(from, to int) {
				mu.Lock()
				defer mu.Unlock()
				lengths = append(lengths, to-from)
			})
			require.Len(t, lengths, min(workers, n))
			for _, length := range lengths {
				assert.InDelta(t, float64(n)/float64(len(lengths)), length, 1)
				assert.Positive(t, length)
			}
		}
	}
}

func TestBoundedGoroutines(t *testing.T) {
	for name, loop := range loops {
		t.Run(name, func(t *testing.T) {
			const workers = 3
			var running, peak atomic.Int32
			loop(workers, 50, func(int) {
				now := running.Add(1)
				time.Sleep(100 * time.Microsecond)
				for {
					old := peak.Load()
					if now <= old || peak.CompareAndSwap(old, now) {
						break
					}
				}
				running.Add(-1)
			})
			assert.LessOrEqual(t, peak.Load(), int32(workers))
		})
	}
}

// TestRunsAtTheSameTime hangs if the calls of a loop wait for each other.
func TestRunsAtTheSameTime(t *testing.T) {
	for name, loop := range loops {
		t.Run(name, func(t *testing.T) {
			const n = 4
			var arrived sync.WaitGroup
			arrived.Add(n)
			loop(n, n, func(int) {
				arrived.Done()
				arrived.Wait()
			})
		})
	}
}

func TestPanicReachesCaller(t *testing.T) {
	boom := errors.New("boom")
	for name, loop := range loops {
		t.Run(name, func(t *testing.T) {
			for _, workers := range []int{1, 2, 4} {
				for _, bad := range []int{0, 5, 9} {
					require.PanicsWithValue(t, boom, func() {
						loop(workers, 10, func(i int) {
							if i == bad {
								panic(boom)
							}
						})
					}, "workers %d, index %d", workers, bad)
				}
			}
		})
	}
}

// TestPanicWaitsForOthers has one call panic while another still runs.
func TestPanicWaitsForOthers(t *testing.T) {
	release := make(chan struct{})
	var finished atomic.Bool
	require.Panics(t, func() {
		Range(2, 2, func(from, _ int) {
			if from == 0 {
				close(release)
				panic("first")
			}
			<-release
			time.Sleep(time.Millisecond)
			finished.Store(true)
		})
	})
	assert.True(t, finished.Load())
}
