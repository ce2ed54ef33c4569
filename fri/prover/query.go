package prover

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/par"
)

// answerQueries opens every oracle and every layer at each position.
func answerQueries(commitments []*Commitment, layers []*layer, indices []int, workers int) []fri.QueryRound {
	rounds := make([]fri.QueryRound, len(indices))
	par.Range(workers, len(indices), func(from, to int) {
		for q := from; q < to; q++ {
			rounds[q] = answerQuery(commitments, layers, indices[q])
		}
	})
	return rounds
}

func answerQuery(commitments []*Commitment, layers []*layer, index int) fri.QueryRound {
	round := fri.QueryRound{
		Initial: make([]fri.InitialOpening, len(commitments)),
		Steps:   make([]fri.QueryStep, len(layers)),
	}
	for i, c := range commitments {
		round.Initial[i] = c.Open(index)
	}
	for i, l := range layers {
		index >>= l.arityBits
		round.Steps[i] = l.open(index)
	}
	return round
}

// open returns leaf i with its path.
func (l *layer) open(i int) fri.QueryStep {
	evals := make([]field.Ext, 1<<l.arityBits)
	row := l.rows[i*field.Degree*len(evals):]
	for j := range evals {
		evals[j] = field.Ext{A0: row[field.Degree*j], A1: row[field.Degree*j+1]}
	}
	return fri.QueryStep{Evals: evals, Path: l.tree.Path(i)}
}
