// Package cpu says which of the assembly kernels this processor can run.
//
// The packages with kernels take the [Tier] as an argument of unexported
// functions and pass [Best] from exported ones, so that their tests run every
// tier of [Tiers] side by side. A switch on the tier calls each kernel by name: a
// call through a function value would move the arguments to the heap.
package cpu
