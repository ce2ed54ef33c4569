package main

import (
	"github.com/spf13/cobra"

	"github.com/zkpor/por"
)

// profileFlag is a profile as a flag.
type profileFlag struct{ por.Profile }

// Set implements pflag.Value.
func (f *profileFlag) Set(s string) error { return f.UnmarshalText([]byte(s)) }

// Type implements pflag.Value.
func (f *profileFlag) Type() string { return "profile" }

// addProfile adds the flag for the profile, which is standard by default.
func addProfile(cmd *cobra.Command) *profileFlag {
	f := &profileFlag{por.Standard}
	cmd.Flags().Var(f, "profile", "statement to prove: standard or okxv2")
	return f
}
