package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/verify"
)

func newVerifyGlobal() *cobra.Command {
	var name, keyName string
	cmd := &cobra.Command{
		Use:   "verify-global --proof FILE",
		Short: "Verify a global proof and print what it establishes",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, err := verifyGlobal(name, keyName)
			if err != nil {
				return err
			}
			t := newTable(cmd.OutOrStdout())
			t.global(v.global, v.root)
			t.key(v.key.Key(), v.source)
			if err := t.flush(); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "global proof verified")
			return nil
		},
	}
	addProof(cmd, &name)
	addKey(cmd, &keyName)
	return cmd
}

// addProof adds the required flag for a global proof.
func addProof(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "proof", "", "global proof, "+globalFile)
	requireFlags(cmd, "proof")
}

// addKey adds the flag for a verifier key.
func addKey(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "key", "", "file with the key to verify with (default the pinned one)")
}

// verified is a global proof that has been verified.
type verified struct {
	global *por.GlobalProof
	root   por.Root
	key    *por.Key
	source string // where the key is from
}

// verifyGlobal verifies the global proof in a file.
func verifyGlobal(name, keyName string) (*verified, error) {
	in, err := readGlobal(name)
	if err != nil {
		return nil, err
	}
	return verifyAgainst(keyName, in, name)
}

// verifyAgainst verifies a global proof, of the given name, against the key in a
// file or, without one, the pinned key.
func verifyAgainst(keyName string, in *globalInput, name string) (*verified, error) {
	v := &verified{source: "pinned"}
	var err error
	if keyName != "" {
		v.source = "file " + keyName
		if v.key, err = readKey(keyName); err != nil {
			return nil, err
		}
	} else if v.key, err = pinnedKey(in); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if v.global, v.root, err = in.verify(v.key); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

// verify returns the global proof and what it establishes.
func (in *globalInput) verify(key *por.Key) (*por.GlobalProof, por.Root, error) {
	g, err := in.global(key)
	if err != nil {
		return nil, por.Root{}, err
	}
	root, err := verify.Global(key, por.Policy{}, g)
	return g, root, err
}

// pinnedKey returns the library's key for a global proof.
func pinnedKey(in *globalInput) (*por.Key, error) {
	shape, err := in.shape()
	if err != nil {
		return nil, err
	}
	key, err := verify.PinnedKey(shape)
	if errors.Is(err, verify.ErrNotPinned) {
		return nil, fmt.Errorf("%w; pass the exchange's with --key, and compare it with source by por key --key", err)
	}
	return key, err
}
