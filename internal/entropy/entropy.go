// Package entropy is where a prover's random field elements come from.
//
// A proof of a circuit with zero knowledge needs millions of them: salts of
// every row of three trees, blinding rows, unused wires. Drawing each from the
// operating system would cost more than hashing it, so a [Source] is a ChaCha8
// generator with a fresh 256-bit seed from crypto/rand. ChaCha8 is the
// generator behind the Go runtime's own secure randomness; it erases its key
// as it goes, and predicting an output without the seed means breaking ChaCha
// with eight rounds, for which no attack is known. That is well beyond the
// hundred bits that the proofs themselves aim at.
//
// The package is internal so that only this module can make a prover
// deterministic, which its tests need and which would ruin zero knowledge
// anywhere else.
package entropy

import (
	crand "crypto/rand"
	"io"
	"math/rand/v2"
)

// Source makes the readers of random bytes, one for each proof. Its zero value
// is the secure one.
type Source struct {
	fixed func() io.Reader
}

// Fixed returns a source whose readers are made by f. Proofs that use it hide
// nothing unless f's readers are unpredictable.
func Fixed(f func() io.Reader) Source { return Source{fixed: f} }

// Zeros returns a source of zero bytes, under which proofs are those of a
// plonky2 whose random draws all yield zero.
func Zeros() Source { return Fixed(func() io.Reader { return zeros{} }) }

// Reader returns the reader for one proof: by default ChaCha8 with a new seed.
// A reader is not safe for concurrent use.
func (s Source) Reader() io.Reader {
	if s.fixed != nil {
		return s.fixed()
	}
	var seed [32]byte
	if _, err := crand.Read(seed[:]); err != nil {
		panic(err) // crypto/rand crashes the program before it returns an error
	}
	return rand.NewChaCha8(seed)
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}
