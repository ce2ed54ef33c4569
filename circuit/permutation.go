package circuit

import "github.com/zkpor/por/field"

// The permutation argument shows that wires which a circuit connects are
// equal. Routed wire j of the row x ∈ H has the name k_j·x, with shifts k_j
// that put the names of different columns into different cosets of H; the
// permutation of names is given by polynomials sigma_j. With challenges beta
// and gamma, the running product
//
//	Z(1) = 1,  Z(g·x) = Z(x) · Π_j (w_j + beta·k_j·x + gamma) / (w_j + beta·sigma_j + gamma)
//
// returns to 1. To keep degrees low it is taken in chunks of
// QuotientDegreeFactor wires, with a partial product polynomial between
// chunks:
//
//	Z(x) → partial 0 → partial 1 → … → Z(g·x)

// CosetShifts returns the first n shifts k_j: the powers of the generator of
// the multiplicative group, from 1.
func CosetShifts(g field.Generators, n int) []field.Element { return field.Powers(g.Group, n) }

// NumPartialProducts returns the number of partial products of a challenge.
func NumPartialProducts(numRoutedWires, quotientDegreeFactor int) int {
	return (numRoutedWires+quotientDegreeFactor-1)/quotientDegreeFactor - 1
}

// NumChunks returns the number of chunks of the permutation argument.
func (c *Common) NumChunks() int { return c.NumPartialProducts + 1 }

// ChunkWires returns the routed wires [from, to) of a chunk.
func (c *Common) ChunkWires(chunk int) (from, to int) {
	from = chunk * c.QuotientDegreeFactor
	return from, min(from+c.QuotientDegreeFactor, c.Config.NumRoutedWires)
}

// PartialProductsOf returns, of the partial products of all challenges, those
// of one.
func PartialProductsOf[T any](c *Common, all []T, challenge int) []T {
	return all[challenge*c.NumPartialProducts : (challenge+1)*c.NumPartialProducts]
}
