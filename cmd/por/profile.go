package main

import (
	"fmt"

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

// addBatchSize adds the flag for the batch size, which is 0 by default.
func addBatchSize(cmd *cobra.Command, n *int) {
	cmd.Flags().IntVar(n, "batch-size", 0, fmt.Sprintf("accounts in a batch (default %d; with okxv2 %d, and a power of two)",
		por.DefaultBatchSize(por.Standard), por.DefaultBatchSize(por.OKXv2)))
}

// batchSize returns n, or the default of the profile for 0.
func batchSize(n int, p por.Profile) int {
	if n == 0 {
		return por.DefaultBatchSize(p)
	}
	return n
}
