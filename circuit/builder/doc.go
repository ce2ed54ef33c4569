// Package builder lays out circuits and computes their witnesses.
//
// A [Builder] records gates and copy constraints. Its basic gadgets (arithmetic
// in both fields, splitting, range checks, selection, random access, Poseidon,
// Merkle paths) place their gates exactly as plonky2 1.1.0 does, so that the
// same sequence of calls gives the same rows, constants and permutation, hence
// the same verifier key.
//
// [Builder.Build] turns the record into a [Circuit]: it fixes the rows, commits
// to constants and permutation, and compiles the witness program, a flat list
// of operations in an order in which their inputs are known. A [Witness] holds
// the memory of one run of that program:
//
//	b := builder.New(circuit.StandardConfig())
//	x := b.NewTarget()
//	b.RegisterPublicInput(b.Square(x))
//	c, err := b.Build()
//	...
//	w := c.NewWitness()
//	w.Set(x, field.New(3))
//	columns, publicInputs, err := w.Run(rand.Reader, workers)
//
// Gadgets panic if the caller breaks their documented preconditions, which
// depend on the circuit and never on the values of a witness. Everything that
// depends on values is an error of [Witness.Run].
package builder
