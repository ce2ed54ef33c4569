package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/zkpor/por/batch/accounts"
)

func newCheck() *cobra.Command {
	var input inputFlags
	cmd := &cobra.Command{
		Use:   "check {--in DIR | --cfg FILE}",
		Short: "Check account files and report every bad record",
		Args:  usageArgs(cobra.NoArgs),
	}
	addInput(cmd, &input)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := input.configure(cmd); err != nil {
			return err
		}
		return check(cmd, &input)
	}
	return cmd
}

// check reports every fault on the error stream, then a summary.
func check(cmd *cobra.Command, input *inputFlags) error {
	tokens, err := input.tokenList()
	if err != nil {
		return err
	}
	files, err := accounts.Files(input.in...)
	if err != nil {
		return err
	}
	unreadable := 0
	cfg := accounts.Config{Profile: input.profile.Profile, Tokens: tokens}
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
