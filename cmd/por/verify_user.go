package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/verify"
)

func newVerifyUser() *cobra.Command {
	var globalName, keyName string
	var patterns []string
	cmd := &cobra.Command{
		Use:   "verify-user [--global FILE] [--user GLOB] [FILE...]",
		Short: "Verify inclusion proofs of users",
		Long: `Verifies a global proof and then inclusion proofs of its round. Without
--global, the global proof inside each user's file is used; compare the root
with the published one.

A verified inclusion proof says that this very account is under the root. Check
that id and balances are yours.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			files, err := expand(append(patterns, args...))
			if err != nil {
				return err
			}
			roots := &rootSource{keyName: keyName}
			if globalName != "" {
				v, err := verifyGlobal(globalName, keyName)
				if err != nil {
					return err
				}
				roots.given = v
				printRoot(cmd.OutOrStdout(), v)
			}
			return verifyUsers(cmd.OutOrStdout(), cmd.ErrOrStderr(), files, roots)
		},
	}
	f := cmd.Flags()
	f.StringVar(&globalName, "global", "", "global proof, "+globalFile+" (default the one in the user's file)")
	f.StringArrayVar(&patterns, "user", nil, "inclusion proof, or a pattern such as 'user_proofs/*.json'; may be repeated")
	addKey(cmd, &keyName)
	return cmd
}

// expand returns the files that patterns stand for.
func expand(patterns []string) ([]string, error) {
	if len(patterns) == 0 {
		return nil, usagef("no inclusion proofs: pass --user")
	}
	var files []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return nil, usagef("--user %s: %w", pattern, err)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: no such file", pattern)
		}
		files = append(files, found...)
	}
	return files, nil
}

// verifyUsers verifies inclusion proofs one by one and goes on after a failure.
func verifyUsers(stdout, stderr io.Writer, files []string, roots *rootSource) error {
	var failed, unreadable int
	for _, name := range files {
		u, err := verifyUser(stdout, name, roots)
		if err != nil {
			if failed++; status(err) != statusFailed {
				unreadable++
			}
			fmt.Fprintf(stderr, "por: %v\n", err)
			continue
		}
		sums, _ := u.Account.Sums(u.Round.Profile) // verified
		fmt.Fprintf(stdout, "%v: equity %d, debt %d, balance %d\n", u.Account.ID, sums.Equity, sums.Debt, sums.Equity-sums.Debt)
	}
	fmt.Fprintf(stdout, "%d of %s verified\n", len(files)-failed, count(len(files), "inclusion proof"))
	switch {
	case failed > unreadable:
		return failf("%s failed", count(failed, "inclusion proof"))
	case failed > 0:
		return fmt.Errorf("%s could not be verified", count(unreadable, "inclusion proof"))
	}
	return nil
}

// verifyUser verifies one inclusion proof, and prints the root at the first
// sight of a global proof.
func verifyUser(stdout io.Writer, name string, roots *rootSource) (*por.UserProof, error) {
	u, err := readUser(name)
	if err != nil {
		return nil, err
	}
	v, seen, err := roots.rootOf(u)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if !seen {
		printRoot(stdout, v)
	}
	if err := verify.Inclusion(v.root, &u.Inclusion); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return u, nil
}

func printRoot(w io.Writer, v *verified) {
	fmt.Fprintf(w, "global proof of round %s verified: root %v, equity %d, debt %d\n",
		v.global.Round.ID, v.root.Hash, v.root.Equity, v.root.Debt)
}

// errNoGlobal reports a user's file without a global proof where one is needed.
var errNoGlobal = errors.New("no global proof inside: pass --global")

// rootSource knows which global proof an inclusion proof is verified against.
type rootSource struct {
	keyName string
	given   *verified // for all inclusion proofs, if not nil

	// The latest one from a user's file.
	last     *verified
	lastHash [sha256.Size]byte
}

// rootOf returns the verified global proof for u, and whether it is that of an
// earlier call.
func (r *rootSource) rootOf(u *por.UserProof) (v *verified, seen bool, err error) {
	if r.given != nil {
		return r.given, true, nil
	}
	if u.Global == nil {
		return nil, false, errNoGlobal
	}
	data, err := u.Global.MarshalJSON()
	if err != nil {
		return nil, false, err
	}
	hash := sha256.Sum256(data)
	if r.last != nil && hash == r.lastHash {
		return r.last, true, nil
	}
	if v, err = verifyAgainst(r.keyName, u.Global); err != nil {
		return nil, false, fmt.Errorf("global proof: %w", err)
	}
	r.last, r.lastHash = v, hash
	return v, false, nil
}
