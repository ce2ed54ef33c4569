package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// run executes a command line and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil {
		report(stderr, cmd, err)
	}
	return status(err)
}

// report prints an error in one line, and for wrong usage where to find help.
func report(w io.Writer, cmd *cobra.Command, err error) {
	if ctx := cmd.Context(); ctx != nil && ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	fmt.Fprintf(w, "por: %s\n", strings.TrimPrefix(err.Error(), "por: "))
	if errors.Is(err, errUsage) {
		fmt.Fprintf(w, "Run '%s --help' for usage.\n", cmd.CommandPath())
	}
}

func newRoot() *cobra.Command {
	var trusted trust
	root := &cobra.Command{
		Use:   "por",
		Short: "Prove what an exchange owes, and verify such proofs",
		Long: `por makes and verifies zero-knowledge proofs of liabilities.

Without a subcommand it validates the proofs that lie beside the program or in
the working directory: ` + globalFile + ` and ` + userPattern + `,
of por or of OKX's proof-of-reserves-v2, or of both.

The exit status is 0 if all that was asked for passed, 1 if a verification or a
check of records failed, and 2 if there is no answer.`,
		Args:              usageArgs(cobra.NoArgs),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		RunE: func(cmd *cobra.Command, _ []string) error {
			return validate(cmd.OutOrStdout(), programFolders(), trusted)
		},
	}
	addTrust(root, &trusted)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError(err) })
	root.AddCommand(
		newGen(), newCheck(), newProve(),
		newVerifyGlobal(), newVerifyUser(), newVerifyProof(),
		newKey(), newRebuildKey(), newExport(), newBench(), newVersion(),
	)
	return root
}
