package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/zkpor/por/batch/accounts"
)

func newGen() *cobra.Command {
	var g accounts.Generator
	var out string
	cmd := &cobra.Command{
		Use:   "gen --accounts N --tokens T --out DIR",
		Short: "Make up accounts for a test",
		Long: `Writes made-up accounts in OKX's format into a folder. The same numbers and
seed make the same files.`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			files, err := g.Generate(cmd.Context(), out)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "wrote %d accounts with %d tokens to %s in %s\n",
				g.Accounts, g.Tokens, count(len(files), "file"), out)
			return nil
		},
	}
	f := cmd.Flags()
	f.Uint64Var(&g.Accounts, "accounts", 0, "number of accounts")
	f.IntVar(&g.Tokens, "tokens", 0, "number of tokens")
	f.StringVar(&out, "out", "", "folder to write to")
	f.Uint64Var(&g.Seed, "seed", 0, "seed of the random numbers")
	f.IntVar(&g.PerFile, "per-file", accounts.DefaultPerFile, "accounts in a file")
	requireFlags(cmd, "accounts", "tokens", "out")
	return cmd
}
