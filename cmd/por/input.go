package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
)

// inputFlags are the flags that say which accounts there are.
type inputFlags struct {
	in      []string
	tokens  string
	profile *profileFlag
	cfg     string
	config  *config // nil without cfg
}

func addInput(cmd *cobra.Command, i *inputFlags) {
	f := cmd.Flags()
	f.StringArrayVar(&i.in, "in", nil, "account file, or folder with account files; may be repeated")
	f.StringVar(&i.tokens, "tokens", "", tokensUsage)
	f.StringVar(&i.cfg, "cfg", "", configUsage)
	i.profile = addProfile(cmd)
	cmd.MarkFlagsOneRequired("in", "cfg")
}

// configure reads the configuration, if there is one, and sets from it what no
// flag of cmd has set.
func (i *inputFlags) configure(cmd *cobra.Command) (err error) {
	if i.cfg == "" {
		return nil
	}
	if i.config, err = readConfig(i.cfg, os.Environ()); err != nil {
		return err
	}
	if !cmd.Flags().Changed("profile") {
		i.profile.Profile = por.OKXv2
	}
	if len(i.in) == 0 {
		if i.config.Prover.UserData == "" {
			return i.missing("prover.user_data_path", "in")
		}
		i.in = []string{i.config.Prover.UserData}
	}
	if i.tokens == "" && i.config.Prover.Tokens == nil {
		return i.missing("prover.tokens", "tokens")
	}
	return nil
}

// missing reports a key that the configuration lacks, with the flag for it.
func (i *inputFlags) missing(key, flag string) error {
	return usageError(fmt.Errorf("%s: key %s is missing: set it or pass --%s", i.cfg, key, flag))
}

// tokenList returns the tokens allowed, or nil for whatever tokens the accounts
// have.
func (i *inputFlags) tokenList() ([]string, error) {
	if i.tokens == "" && i.config != nil {
		return i.config.Prover.Tokens, nil
	}
	return parseTokens(i.tokens)
}
