package accounts

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/zkpor/por/liability"
)

// Input is a checked set of files.
type Input struct {
	Summary
	files   []string
	profile liability.Profile
}

// Open checks all files, in the given order, and stops at the first fault,
// which it returns as an [Error].
func Open(ctx context.Context, files []string, cfg Config) (*Input, error) {
	var first *Error
	summary, err := Check(ctx, files, cfg, func(e *Error) bool {
		first = e
		return false
	})
	if err != nil {
		return nil, err
	}
	if first != nil {
		return nil, first
	}
	return &Input{summary, files, cfg.Profile}, nil
}

// All reads the files again and yields their accounts in order, with a column
// for each of Summary.Tokens. Every account has memory of its own. An error
// comes last and with the zero account: ErrChanged, inside an [Error], if the
// files no longer hold what was checked, or the error of a file.
func (in *Input) All() iter.Seq2[liability.Account, error] {
	return func(yield func(liability.Account, error) bool) {
		second := pass{Input: in, tokens: newTokenSet(in.Tokens)}
		for _, file := range in.files {
			more, err := second.file(file, yield)
			if err != nil {
				yield(liability.Account{}, inFile(err, file))
				return
			}
			if !more {
				return
			}
		}
		if second.serial != in.Accounts || second.sums != in.Sums {
			yield(liability.Account{}, &Error{Record: -1, Offset: -1, Err: fmt.Errorf(
				"%w: %d accounts with %v, then %d with %v", ErrChanged, in.Accounts, in.Sums, second.serial, second.sums)})
		}
	}
}

// pass is the second pass over the files.
type pass struct {
	*Input
	tokens *tokenSet
	serial uint64
	sums   liability.Sums
}

// file yields the accounts of a file. It reports whether to go on.
func (p *pass) file(file string, yield func(liability.Account, error) bool) (bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return false, err
	}
	defer f.Close()

	var r record
	for s := newScanner(f, p.tokens, p.profile.AccountBits()); ; {
		err := s.next(&r, p.serial+1)
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		p.serial++
		account, err := p.account(&r)
		if err != nil {
			return false, err
		}
		if !yield(account, nil) {
			return false, nil
		}
	}
}

// account returns the account of a record that was without faults.
func (p *pass) account(r *record) (liability.Account, error) {
	changed := func(field string, err error) error {
		return &Error{Record: r.index, Offset: r.offset, Field: field, Err: fmt.Errorf("%w: %w", ErrChanged, err)}
	}
	if p.serial > p.Accounts {
		return liability.Account{}, changed("", fmt.Errorf("more than %d accounts", p.Accounts))
	}
	if len(r.faults) > 0 {
		return liability.Account{}, changed(r.faults[0].field, r.faults[0].err)
	}
	account := r.account(len(p.Tokens))
	sums, err := account.Sums(p.profile)
	if err != nil {
		return liability.Account{}, changed("assets", err)
	}
	if p.sums, err = p.sums.Add(sums); err != nil {
		return liability.Account{}, changed("assets", err)
	}
	return account, nil
}

// Files returns the files behind paths: a file stands for itself, a folder for
// the files in it and in its folders whose names end in ".json", in the order
// of their names. (batch10.json comes before batch2.json, as in OKX's prover.)
// It returns an error, which wraps fs.ErrNotExist where that is the reason, if
// a path cannot be read or a folder has no such file.
func Files(paths ...string) ([]string, error) {
	var files []string
	for _, path := range paths {
		before := len(files)
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if name == path && !entry.IsDir() || isAccountFile(name, entry) {
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("accounts: %w", err)
		}
		if len(files) == before {
			return nil, fmt.Errorf("accounts: %s: no files named *.json", path)
		}
	}
	return files, nil
}

// isAccountFile reports whether an entry of a folder is an account file, or a
// link to one.
func isAccountFile(name string, entry fs.DirEntry) bool {
	if filepath.Ext(name) != ".json" {
		return false
	}
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
