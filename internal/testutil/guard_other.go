//go:build !unix

package testutil

import "testing"

// BeforeGuard returns a slice of n zeros, without a guard on this system.
func BeforeGuard[T any](_ testing.TB, n int) []T { return make([]T, n) }
