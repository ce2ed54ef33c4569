package prover

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
)

// answerQueries opens every oracle and every layer at each position.
func answerQueries(commitments []*Commitment, layers []*layer, indices []int, w *Workspace) []fri.QueryRound {
	rounds := make([]fri.QueryRound, len(indices))
	for q := range rounds {
		rounds[q] = fri.QueryRound{
			Initial: make([]fri.InitialOpening, len(commitments)),
			Steps:   make([]fri.QueryStep, len(layers)),
		}
	}
	var e *evaluator // the same for all, as their rows have the same points
	for i, c := range commitments {
		if e == nil {
			e = c.newEvaluator(indices, w)
		}
		for q, opening := range c.open(indices, e, w) {
			rounds[q].Initial[i] = opening
		}
	}
	for q, index := range indices {
		for i, l := range layers {
			index >>= l.arityBits
			rounds[q].Steps[i] = l.open(index)
		}
	}
	return rounds
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
