package fri

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/merkle"
)

// Proof shows that committed functions are close to polynomials of low degree
// and take the claimed values at the opening points.
type Proof struct {
	// CommitPhaseCaps holds one Merkle cap per folding step.
	CommitPhaseCaps []merkle.Cap

	// QueryRounds holds one entry per query, in the order of the queries.
	QueryRounds []QueryRound

	// FinalPoly holds the coefficients of the last folded polynomial, lowest
	// degree first.
	FinalPoly []field.Ext

	// PowWitness is the proof-of-work nonce.
	PowWitness field.Element
}

// QueryRound opens every oracle and every folding step at one query index.
type QueryRound struct {
	Initial []InitialOpening // one per oracle
	Steps   []QueryStep      // one per folding step
}

// InitialOpening is one row of an oracle: a value per polynomial, then
// [SaltLen] salt elements if the oracle is blinded.
type InitialOpening struct {
	Values []field.Element
	Path   merkle.Path
}

// QueryStep is one leaf of a folding step's tree: the values on a coset of
// size 2^arityBits, in bit-reversed order.
type QueryStep struct {
	Evals []field.Ext
	Path  merkle.Path
}

// SaltLen is the number of random elements appended to each row of a blinded
// oracle.
const SaltLen = 4
