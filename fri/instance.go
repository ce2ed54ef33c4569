package fri

import "github.com/zkpor/por/field"

// Oracle describes one committed batch of polynomials.
type Oracle struct {
	NumPolys int
	// Blinded says that rows carry [SaltLen] salts if the parameters hide.
	Blinded bool
}

// Polynomial names one polynomial of one oracle.
type Polynomial struct{ Oracle, Index int }

// Range returns the polynomials [from, to) of an oracle.
func Range(oracle, from, to int) []Polynomial {
	out := make([]Polynomial, 0, to-from)
	for i := from; i < to; i++ {
		out = append(out, Polynomial{oracle, i})
	}
	return out
}

// Batch is a set of polynomials that are opened at the same point.
type Batch struct {
	Point       field.Ext
	Polynomials []Polynomial
}

// Instance states what is opened where. FRI knows nothing else of the protocol
// above it.
type Instance struct {
	Oracles []Oracle
	Batches []Batch
}

// Openings are the claimed values of an instance: Openings[i][j] belongs to
// polynomial j of batch i.
type Openings [][]field.Ext
