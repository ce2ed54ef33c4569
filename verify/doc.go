// Package verify decides whether proofs hold. With what it imports it is the
// trusted base of the library; it knows nothing of proving.
//
// A verifier brings a [Key], which names one circuit, and a [Policy], which
// bounds the error it is ready to accept. Nothing is taken from the proof under
// test: the number of queries, the proof-of-work bits and the circuit are the
// key's, and a key that is too weak for the policy refuses every proof.
//
// What a nil error of [Proof] means: up to the error of the parameters, whoever
// made the proof knew a witness that satisfies the circuit behind the key with
// these public inputs. That the circuit states what one believes it to state is
// for whoever pins the key to establish, by building the circuit from source and
// comparing fingerprints.
//
// The one exception is [OKXGlobal], which on request takes the circuit from a
// file and then says so in its result.
//
// Every function is safe for concurrent use and never panics, whatever the
// input. None runs in constant time: all it sees is public.
package verify
