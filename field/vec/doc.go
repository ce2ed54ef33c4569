// Package vec holds slice kernels over the Goldilocks field and its quadratic
// extension.
//
// The destination comes first. All slices of a call have the same length, or
// the kernel panics. A destination may be the same slice as any operand but
// must not overlap one in part; operands may overlap each other freely.
//
// Columns of the extension are two base columns, see [Ext]: what is linear over
// the base field (transforms, hashing, sums) then works on each of them alone.
package vec

//go:generate go -C ../../internal/asmgen run ./vec -out ../../field/vec/kernels_amd64.s -stubs ../../field/vec/kernels_amd64.go -pkg vec
