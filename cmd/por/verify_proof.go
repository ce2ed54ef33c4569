package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/proof"
	"github.com/zkpor/por/verify"
)

func newVerifyProof() *cobra.Command {
	var commonName, keyName, proofName, dialect string
	var minBits int
	cmd := &cobra.Command{
		Use:   "verify-proof --common FILE --verifier FILE --proof FILE",
		Short: "Verify any proof in plonky2's binary layout",
		Long: `Verifies a proof with public inputs (ProofWithPublicInputs) of the circuit that
common data (CommonCircuitData) and verifier data (VerifierOnlyCircuitData)
describe, all in plonky2's binary layout. These say which circuit it is, so they
must come from whoever is trusted to.`,
		Args: usageArgs(cobra.NoArgs),
	}
	f := cmd.Flags()
	f.StringVar(&commonName, "common", "", "common circuit data")
	f.StringVar(&keyName, "verifier", "", "verifier-only circuit data")
	f.StringVar(&proofName, "proof", "", "proof with public inputs")
	f.IntVar(&minBits, "min-bits", verify.DefaultConjecturedBits, "least bits of security, conjectured; fewer lower all minima to at most that")
	f.StringVar(&dialect, "dialect", "plonky2", "whose layout it is: plonky2, or okx for OKX's fork of it")
	requireFlags(cmd, "common", "verifier", "proof")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		format, err := formatNamed(dialect)
		if err != nil {
			return err
		}
		key, err := readCircuitKey(format, commonName, keyName)
		if err != nil {
			return err
		}
		p, err := readProof(key, proofName)
		if err != nil {
			return err
		}
		if err := verify.Proof(key, policyOf(minBits), p); err != nil {
			return fmt.Errorf("%s: %w", proofName, err)
		}
		t := newTable(cmd.OutOrStdout())
		t.proof(key, p)
		if err := t.flush(); err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), "proof verified")
		return nil
	}
	return cmd
}

// formatNamed returns the format of a dialect.
func formatNamed(dialect string) (*proof.Format, error) {
	switch dialect {
	case "plonky2":
		return proof.Plonky2(), nil
	case "okx":
		return proof.OKX(), nil
	}
	return nil, usagef("--dialect %q: want plonky2 or okx", dialect)
}

// readCircuitKey reads the two files that describe a circuit.
func readCircuitKey(format *proof.Format, commonName, keyName string) (*verify.Key, error) {
	common, err := decodeFile(commonName, maxProofBytes, format.DecodeCommon)
	if err != nil {
		return nil, err
	}
	vk, err := decodeFile(keyName, maxKeyBytes, proof.DecodeVerifierKey)
	if err != nil {
		return nil, err
	}
	key, err := verify.NewKey(common, *vk)
	if err != nil {
		return nil, fmt.Errorf("%s and %s: %w", commonName, keyName, err)
	}
	return key, nil
}

func readProof(key *verify.Key, name string) (*circuit.Proof, error) {
	return decodeFile(name, maxProofBytes, func(data []byte) (*circuit.Proof, error) {
		return key.Format().DecodeProof(key.Common(), data)
	})
}

// policyOf demands the given number of conjectured bits, and of the other
// bounds their default, or that number if it is less.
func policyOf(bits int) verify.Policy {
	least := func(n int) int {
		if n <= 0 {
			return -1 // zero would be the default
		}
		return n
	}
	return verify.Policy{
		MinConjecturedBits: least(bits),
		MinProvenBits:      least(min(bits, verify.DefaultProvenBits)),
		MinArgumentBits:    least(min(bits, verify.DefaultArgumentBits)),
	}
}

// proof prints the public inputs of a proof and describes its circuit.
func (t table) proof(key *verify.Key, p *circuit.Proof) {
	inputs := make([]string, len(p.PublicInputs))
	for i, x := range p.PublicInputs {
		inputs[i] = fmt.Sprint(x.Uint64())
	}
	common := key.Common()
	t.row("public inputs", "%d (%s)", len(inputs), strings.Join(inputs, " "))
	t.row("rows", "2^%d", common.DegreeBits())
	for _, g := range common.Gates {
		t.row("gate", "%s", g.ID())
	}
	t.row("zero knowledge", "%v", common.Config.ZeroKnowledge)
	t.row("digest", "%v", key.VerifierKey().CircuitDigest)
	t.security(key)
}
