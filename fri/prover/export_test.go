package prover

import "github.com/zkpor/por/field/vec"

// The stages of Prove, for tests that cheat in one of them.
var (
	Combine       = combine
	CommitPhase   = commitPhase
	NewLayer      = newLayer
	FoldCoeffs    = foldCoeffs
	Grind         = grind
	AnswerQueries = answerQueries
	Caps          = caps
)

// EvaluationDomain is the coset of the first layer.
var EvaluationDomain = evaluationDomain

// Fold is coset.fold.
func (c coset) Fold(arityBits int) coset { return c.fold(arityBits) }

// Evaluate is coset.evaluate.
func (c coset) Evaluate(coeffs vec.Ext, w *Workspace) vec.Ext { return c.evaluate(coeffs, w) }

// Layer is the oracle of one folding step.
type Layer = layer
