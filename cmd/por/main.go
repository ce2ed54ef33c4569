// Command por proves what an exchange owes to its users and verifies such
// proofs. Run without a subcommand it validates the proofs that lie beside it;
// por --help lists the subcommands.
//
// Its exit status is 0 if all that was asked for passed, 1 if a verification or
// a check of records failed, and 2 if there is no answer: wrong usage, input
// that cannot be read, an interrupted run.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
