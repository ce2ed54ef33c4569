// Package bench holds the benchmarks whose figures docs/performance.md reports:
// kernels at the sizes that a batch proof needs, and whole proofs.
//
//	go test ./bench -run '^$' -bench 'Permute|LDE|Tree'
//	go test ./bench -run '^$' -bench 'Batch|Aggregation' -benchtime 1x -timeout 30m
//	go test ./bench -run '^$' -bench 'Verify'
//
// Flags after the package: -workers sets the number of goroutines, 1 by default;
// -row-bits scales the kernels down, 15 by default for columns of 2^15 rows.
//
// Rates are reported as metrics of their own, and on Linux so are the processor
// time of an iteration and the peak of the resident memory, in MiB. The packages
// that the kernels are in have finer benchmarks. What por bench measures is in
// package workload.
package bench
