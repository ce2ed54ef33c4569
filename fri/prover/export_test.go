package prover

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

// Layer is the oracle of one folding step.
type Layer = layer
