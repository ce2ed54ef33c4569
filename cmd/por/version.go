package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
	"github.com/zkpor/por/verify"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print versions and the fingerprints of the pinned keys",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return printVersion(cmd.OutOrStdout())
		},
	}
}

func printVersion(w io.Writer) error {
	fmt.Fprintf(w, "por %s\n", buildVersion())
	fmt.Fprintf(w, "files version %d, statement version %d\n", proof.FileVersion, liability.FormatVersion)
	shape := liability.Shape{Profile: por.Standard, BatchSize: por.DefaultBatchSize(por.Standard), FanIn: por.DefaultFanIn, Levels: 1}
	for ; shape.Validate() == nil; shape.Levels++ {
		key, err := verify.PinnedKey(shape)
		if errors.Is(err, verify.ErrNotPinned) {
			break
		}
		if err != nil {
			return err
		}
		printKey(w, key)
	}
	return nil
}

// buildVersion returns the version of the module and, if known, the commit that
// the program was built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	settings := make(map[string]string)
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	version := info.Main.Version + " " + info.GoVersion
	if revision := settings["vcs.revision"]; revision != "" {
		version += " " + revision
	}
	if settings["vcs.modified"] == "true" {
		version += " (modified)"
	}
	return version
}
