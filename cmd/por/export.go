package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/zkpor/por/proof"
)

func newExport() *cobra.Command {
	var name, out string
	var trusted trust
	cmd := &cobra.Command{
		Use:   "export --proof FILE --out DIR",
		Short: "Write a global proof in plonky2's binary layout",
		Long: `Verifies a global proof and writes proof, common data and verifier data for
other verifiers of plonky2's proofs: proof.bin, common.bin, verifier_only.bin.
The first two public inputs are total equity and debt, the next four the root.
Proofs of OKX's own programs stay in the layout of their fork of plonky2.`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, err := verifyGlobal(name, trusted)
			if err != nil {
				return err
			}
			if err := export(v, out); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "verified, and wrote proof.bin, common.bin and verifier_only.bin in %s\n", out)
			return nil
		},
	}
	addProof(cmd, &name)
	addTrust(cmd, &trusted)
	cmd.Flags().StringVar(&out, "out", "", "folder to make")
	requireFlags(cmd, "out")
	return cmd
}

// export writes a verified global proof and its circuit into a new folder.
func export(v *verified, out string) error {
	key := v.key.Key()
	common, err := key.Format().AppendCommon(nil, key.Common())
	if err != nil {
		return err
	}
	vk := key.VerifierKey()
	verifier, err := proof.AppendVerifierKey(nil, &vk)
	if err != nil {
		return err
	}
	folder, err := createStaging(out)
	if err != nil {
		return err
	}
	defer folder.remove()
	for file, data := range map[string][]byte{
		"proof.bin":         v.global.Proof,
		"common.bin":        common,
		"verifier_only.bin": verifier,
	} {
		if err := createFile(filepath.Join(folder.name, file), data, os.FileMode(0o644)); err != nil {
			return err
		}
	}
	return folder.publish()
}
