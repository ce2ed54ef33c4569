package builder

import (
	"math/bits"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// blind appends rows with random values, so that the opened values of a proof
// reveal nothing: a row for each value opened of a wire polynomial, and a pair
// of rows with equal values for each value opened of a permutation product,
// which takes on the values of the wires multiplied up.
func (b *Builder) blind() ([]randomRow, error) {
	wires, products, err := b.blindingRows()
	if err != nil {
		return nil, err
	}
	var random []randomRow
	for range wires {
		row := b.AddGate(circuit.NoopGate{})
		random = append(random, randomRow{row, 0, b.config.NumWires, -1})
	}
	for range products {
		row := b.AddGate(circuit.NoopGate{})
		twin := b.AddGate(circuit.NoopGate{})
		random = append(random, randomRow{row, 0, b.config.NumRoutedWires, twin})
	}
	return random, nil
}

// blindingRows returns how many values a proof opens of each wire polynomial
// and of each permutation product. The numbers depend on the degree, and the
// degree on the numbers, so it takes the smallest degree that has room for all.
func (b *Builder) blindingRows() (wires, products int, err error) {
	for degreeBits := bits.Len(uint(len(b.rows) - 1)); degreeBits <= field.TwoAdicity; degreeBits++ {
		params, paramsErr := fri.NewParams(b.config.FRI, b.dialect, degreeBits, true)
		if paramsErr != nil {
			err = paramsErr // too small for the cap, for example
			continue
		}
		// A query opens a row, and a coset for each folding step; the final
		// polynomial is given as a whole. Cosets count without the value that
		// is known from the step before.
		points := params.FinalPolyLen()
		for _, arity := range params.ArityBits {
			points += 1<<arity - 1
		}
		queries := params.NumQueries * (1 + field.Degree*points)

		wires = queries + field.Degree      // zeta
		products = queries + 2*field.Degree // zeta and g·zeta
		if len(b.rows)+wires+2*products <= 1<<degreeBits {
			return wires, products, nil
		}
	}
	return 0, 0, err
}
