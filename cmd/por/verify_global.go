package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/verify"
)

func newVerifyGlobal() *cobra.Command {
	var name string
	var trusted trust
	cmd := &cobra.Command{
		Use:   "verify-global --proof FILE",
		Short: "Verify a global proof and print what it establishes",
		Long: `Verifies a global proof, of por or of OKX's proof-of-reserves-v2, and prints what
it establishes and with which key. The file's content says whose it is.`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, err := verifyGlobal(name, trusted)
			if err != nil {
				return err
			}
			return v.print(cmd.OutOrStdout())
		},
	}
	addProof(cmd, &name)
	addTrust(cmd, &trusted)
	return cmd
}

// addProof adds the required flag for a global proof.
func addProof(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "proof", "", "global proof, "+globalFile)
	requireFlags(cmd, "proof")
}

// trust says which key a global proof is verified with: one in a file, or without
// any file one that the library has.
type trust struct {
	keyNames []string

	// inFile accepts the circuit that nothing but a file of OKX's describes.
	inFile bool
}

// addTrust adds the flags for the key.
func addTrust(cmd *cobra.Command, t *trust) {
	f := cmd.Flags()
	f.StringArrayVar(&t.keyNames, "key", nil, "file with the key to verify with (default the pinned one); may be repeated")
	f.BoolVar(&t.inFile, "trust-circuit-in-file", false,
		"accept the circuit that a global proof of OKX's brings along: then it is only consistent with itself")
	cmd.MarkFlagsMutuallyExclusive("key", "trust-circuit-in-file")
}

// verified is a global proof that has been verified.
type verified struct {
	global *por.GlobalProof
	root   por.Root
	key    *por.Key
	source string     // where the key is from
	okx    *okxReport // of a file in OKX's format, else nil
}

// title is the outcome, for people.
func (v *verified) title() string {
	if v.okx != nil && v.okx.source == verify.KeyInFile {
		return "global proof is consistent with itself, circuit not pinned"
	}
	return "global proof verified"
}

// print prints what the proof establishes.
func (v *verified) print(w io.Writer) error {
	t := newTable(w)
	t.global(v.global, v.root)
	if v.okx != nil {
		t.row("claims", "%s: as the file says, not bound by the proof", strings.Join(v.okx.claims, ", "))
	}
	t.key(v.key.Key(), v.source)
	if err := t.flush(); err != nil {
		return err
	}
	if v.okx != nil {
		v.okx.print(w)
	}
	fmt.Fprintln(w, v.title())
	return nil
}

// verifyGlobal verifies the global proof in a file.
func verifyGlobal(name string, t trust) (*verified, error) {
	in, err := readGlobal(name)
	if err != nil {
		return nil, err
	}
	return t.verify(in, name)
}

// verify verifies a global proof of the given name.
func (t trust) verify(in *globalInput, name string) (*verified, error) {
	verifyWith := verifyNative
	if in.okx != nil {
		verifyWith = t.verifyOKX
	}
	switch len(t.keyNames) {
	case 0:
		return verifyWith(in, name, "")
	case 1:
		return verifyWith(in, name, t.keyNames[0])
	}
	var errs []error
	failed := false
	for _, keyName := range t.keyNames {
		v, err := verifyWith(in, name, keyName)
		if err == nil {
			return v, nil
		}
		failed = failed || status(err) == statusFailed
		errs = append(errs, fmt.Errorf("%w (with key %s)", err, keyName))
	}
	err := errors.Join(errs...)
	if failed {
		err = marked{err, errFailed}
	}
	return nil, err
}

// verifyNative verifies a global proof of the given name against the key in a
// file or, without one, the pinned key.
func verifyNative(in *globalInput, name, keyName string) (*verified, error) {
	key, source, err := nativeKey(in.native, name, keyName)
	if err != nil {
		return nil, err
	}
	root, err := verify.Global(key, por.Policy{}, in.native)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &verified{global: in.native, root: root, key: key, source: source}, nil
}

// nativeKey returns the key to verify a global proof with, and where it is from.
func nativeKey(g *por.GlobalProof, name, keyName string) (key *por.Key, source string, err error) {
	if keyName != "" {
		key, err = readKey(keyName)
		return key, "file " + keyName, err
	}
	key, err = verify.PinnedKey(g.Shape)
	if errors.Is(err, verify.ErrNotPinned) {
		err = fmt.Errorf("%w; pass the exchange's with --key, and compare it with source by por key --key", err)
	}
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", name, err)
	}
	return key, "pinned", nil
}
