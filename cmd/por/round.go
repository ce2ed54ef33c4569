package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/zkpor/por"
	"github.com/zkpor/por/batch/accounts"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/verify"
)

// round is a round in a folder: the global proof and everything that goes with
// it.
type round struct {
	folder string
	format format
	input  *accounts.Input
	shape  liability.Shape // of the tree over the accounts
	bar    *progress

	key    *por.Key
	global *por.GlobalProof
	root   por.Root // of the global proof, as read and verified
	pinned bool     // whether the library has the key
	took   time.Duration
}

// prove makes the files and verifies them. The options lack what follows from
// the accounts.
func (r *round) prove(ctx context.Context, options []por.Option, bundle bool) error {
	started := time.Now()
	if err := os.Mkdir(filepath.Join(r.folder, usersFolder), 0o700); err != nil {
		return err
	}
	prover, err := por.NewProver(append(options,
		por.WithTokens(r.input.Tokens...),
		por.WithProgress(r.progress),
	)...)
	if err != nil {
		return err
	}
	if r.key, err = r.makeKey(ctx, prover); err != nil {
		return err
	}
	if r.global, err = prover.Prove(ctx, r.input.All(), r.writeUser); err != nil {
		return err
	}
	if err := r.writeGlobal(); err != nil {
		return err
	}
	if bundle {
		if err := r.bundle(ctx); err != nil {
			return err
		}
	}
	if err := r.verify(ctx); err != nil {
		return fmt.Errorf("the proofs just written do not verify: %w", err)
	}
	r.took = time.Since(started)
	return nil
}

// progress shows the progress of the prover.
func (r *round) progress(s por.Progress) {
	if s.Stage == por.Reading {
		s.Total = int(r.input.Accounts)
	}
	r.bar.update(s.Stage.String(), s.Done, s.Total)
}

// makeKey builds the circuits and returns the key that users will verify with:
// the pinned one, which has to be that of the circuits, or one that it writes.
func (r *round) makeKey(ctx context.Context, prover *por.Prover) (*por.Key, error) {
	built, err := prover.Key(ctx, r.shape.Levels)
	if err != nil {
		return nil, err
	}
	pinned, err := verify.PinnedKey(r.shape)
	if errors.Is(err, verify.ErrNotPinned) {
		data, err := built.AppendBinary(nil)
		if err != nil {
			return nil, err
		}
		return built, createFile(filepath.Join(r.folder, keyFile), data, 0o644)
	}
	if err != nil {
		return nil, err
	}
	if built.Key().Fingerprint() != pinned.Key().Fingerprint() {
		return nil, fmt.Errorf("the circuits differ from those of the pinned key %s", verify.KeyFileName(r.shape))
	}
	r.pinned = true
	return pinned, nil
}

// writeUser writes an inclusion proof.
func (r *round) writeUser(u *por.UserProof) error {
	data, err := r.format.user(u, r.shape)
	if err != nil {
		return err
	}
	return createFile(r.userFile(u.Account.ID), data, 0o600)
}

func (r *round) userFile(id por.ID) string {
	return filepath.Join(r.folder, usersFolder, id.String()+".json")
}

// writeGlobal writes the global proof and its numbers.
func (r *round) writeGlobal() error {
	data, err := r.format.global(r.global, r.key)
	if err != nil {
		return err
	}
	info, err := r.format.info(r.global)
	if err != nil {
		return err
	}
	return errors.Join(
		createFile(filepath.Join(r.folder, globalFile), data, 0o644),
		createFile(filepath.Join(r.folder, infoFile), info, 0o644),
	)
}

// users lists the files with inclusion proofs.
func (r *round) users() ([]os.DirEntry, error) {
	entries, err := os.ReadDir(filepath.Join(r.folder, usersFolder))
	if err != nil {
		return nil, err
	}
	if got, want := len(entries), int(r.input.Accounts); got != want {
		return nil, fmt.Errorf("%s: got %s, want %d", usersFolder, count(got, "file"), want)
	}
	return entries, nil
}

// bundle puts the global proof into every inclusion proof.
func (r *round) bundle(ctx context.Context) error {
	return r.eachUser(ctx, "bundling inclusion proofs", func(in *userInput) error {
		u, err := in.user(r.shape)
		if err != nil {
			return err
		}
		u.Global = r.global
		data, err := r.format.user(u, r.shape)
		if err != nil {
			return err
		}
		return os.WriteFile(r.userFile(u.Account.ID), data, 0o600)
	})
}

// verify reads everything that was written, verifies it, and compares the totals
// with those of the accounts.
func (r *round) verify(ctx context.Context) error {
	global, err := readGlobal(filepath.Join(r.folder, globalFile))
	if err != nil {
		return err
	}
	if r.root, err = global.verify(r.key); err != nil {
		return err
	}
	if got, want := r.root.Sums, r.input.Sums; got != want {
		return fmt.Errorf("got totals %v, want %v", got, want)
	}
	return r.eachUser(ctx, "verifying inclusion proofs", func(in *userInput) error {
		_, err := in.verify(r.root)
		return err
	})
}

// eachUser reads every inclusion proof and passes it to f.
func (r *round) eachUser(ctx context.Context, stage string, f func(*userInput) error) error {
	entries, err := r.users()
	if err != nil {
		return err
	}
	for i, entry := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Join(r.folder, usersFolder, entry.Name())
		in, err := readUser(name)
		if err != nil {
			return err
		}
		if err := f(in); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.bar.update(stage, i+1, len(entries))
	}
	return nil
}
