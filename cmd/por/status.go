package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/zkpor/por/batch/accounts"
	"github.com/zkpor/por/verify"
)

// Exit statuses.
const (
	statusPassed  = 0
	statusFailed  = 1 // what was to be verified or checked is wrong
	statusUnknown = 2 // there is no answer
)

var (
	// errFailed marks an error that is the answer to what was asked.
	errFailed = errors.New("failed")

	// errUsage marks a command line that makes no sense.
	errUsage = errors.New("wrong usage")
)

// status returns the exit status for the error of a command.
func status(err error) int {
	var failed *verify.Error
	switch {
	case err == nil:
		return statusPassed
	case errors.As(err, new(*fs.PathError)):
		return statusUnknown
	case errors.As(err, &failed) && failed.Check != verify.CheckKey:
		return statusFailed
	case errors.Is(err, errFailed), errors.As(err, new(*accounts.Error)):
		return statusFailed
	}
	return statusUnknown
}

// marked is an error of a kind that its text does not repeat.
type marked struct {
	error
	kind error
}

func (m marked) Unwrap() []error { return []error{m.error, m.kind} }

// failf returns an error with statusFailed.
func failf(format string, args ...any) error {
	return marked{fmt.Errorf(format, args...), errFailed}
}

func usageError(err error) error { return marked{err, errUsage} }

func usagef(format string, args ...any) error { return usageError(fmt.Errorf(format, args...)) }

// usageArgs is check with its errors marked as errUsage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError(err)
		}
		return nil
	}
}

// requireFlags marks flags as required.
func requireFlags(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // no such flag: a bug in this program
		}
	}
}
