package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/batch"
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// okxFanIn is the fan-in of OKX's program.
const okxFanIn = 64

// rebuildFlags are the flags of por rebuild-key.
type rebuildFlags struct {
	batchSize int
	fanIn     int
	batches   int
	count     int
	tokens    string
	digest    string
}

func newRebuildKey() *cobra.Command {
	var r rebuildFlags
	cmd := &cobra.Command{
		Use:   "rebuild-key --tokens-count N",
		Short: "Rebuild the batch circuit of OKX's proof-of-reserves-v2",
		Long: `Builds the batch circuit of OKX's proof-of-reserves-v2 in the dialect of their
fork of plonky2, and prints its digest and the cap that commits to its constants
and wiring. With --digest it compares the digest.

The key of the root circuit is not reproduced: por lays out aggregation circuits
in its own way. OKX's verify-global rebuilds them.`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.run(cmd.OutOrStdout())
		},
	}
	f := cmd.Flags()
	f.IntVar(&r.batchSize, "batch-size", por.DefaultBatchSize(por.OKXv2), "accounts in a batch, a power of two")
	f.IntVar(&r.fanIn, "fan-in", okxFanIn, "proofs that one of the next level stands for, a power of two")
	f.IntVar(&r.batches, "batches", 1, "number of batches")
	f.IntVar(&r.count, "tokens-count", 0, "number of tokens")
	f.StringVar(&r.tokens, "tokens", "", "the tokens, instead of their number: names with commas between, or a file with one a line")
	f.StringVar(&r.digest, "digest", "", "digest of the batch circuit to compare with: 64 hexadecimal digits, or four numbers with commas between")
	cmd.MarkFlagsMutuallyExclusive("tokens-count", "tokens")
	cmd.MarkFlagsOneRequired("tokens-count", "tokens")
	return cmd
}

func (r *rebuildFlags) run(w io.Writer) error {
	shape, tokens, err := r.dimensions()
	if err != nil {
		return err
	}
	var want hash.Digest
	if r.digest != "" {
		if want, err = parseDigest(r.digest); err != nil {
			return usagef("--digest: %w", err)
		}
	}
	c, err := batch.New(por.OKXv2, shape.BatchSize, tokens, circuit.OKXConfig(), runtime.GOMAXPROCS(0),
		builder.WithDialect(proof.OKX().Dialect))
	if err != nil {
		return err
	}
	got := c.Circuit.Key.CircuitDigest
	if err := printBatchCircuit(w, c, tokens); err != nil {
		return err
	}
	fmt.Fprintf(w, `
Not reproduced: the aggregation circuits above it (%s of fan-in %d), and so
the key of the root circuit. Their layout is not determined here; see
docs/security.md, "What can be rebuilt".
`, count(shape.Levels, "level"), shape.FanIn)
	switch {
	case r.digest == "":
	case got != want:
		fmt.Fprintf(w, "mismatch: --digest is %v\n", want)
		return failf("the batch circuit built from source has another digest than --digest")
	default:
		fmt.Fprintln(w, "match: the batch circuit has the digest of --digest")
	}
	return nil
}

// dimensions returns the dimensions of the tree and the number of tokens.
func (r *rebuildFlags) dimensions() (liability.Shape, int, error) {
	tokens := r.count
	if r.tokens != "" {
		names, err := parseTokens(r.tokens)
		if err != nil {
			return liability.Shape{}, 0, err
		}
		tokens = len(names)
	}
	if tokens < 1 || tokens > liability.MaxTokens {
		return liability.Shape{}, 0, usagef("--tokens-count %d: want 1 to %d", tokens, liability.MaxTokens)
	}
	const maxBatches = 1 << liability.MaxCapacityBits
	if r.batches < 1 || r.batches > maxBatches {
		return liability.Shape{}, 0, usagef("--batches %d: want 1 to %d", r.batches, maxBatches)
	}
	shape, err := liability.ShapeFor(por.OKXv2, uint64(r.batches)*uint64(max(1, r.batchSize)), r.batchSize, r.fanIn)
	if err != nil {
		return liability.Shape{}, 0, usageError(err)
	}
	return shape, tokens, nil
}

// printBatchCircuit prints what names a batch circuit.
func printBatchCircuit(w io.Writer, c *batch.Circuit, tokens int) error {
	t := newTable(w)
	t.row("dialect", "%s", proof.OKX().Name)
	t.row("batch circuit", "%d accounts, %d tokens, 2^%d rows", c.Size(), tokens, c.Circuit.Common.DegreeBits())
	t.row("digest", "%v", c.Circuit.Key.CircuitDigest)
	t.row("elements", "%s", elements(c.Circuit.Key.CircuitDigest))
	for i, d := range c.Circuit.Key.ConstantsSigmasCap {
		t.row(fmt.Sprintf("cap %d", i), "%v", d)
	}
	return t.flush()
}

// elements writes a digest as OKX's files have it.
func elements(d hash.Digest) string {
	var s []string
	for _, e := range d {
		s = append(s, e.String())
	}
	return strings.Join(s, ",")
}

// parseDigest decodes a digest in hexadecimal digits, or as elements writes it.
func parseDigest(s string) (d hash.Digest, err error) {
	parts := strings.Split(s, ",")
	if len(parts) == 1 {
		err = d.UnmarshalText([]byte(s))
		return d, err
	}
	if len(parts) != len(d) {
		return d, fmt.Errorf("got %d numbers, want %d", len(parts), len(d))
	}
	for i, p := range parts {
		if err = d[i].UnmarshalText([]byte(strings.TrimSpace(p))); err != nil {
			return d, err
		}
	}
	return d, nil
}
