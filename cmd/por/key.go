package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/batch/accounts"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/verify"
)

// keyFlags are the flags of por key.
type keyFlags struct {
	profile   *profileFlag
	batchSize int
	fanIn     int
	levels    int
	tokens    int
	key       string
	out       string
	pin       string
	maxLevels int
}

func newKey() *cobra.Command {
	var k keyFlags
	cmd := &cobra.Command{
		Use:   "key",
		Short: "Rebuild verifier keys from source, and compare or write them",
		Long: `Builds the circuits and compares their key with the pinned one, or with the one
in a file (--key, whose dimensions count then). With --out it writes the key
instead, with --pin one for each number of levels up to --max-levels.`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return k.run(cmd.Context(), cmd.OutOrStdout())
		},
	}
	f := cmd.Flags()
	k.profile = addProfile(cmd)
	addBatchSize(cmd, &k.batchSize)
	f.IntVar(&k.fanIn, "fan-in", por.DefaultFanIn, "proofs that one of the next level stands for")
	f.IntVar(&k.levels, "levels", 1, "aggregation levels")
	f.IntVar(&k.tokens, "tokens-count", 0, "number of tokens, for okxv2 only")
	f.StringVar(&k.key, "key", "", "file with a key to compare with")
	f.StringVar(&k.out, "out", "", "file to write the key to")
	f.StringVar(&k.pin, "pin", "", "folder to write keys to, as they are pinned")
	f.IntVar(&k.maxLevels, "max-levels", 1, "with --pin: most aggregation levels")
	cmd.MarkFlagsMutuallyExclusive("key", "out", "pin")
	return cmd
}

func (k *keyFlags) run(ctx context.Context, w io.Writer) error {
	profile := k.profile.Profile
	shape := liability.Shape{Profile: profile, BatchSize: batchSize(k.batchSize, profile), FanIn: k.fanIn, Levels: k.levels}
	switch {
	case k.pin != "":
		return k.writePinned(ctx, w, shape)
	case k.out != "":
		return k.write(ctx, w, shape, k.out)
	case k.key != "":
		given, err := readKey(k.key)
		if err != nil {
			return err
		}
		return k.compare(ctx, w, given, "the one in "+k.key)
	}
	if err := shape.Validate(); err != nil {
		return usageError(err)
	}
	pinned, err := verify.PinnedKey(shape)
	if errors.Is(err, verify.ErrNotPinned) {
		return fmt.Errorf("%w: nothing to compare with; --key compares with a file, --out writes one", err)
	}
	if err != nil {
		return err
	}
	return k.compare(ctx, w, pinned, "the pinned one")
}

// build builds the circuits of a shape.
func (k *keyFlags) build(ctx context.Context, shape liability.Shape) (*por.Key, error) {
	if err := shape.Validate(); err != nil {
		return nil, usageError(err)
	}
	tokens := 1
	if shape.Profile == por.OKXv2 {
		if tokens = k.tokens; tokens < 1 || tokens > liability.MaxTokens {
			return nil, usagef("--tokens-count %d: want 1 to %d with %v, whose circuits depend on it", tokens, liability.MaxTokens, shape.Profile)
		}
	}
	prover, err := por.NewProver(
		por.WithProfile(shape.Profile),
		por.WithTokens(accounts.TokenNames(tokens)...),
		por.WithBatchSize(shape.BatchSize),
		por.WithFanIn(shape.FanIn),
	)
	if err != nil {
		return nil, err
	}
	return prover.Key(ctx, shape.Levels)
}

// compare rebuilds a key and fails unless it is the given one.
func (k *keyFlags) compare(ctx context.Context, w io.Writer, given *por.Key, what string) error {
	built, err := k.build(ctx, given.Shape())
	if err != nil {
		return err
	}
	printKey(w, built)
	if got, want := built.Key().Fingerprint(), given.Key().Fingerprint(); got != want {
		fmt.Fprintf(w, "mismatch: %s is %v\n", what, want)
		return failf("the key built from source differs from %s", what)
	}
	fmt.Fprintf(w, "match: the key is %s\n", what)
	return nil
}

// write builds a key and writes it to a file.
func (k *keyFlags) write(ctx context.Context, w io.Writer, shape liability.Shape, name string) error {
	built, err := k.build(ctx, shape)
	if err != nil {
		return err
	}
	data, err := built.AppendBinary(nil)
	if err != nil {
		return err
	}
	if err := replaceFile(name, data, 0o644); err != nil {
		return err
	}
	printKey(w, built)
	fmt.Fprintf(w, "wrote %s\n", name)
	return nil
}

// writePinned writes the keys of all numbers of levels up to maxLevels.
func (k *keyFlags) writePinned(ctx context.Context, w io.Writer, shape liability.Shape) error {
	for shape.Levels = 1; shape.Levels <= k.maxLevels; shape.Levels++ {
		if err := k.write(ctx, w, shape, filepath.Join(k.pin, verify.KeyFileName(shape))); err != nil {
			return err
		}
	}
	return nil
}

func printKey(w io.Writer, key *por.Key) {
	fmt.Fprintf(w, "%v %s\n", key.Key().Fingerprint(), verify.KeyFileName(key.Shape()))
}
