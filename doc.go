// Package por proves what an exchange owes: a zero-knowledge proof of
// liabilities over a Merkle tree of all accounts.
//
// The exchange makes one global proof for a snapshot of its accounts, publishes
// it, and hands every user an inclusion proof. Each user checks both alone and
// offline:
//
//	result, err := por.Prove(accounts, por.WithTokens("BTC", "ETH"), por.WithRound("2026-11"))
//	...
//	err = por.VerifyUser(result.Users[i], por.WithGlobal(result.Global))
//
// [Prover] does the same for accounts that stream from a database.
//
// # What is proved
//
// A verified global proof shows, without revealing any balance, that every
// account's equity covers its debt, that every value is in range, that the
// published totals are the exact sums over all accounts, and that the root is
// the Merkle root over exactly these accounts. A verified inclusion proof shows
// that this root contains the user's own id and values.
//
// It is not proved that the exchange holds assets, nor that nobody was left
// out: a user who never checks may be missing. docs/security.md has the
// statement in full, with the assumptions behind it.
//
// # Trust
//
// There is no trusted setup; security rests on the Poseidon hash and on FRI,
// with 100 bits under the conjecture that plonky2's figures rely on. A verifier
// takes nothing on trust from the file it checks: circuit and parameters come
// from a key that is part of this library, or that the caller names, and the
// root comes from a verified global proof, or from the caller.
//
// Package verify has the verifier alone, with few dependencies. Proving is not
// constant-time; it runs where the balances are known anyway.
package por
