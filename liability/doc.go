// Package liability defines the statement that is proved: accounts, the tree
// over them, and what a user checks to be in it.
//
// An [Account] holds, per token, what an exchange owes a user (equity) and what
// the user owes it (debt). Every account becomes a leaf with its total equity E
// and debt D. The global proof, which other packages make and verify, shows
// that a tree has the published root, that its leaves add up to the published
// totals, and that no leaf has a debt above its equity or a value out of range.
// An [Inclusion] shows one user that their account is one of those leaves.
//
// The two profiles differ in what a leaf binds:
//
//	Standard  leaf = P(commitment, E, D, 0, 0 | tag, 0, 0, 0)
//	          commitment = hash of id, salt, and all values
//	OKXv2     leaf = hash of id, E, D
//
// Standard leaves carry a tag in the sponge's capacity, so that no leaf can be
// read as an inner node; a salt hides the values from the owners of
// neighbouring leaves; and the round (tokens, unit, time) is bound through its
// context, see [Round.Context]. In OKXv2 the values of single tokens and the
// round are bound by nothing, neighbours can guess the balances of ids that
// they know, and only the fixed length of paths keeps leaves and nodes apart.
// It exists for compatibility with OKX's proof-of-reserves-v2.
//
// # Building
//
// Trees of tens of millions of accounts are built batch by batch:
// [Committer.Leaves] and [NewBatch] for each batch, in any order and in
// parallel, then [NewTree] over the batches' roots. Leaves are kept in
// memory, or computed again when paths are issued.
//
// # Checking
//
// [Inclusion.Check] and [Path.Root] take untrusted input and never panic. They
// are exact: indices are not reduced, lengths must match, sums are computed
// over integers with overflow detected.
package liability
