// Package workload holds the work whose cost is measured, by por bench and by
// benchmarks: kernels at the sizes that a batch proof needs, whole proofs, and
// their verification.
package workload

import (
	"context"
	"time"
)

// Workload is one kind of work to measure.
type Workload struct {
	Name string
	Unit string // what [Work.Count] counts, in the plural

	Sequential bool // runs on one core, whatever Options.Workers says
	Long       bool // takes about a minute on one core, or more, and has no smaller amount

	// Prepare does what is not to be measured. It returns the context's error
	// soon after it is cancelled, as far as the packages it calls do.
	Prepare func(ctx context.Context, o Options) (*Work, error)
}

// Options scale a workload.
type Options struct {
	Workers int  // number of goroutines
	Quick   bool // less work, where there is a smaller amount that is telling
}

// Work is what is to be measured, ready to run, any number of times.
type Work struct {
	Count int           // units of work in a run
	Build time.Duration // what building the circuits took, 0 without circuits
	Run   func(ctx context.Context) error
}

// All returns every workload, from the kernels to whole rounds.
func All() []Workload {
	return []Workload{
		{Name: "poseidon", Unit: "permutations", Prepare: preparePoseidon},
		{Name: "lde_2e15_x135", Unit: "columns", Prepare: prepareLDE},
		{Name: "tree_2e18_x135", Unit: "leaves", Prepare: prepareTree},
		{Name: "okxv2_1024x20", Unit: "accounts", Prepare: prepareBatch(20)},
		{Name: "okxv2_1024x200", Unit: "accounts", Prepare: prepareBatch(200)},
		{Name: "recursion_4", Unit: "proofs", Prepare: prepareRecursion(4)},
		{Name: "recursion_16", Unit: "proofs", Long: true, Prepare: prepareRecursion(16)},
		{Name: "build_1024x20", Prepare: prepareBuild},
		{Name: "verify_root", Unit: "proofs", Sequential: true, Prepare: prepareVerifyRoot},
		{Name: "standard_accounts", Unit: "accounts", Prepare: prepareRound},
		{Name: "verify_user", Unit: "users", Sequential: true, Prepare: prepareVerifyUser},
	}
}
