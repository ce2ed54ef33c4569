package prover

import (
	"fmt"
	"runtime"

	"github.com/zkpor/por/internal/entropy"
)

// Option changes how a [Prover] works. No option changes what it proves.
type Option func(*config) error

type config struct {
	workers  int
	progress func(Stage)
	entropy  entropy.Source
}

func defaultConfig() config {
	return config{workers: runtime.GOMAXPROCS(0), progress: func(Stage) {}}
}

// WithWorkers sets the number of goroutines that a proof is spread over, at
// least 1. The default is GOMAXPROCS.
func WithWorkers(n int) Option {
	return func(c *config) error {
		if n < 1 {
			return fmt.Errorf("%w: %d workers", ErrOption, n)
		}
		c.workers = n
		return nil
	}
}

// WithProgress makes the prover call f at the end of each stage, on the
// goroutine that called Prove.
func WithProgress(f func(done Stage)) Option {
	return func(c *config) error {
		if f == nil {
			return fmt.Errorf("%w: no progress function", ErrOption)
		}
		c.progress = f
		return nil
	}
}

// WithEntropy replaces the source of random draws. Its argument can be made
// inside this module only: a proof that hides its witness needs the default.
func WithEntropy(s entropy.Source) Option {
	return func(c *config) error {
		c.entropy = s
		return nil
	}
}

// Stage is a part of the work on a proof.
type Stage uint8

// The stages in order.
const (
	StageWitness     Stage = iota // running the witness program
	StageWires                    // committing to the wires
	StagePermutation              // computing and committing to Zs and partial products
	StageQuotient                 // computing and committing to the quotients
	StageOpenings                 // evaluating all polynomials at the opening point
	StageFRI                      // proving the openings
)

// String returns the name of the stage.
func (s Stage) String() string {
	names := [...]string{"witness", "wires", "permutation", "quotient", "openings", "fri"}
	if int(s) >= len(names) {
		return fmt.Sprintf("stage(%d)", uint8(s))
	}
	return names[s]
}
