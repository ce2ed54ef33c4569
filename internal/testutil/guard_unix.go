//go:build unix

package testutil

import (
	"syscall"
	"testing"
	"unsafe"
)

// BeforeGuard returns a slice of n zeros that ends where an inaccessible page
// starts, so that kernels that reach beyond it crash. T must not contain
// pointers.
func BeforeGuard[T any](tb testing.TB, n int) []T {
	tb.Helper()
	page := syscall.Getpagesize()
	size := n * int(unsafe.Sizeof(*new(T)))
	pages := (size + page - 1) / page * page
	mem, err := syscall.Mmap(-1, 0, pages+page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = syscall.Munmap(mem) })
	if err := syscall.Mprotect(mem[pages:], syscall.PROT_NONE); err != nil {
		tb.Fatal(err)
	}
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&mem[pages-size])), n)
}
