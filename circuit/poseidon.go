package circuit

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// PoseidonGate computes one Poseidon permutation. If swap is 1, the first four
// inputs are exchanged with the next four before, which puts the two children
// of a Merkle tree's node in order; the gate constrains swap to be 0 or 1.
//
// The inputs of the S-boxes are wires, those of the first round excepted, so
// that every constraint has the degree of one S-box:
//
//	wires  0-11    inputs
//	      12-23    outputs
//	      24       swap
//	      25-28    swap·(input[i+4] − input[i])
//	      29-64    S-boxes of the full rounds 1 to 3
//	      65-86    S-boxes of the partial rounds 4 to 25
//	      87-134   S-boxes of the full rounds 26 to 29
type PoseidonGate struct{}

// Where the parts of the row start, and the rounds at which the kind of the
// rounds changes.
const (
	poseidonSwap    = 2 * hash.Width
	poseidonDelta   = poseidonSwap + 1
	poseidonFirst   = poseidonDelta + hash.DigestLen
	poseidonPartial = poseidonFirst + (hash.FullRounds/2-1)*hash.Width
	poseidonLast    = poseidonPartial + hash.PartialRounds
	poseidonWires   = poseidonLast + hash.FullRounds/2*hash.Width

	poseidonPartialRound = hash.FullRounds / 2
	poseidonLastRound    = poseidonPartialRound + hash.PartialRounds
)

// WireInput returns the wire of input i.
func (PoseidonGate) WireInput(i int) int { return i }

// WireOutput returns the wire of output i.
func (PoseidonGate) WireOutput(i int) int { return hash.Width + i }

// WireSwap returns the wire of swap.
func (PoseidonGate) WireSwap() int { return poseidonSwap }

// wireDelta returns the wire of swap·(input[i+4] − input[i]).
func (PoseidonGate) wireDelta(i int) int { return poseidonDelta + i }

// wireSBox returns the wire of the input of S-box i of a round other than 0.
// Partial rounds have the S-box 0 only.
func (PoseidonGate) wireSBox(round, i int) int {
	switch {
	case round < poseidonPartialRound:
		return poseidonFirst + (round-1)*hash.Width + i
	case round < poseidonLastRound:
		return poseidonPartial + round - poseidonPartialRound
	}
	return poseidonLast + (round-poseidonLastRound)*hash.Width + i
}

// numSBoxes returns the number of S-boxes of a round.
func (PoseidonGate) numSBoxes(round int) int {
	if poseidonPartialRound <= round && round < poseidonLastRound {
		return 1
	}
	return hash.Width
}

// ID implements [Gate].
func (PoseidonGate) ID() string {
	return fmt.Sprintf("PoseidonGate(%s)<WIDTH=%d>", phantomField, hash.Width)
}

// NumWires implements [Gate].
func (PoseidonGate) NumWires() int { return poseidonWires }

// NumConstants implements [Gate].
func (PoseidonGate) NumConstants() int { return 0 }

// NumConstraints implements [Gate].
func (PoseidonGate) NumConstraints() int {
	sboxes := (hash.FullRounds-1)*hash.Width + hash.PartialRounds // with a wire
	return 1 + hash.DigestLen + sboxes + hash.Width
}

// Degree implements [Gate].
func (PoseidonGate) Degree() int { return 7 }

// Constrain implements [Gate].
func (g PoseidonGate) Constrain(c *Constraints) {
	swap := c.Wire(g.WireSwap())
	c.Bool(swap)

	var state [hash.Width]Expr
	for i := range state {
		state[i] = c.Wire(g.WireInput(i))
	}
	for i := range hash.DigestLen {
		left, right, delta := state[i], state[i+4], c.Wire(g.wireDelta(i))
		c.Equal(c.Mul(swap, c.Sub(right, left)), delta)
		state[i], state[i+4] = c.Add(left, delta), c.Sub(right, delta)
	}

	// plonky2 moves the constants and the dense part of the matrix of the
	// partial rounds to their start. That changes neither element 0 of the
	// state before any S-box nor the output, so the constraints are the same
	// polynomials. Here constants wait as plain numbers, through any number of
	// matrices, until an S-box needs them: element i is state[i] + pending[i].
	var pending hash.State
	for round := range hash.Rounds {
		for i := range pending {
			pending[i] = pending[i].Add(hash.RoundConstant(round, i))
		}
		for i := range g.numSBoxes(round) {
			x := c.AddConst(state[i], pending[i])
			if round > 0 {
				input := c.Wire(g.wireSBox(round, i))
				c.Equal(x, input)
				x = input
			}
			state[i], pending[i] = c.sbox(x), field.Zero()
		}
		state = c.PoseidonMDS(state)
		hash.MDS(&pending)
	}
	// The last round has S-boxes everywhere, so nothing is pending.
	for i := range state {
		c.Equal(state[i], c.Wire(g.WireOutput(i)))
	}
}

// sbox returns x^7.
func (c *Constraints) sbox(x Expr) Expr {
	x2 := c.Mul(x, x)
	x4 := c.Mul(x2, x2)
	return c.Mul(c.Mul(x2, x), x4)
}

// Operations implements [Gate].
func (g PoseidonGate) Operations() []Operation {
	return []Operation{{
		Inputs:  append(columns(g.WireInput(0), hash.Width), g.WireSwap()),
		Outputs: append(columns(g.WireOutput(0), hash.Width), columns(g.wireDelta(0), poseidonWires-poseidonDelta)...),
		Compute: g.compute,
	}}
}

// compute runs the permutation. Its outputs are the permuted state, the deltas
// and the inputs of the S-boxes in the order of the rounds.
func (g PoseidonGate) compute(out, in, _ []field.Element) error {
	state, swap := hash.State(in), in[hash.Width]
	if !swap.IsZero() && !swap.IsOne() {
		return fmt.Errorf("circuit: Poseidon gate with swap %v, want 0 or 1", swap)
	}
	permuted, deltas, rest := out[:hash.Width], out[hash.Width:], out[hash.Width+hash.DigestLen:]
	for i := range hash.DigestLen {
		delta := swap.Mul(state[i+4].Sub(state[i]))
		state[i], state[i+4] = state[i].Add(delta), state[i+4].Sub(delta)
		deltas[i] = delta
	}
	for round := range hash.Rounds {
		for i := range state {
			state[i] = state[i].Add(hash.RoundConstant(round, i))
		}
		sboxes := g.numSBoxes(round)
		if round > 0 {
			copy(rest, state[:sboxes])
			rest = rest[sboxes:]
		}
		for i := range sboxes {
			x2 := state[i].Square()
			state[i] = x2.Mul(state[i]).Mul(x2.Square())
		}
		hash.MDS(&state)
	}
	copy(permuted, state[:])
	return nil
}
