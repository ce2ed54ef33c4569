// Package par runs loops on a bounded number of goroutines.
//
// A loop body that panics makes the call panic with the same value on the
// caller's goroutine, once every goroutine of the call has ended; of several
// panics one is passed on. The order in which indices run is unspecified, so
// bodies must touch disjoint data.
package par

import (
	"sync"
	"sync/atomic"
)

// Range splits [0, n) into at most workers contiguous chunks of equal length,
// give or take one, and calls f on all of them at the same time. The calls
// cover every index once. With workers ≤ 1 or n = 1 it calls f(0, n) on the
// caller's goroutine; with n ≤ 0 it does nothing.
func Range(workers, n int, f func(from, to int)) {
	if n <= 0 {
		return
	}
	workers = max(1, min(workers, n))
	if workers == 1 {
		f(0, n)
		return
	}
	size, longer := n/workers, n%workers
	start := func(chunk int) int { return chunk*size + min(chunk, longer) }
	run(workers, func(chunk int) { f(start(chunk), start(chunk+1)) })
}

// Each calls f once for every i in [0, n), on at most workers goroutines. A
// goroutine takes the next index when it is done with the last, so calls may
// differ in length. With workers ≤ 1 it runs on the caller's goroutine, in
// order.
func Each(workers, n int, f func(i int)) {
	workers = min(workers, n)
	if workers <= 1 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	run(workers, func(int) {
		for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
			f(int(i))
		}
	})
}

// run calls f(0), …, f(n−1) at the same time, f(0) on the caller's goroutine.
func run(n int, f func(worker int)) {
	var (
		wg    sync.WaitGroup
		once  sync.Once
		value any // of the first panic
	)
	call := func(worker int) {
		defer func() {
			if r := recover(); r != nil {
				once.Do(func() { value = r })
			}
		}()
		f(worker)
	}
	for worker := 1; worker < n; worker++ {
		wg.Go(func() { call(worker) })
	}
	call(0)
	wg.Wait()
	if value != nil {
		panic(value)
	}
}
