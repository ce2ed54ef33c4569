package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/verify"
)

func newVerifyUser() *cobra.Command {
	var globalName string
	var patterns []string
	v := userVerifier{roots: new(rootSource)}
	cmd := &cobra.Command{
		Use:   "verify-user [--global FILE] [--user GLOB] [FILE...]",
		Short: "Verify inclusion proofs of users",
		Long: `Verifies a global proof and then inclusion proofs of its round. Without
--global, the global proof inside each user's file is used; compare the root
with the published one. Users' files of OKX's proof-of-reserves-v2 have none inside.

A verified inclusion proof says that this very account is under the root. Check
that id and balances are yours.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			files, err := expand(append(patterns, args...))
			if err != nil {
				return err
			}
			v.stdout, v.stderr = cmd.OutOrStdout(), cmd.ErrOrStderr()
			if globalName != "" {
				if v.roots.given, err = verifyGlobal(globalName, v.roots.trust); err != nil {
					return err
				}
				v.printRoot(v.roots.given)
			}
			return v.files(files)
		},
	}
	f := cmd.Flags()
	f.StringVar(&globalName, "global", "", "global proof, "+globalFile+" (default the one in the user's file)")
	f.StringArrayVar(&patterns, "user", nil, "inclusion proof, or a pattern such as 'user_proofs/*.json'; may be repeated")
	f.BoolVar(&v.balances, "balances", false, "print the balance of each token that is not zero")
	addTrust(cmd, &v.roots.trust)
	return cmd
}

// expand returns the files that patterns stand for. The name of a file stands
// for itself.
func expand(patterns []string) ([]string, error) {
	if len(patterns) == 0 {
		return nil, usagef("no inclusion proofs: pass --user")
	}
	var files []string
	for _, pattern := range patterns {
		if _, err := os.Stat(pattern); err == nil {
			files = append(files, pattern)
			continue
		}
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

// userVerifier verifies inclusion proofs one by one and prints what they say.
type userVerifier struct {
	stdout, stderr io.Writer
	roots          *rootSource
	balances       bool
}

// files verifies inclusion proofs and goes on after a failure.
func (v *userVerifier) files(names []string) error {
	var failed, unreadable int
	for _, name := range names {
		u, err := v.file(name)
		if err != nil {
			if failed++; status(err) != statusFailed {
				unreadable++
			}
			fmt.Fprintf(v.stderr, "por: %v\n", err)
			continue
		}
		v.print(u)
	}
	fmt.Fprintf(v.stdout, "%d of %s verified\n", len(names)-failed, count(len(names), "inclusion proof"))
	switch {
	case failed > unreadable:
		return failf("%s failed", count(failed, "inclusion proof"))
	case failed > 0:
		return fmt.Errorf("%s could not be verified", count(unreadable, "inclusion proof"))
	}
	return nil
}

// file verifies one inclusion proof, and prints the root at the first sight of
// a global proof.
func (v *userVerifier) file(name string) (*por.UserProof, error) {
	in, err := readUser(name)
	if err != nil {
		return nil, err
	}
	g, seen, err := v.roots.rootOf(in, name)
	if err != nil {
		return nil, err
	}
	if !seen {
		v.printRoot(g)
	}
	u, err := in.verify(g.root)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return u, nil
}

// verify returns the inclusion proof, which is of the tree under root.
func (in *userInput) verify(root por.Root) (*por.UserProof, error) {
	u, err := in.user(root.Shape)
	if err != nil {
		return nil, err
	}
	if err := verify.Inclusion(root, &u.Inclusion); err != nil {
		return nil, err
	}
	return u, nil
}

func (v *userVerifier) printRoot(g *verified) {
	if g.okx == nil {
		fmt.Fprintf(v.stdout, "global proof of round %s verified: root %v, equity %d, debt %d\n",
			g.global.Round.ID, g.root.Hash, g.root.Equity, g.root.Debt)
		return
	}
	fmt.Fprintf(v.stdout, "%s: round %s (a claim), root %v, equity %d, debt %d\n",
		g.title(), g.global.Round.ID, g.root.Hash, g.root.Equity, g.root.Debt)
	fmt.Fprintf(v.stdout, "key %v (%s)\n", g.key.Key().Fingerprint(), g.source)
	g.okx.print(v.stdout)
}

// print prints a verified account.
func (v *userVerifier) print(u *por.UserProof) {
	sums, _ := u.Account.Sums(u.Round.Profile) // no error, as it is verified
	fmt.Fprintf(v.stdout, "%v: equity %d, debt %d, balance %d\n",
		u.Account.ID, sums.Equity, sums.Debt, sums.Equity-sums.Debt)
	if !v.balances {
		return
	}
	for i, equity := range u.Account.Equity {
		token := fmt.Sprintf("token %d", i) // OKX's files do not name them
		if i < len(u.Round.Tokens) {
			token = u.Round.Tokens[i]
		}
		if debt := u.Account.Debt[i]; equity != 0 || debt != 0 {
			fmt.Fprintf(v.stdout, "  %s: equity %d, debt %d\n", token, equity, debt)
		}
	}
}

// errNoGlobal reports a user's file without a global proof where one is needed.
var errNoGlobal = errors.New("no global proof inside: pass --global")

// rootSource knows which global proof an inclusion proof is verified against.
type rootSource struct {
	trust trust
	given *verified // for all inclusion proofs, if not nil

	// The latest one from a user's file.
	last     *verified
	lastHash [sha256.Size]byte
}

// rootOf returns the verified global proof for the named file with a user's
// proof, and whether it is that of an earlier call.
func (r *rootSource) rootOf(in *userInput, name string) (v *verified, seen bool, err error) {
	if r.given != nil {
		return r.given, true, nil
	}
	g := in.global()
	if g == nil {
		return nil, false, fmt.Errorf("%s: %w", name, errNoGlobal)
	}
	data, err := g.MarshalJSON()
	if err != nil {
		return nil, false, err
	}
	hash := sha256.Sum256(data)
	if r.last != nil && hash == r.lastHash {
		return r.last, true, nil
	}
	if v, err = r.trust.verify(&globalInput{native: g}, name+": global proof"); err != nil {
		return nil, false, err
	}
	r.last, r.lastHash = v, hash
	return v, false, nil
}
