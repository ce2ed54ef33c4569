package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/zkpor/por"
	"github.com/zkpor/por/batch/accounts"
	"github.com/zkpor/por/liability"
)

// proveFlags are the flags of por prove.
type proveFlags struct {
	inputFlags
	out          string
	batchSize    int
	fanIn        int
	round        string
	unit         string
	snapshotTime string
	secretFile   string
	workers      int
	bundle       bool
	verbose      bool
}

func newProve() *cobra.Command {
	var p proveFlags
	cmd := &cobra.Command{
		Use:   "prove {--in DIR | --cfg FILE} --out DIR",
		Short: "Prove what is owed to all accounts",
		Long: `Checks the accounts, proves their totals, writes the global proof and an
inclusion proof for every user into a new folder, and verifies all of it as
written. The folder appears only when it is complete.

Salts keep users from testing guesses of each other's balances. They derive from
a secret, which is made if no file with one is given: hexadecimal digits, beside
the output folder.

With --cfg a run takes over the configuration of OKX's prover, with variables of
the environment that override it, such as ZKPOR_PROVER.ROUND_NO. The fan-in is not
part of it. The number of threads, up to that of CPUs, is --workers; the log goes
to the error stream, and with console and the level debug or trace is --verbose.`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.configure(cmd); err != nil {
				return err
			}
			return p.prove(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	addInput(cmd, &p.inputFlags)
	f.StringVar(&p.out, "out", "", "folder to make")
	addBatchSize(cmd, &p.batchSize)
	f.IntVar(&p.fanIn, "fan-in", por.DefaultFanIn, "proofs that one of the next level stands for, a power of two")
	f.StringVar(&p.round, "round", "1", "name of the round")
	f.StringVar(&p.unit, "unit", "unit", "what one unit of a value is, such as \"USD cent\"")
	f.StringVar(&p.snapshotTime, "snapshot-time", "", "when the balances were read, as in 2026-11-30T16:00:00Z (default now)")
	f.StringVar(&p.secretFile, "salt-secret-file", "", "secret of an earlier run, or one of your own: 64 or more hexadecimal digits")
	f.IntVar(&p.workers, "workers", 0, "proofs to make at once (default the number of CPUs)")
	f.BoolVar(&p.bundle, "bundle", false, "put the global proof into every user's file")
	f.BoolVar(&p.verbose, "verbose", false, "log every proof")
	requireFlags(cmd, "out")
	return cmd
}

// configure sets what no flag has set from the configuration, if there is one.
func (p *proveFlags) configure(cmd *cobra.Command) error {
	if err := p.inputFlags.configure(cmd); err != nil || p.config == nil {
		return err
	}
	set := cmd.Flags().Changed
	if !set("round") {
		if p.config.Prover.Round == nil {
			return p.missing("prover.round_no", "round")
		}
		p.round = strconv.FormatUint(*p.config.Prover.Round, 10)
	}
	if n := p.config.Prover.BatchSize; n != nil && !set("batch-size") {
		p.batchSize = *n
	}
	if !set("workers") {
		p.workers = p.config.workers()
	}
	if !set("verbose") {
		p.verbose = p.config.verbose()
	}
	return nil
}

func (p *proveFlags) prove(ctx context.Context, stdout, stderr io.Writer) error {
	options, err := p.options(stderr)
	if err != nil {
		return err
	}
	format, err := formatOf(p.profile.Profile, p.round, p.bundle)
	if err != nil {
		return err
	}
	bar := newProgress(stderr)
	defer bar.end()
	input, err := p.openAccounts(ctx, bar)
	if err != nil {
		return err
	}
	shape, err := liability.ShapeFor(p.profile.Profile, input.Accounts, batchSize(p.batchSize, p.profile.Profile), p.fanIn)
	if err != nil {
		return err
	}
	folder, err := createStaging(p.out)
	if err != nil {
		return err
	}
	defer folder.remove()
	secret, err := p.openSecret()
	if err != nil {
		return err
	}
	defer secret.discard()

	if secret.value != nil {
		options = append(options, por.WithSaltSecret(secret.value))
	}
	r := &round{folder: folder.name, format: format, input: input, shape: shape, bar: bar}
	if err := r.prove(ctx, options, p.bundle); err != nil {
		return err
	}
	if err := folder.publish(); err != nil {
		return err
	}
	secret.keep()
	bar.end()
	return p.summarize(stdout, r, secret)
}

// options returns the options of the prover that flags alone decide.
func (p *proveFlags) options(stderr io.Writer) ([]por.Option, error) {
	options := []por.Option{
		por.WithProfile(p.profile.Profile),
		por.WithBatchSize(p.batchSize),
		por.WithFanIn(p.fanIn),
		por.WithRound(p.round),
		por.WithUnit(p.unit),
	}
	if p.snapshotTime != "" {
		at, err := time.Parse(time.RFC3339, p.snapshotTime)
		if err != nil {
			return nil, usagef("--snapshot-time: %w", err)
		}
		options = append(options, por.WithSnapshotTime(at))
	}
	if p.workers != 0 {
		options = append(options, por.WithWorkers(p.workers))
	}
	if p.verbose {
		handler := slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelDebug})
		options = append(options, por.WithLogger(slog.New(handler)))
	}
	// Bad options are to be told before the accounts are read.
	if _, err := por.NewProver(append(options, por.WithTokens("any"))...); err != nil {
		return nil, usageError(err)
	}
	return options, nil
}

func (p *proveFlags) openAccounts(ctx context.Context, bar *progress) (*accounts.Input, error) {
	tokens, err := p.tokenList()
	if err != nil {
		return nil, err
	}
	files, err := accounts.Files(p.in...)
	if err != nil {
		return nil, err
	}
	bar.update("checking accounts", 0, 0)
	input, err := accounts.Open(ctx, files, accounts.Config{Profile: p.profile.Profile, Tokens: tokens})
	if status(err) == statusFailed {
		return nil, fmt.Errorf("%w; por check reports every fault", err)
	}
	return input, err
}

// openSecret reads or makes the secret that salts derive from, where the
// profile has salts.
func (p *proveFlags) openSecret() (*saltSecret, error) {
	if p.profile.Profile != por.Standard {
		return new(saltSecret), nil
	}
	if p.secretFile != "" {
		return readSecret(p.secretFile)
	}
	return createSecret(secretName(p.out))
}

// summarize says what was proved and what to do with which file.
func (p *proveFlags) summarize(w io.Writer, r *round, secret *saltSecret) error {
	t := newTable(w)
	t.row("accounts", "%d", r.input.Accounts)
	t.global(r.global, r.root)
	t.row("took", "%v", r.took.Round(100*time.Millisecond))
	if err := t.flush(); err != nil {
		return err
	}
	file := func(explanation string, name ...string) {
		fmt.Fprintf(w, "  %s  %s\n", filepath.Join(name...), explanation)
	}
	fmt.Fprintf(w, "\nWritten and verified. Publish:\n")
	file("the global proof", p.out, globalFile)
	file("its numbers, for people", p.out, infoFile)
	if !r.pinned {
		file("the key to verify it with: users need --key, because none is pinned for these dimensions", p.out, keyFile)
	}
	fmt.Fprintf(w, "Hand to its user, each to nobody else:\n")
	file(count(int(r.input.Accounts), "inclusion proof"), p.out, usersFolder, "<id>.json")
	if secret.value != nil {
		fmt.Fprintf(w, "Keep, and keep secret:\n")
		file("the secret that salts derive from", secret.name)
	}
	return nil
}
