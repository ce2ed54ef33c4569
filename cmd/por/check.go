package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/batch/accounts"
)

func newCheck() *cobra.Command {
	var in []string
	var tokens string
	cmd := &cobra.Command{
		Use:   "check --in DIR",
		Short: "Check account files and report every bad record",
		Args:  usageArgs(cobra.NoArgs),
	}
	f := cmd.Flags()
	f.StringArrayVar(&in, "in", nil, "account file, or folder with account files; may be repeated")
	f.StringVar(&tokens, "tokens", "", tokensUsage)
	profile := addProfile(cmd)
	requireFlags(cmd, "in")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return check(cmd, in, tokens, profile.Profile)
	}
	return cmd
}

// check reports every fault on the error stream, then a summary.
func check(cmd *cobra.Command, in []string, tokenFlag string, profile por.Profile) error {
	tokens, err := parseTokens(tokenFlag)
	if err != nil {
		return err
	}
	files, err := accounts.Files(in...)
	if err != nil {
		return err
	}
	unreadable := 0
	cfg := accounts.Config{Profile: profile, Tokens: tokens}
	summary, err := accounts.Check(cmd.Context(), files, cfg, func(e *accounts.Error) bool {
		fmt.Fprintln(cmd.ErrOrStderr(), e)
		if status(e) == statusUnknown {
			unreadable++
		}
		return true
	})
	if err != nil {
		return err
	}
	t := newTable(cmd.OutOrStdout())
	t.row("files", "%d", len(files))
	t.row("accounts", "%d", summary.Accounts)
	t.row("tokens", "%d (%s)", len(summary.Tokens), strings.Join(summary.Tokens, ","))
	t.sums(summary.Sums)
	if err := t.flush(); err != nil {
		return err
	}
	if unreadable > 0 {
		return fmt.Errorf("%s could not be read", count(unreadable, "file"))
	}
	if summary.Faults > 0 {
		return failf("%s in the accounts; the summary is of the others", count(int(summary.Faults), "fault"))
	}
	return nil
}
