package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// programFolders returns the folders in which the validator looks: that of the
// program, and the working directory.
func programFolders() []string {
	folders := []string{"."}
	if program, err := os.Executable(); err == nil {
		folders = append([]string{filepath.Dir(program)}, folders...)
	}
	return folders
}

// validate verifies the global proofs and the inclusion proofs in the first of
// the folders that has any.
func validate(w io.Writer, folders []string, t trust) error {
	globals, users := findProofs(folders)
	if len(globals) == 0 && len(users) == 0 {
		return usagef("nothing to validate: put %s and your own file, renamed to %s, beside the program", globalFile, userPattern)
	}
	v := validator{roots: rootSource{trust: t}}
	total, inclusion := v.files(globals, users)
	printVerdict(w, "Total sum and non-negative constraint", total)
	printVerdict(w, "Inclusion constraint", inclusion)
	for i, g := range v.globals {
		if g.okx != nil {
			fmt.Fprintf(w, "%s is of OKX's format, key %s; docs/security.md says what it establishes\n", globals[i], g.source)
		}
	}
	switch {
	case status(total) == statusFailed || status(inclusion) == statusFailed:
		return failf("validation failed")
	case total != nil || inclusion != nil:
		return errors.New("validation failed: a proof is missing or cannot be read")
	}
	return nil
}

// findProofs returns the files in the first folder with a global proof, or
// without any global proof the first with inclusion proofs.
func findProofs(folders []string) (globals, users []string) {
	for _, folder := range folders {
		found := match(folder, userPattern)
		if globals = match(folder, globalPattern); len(globals) > 0 {
			return globals, found
		}
		if len(users) == 0 {
			users = found
		}
	}
	return nil, users
}

// match returns the files in a folder whose names match a pattern.
func match(folder, pattern string) []string {
	found, _ := fs.Glob(os.DirFS(folder), pattern) // no error, as the pattern is well-formed
	for i := range found {
		found[i] = filepath.Join(folder, found[i])
	}
	return found
}

// validator verifies files of both formats beside each other.
type validator struct {
	globals []*verified // from files of their own
	roots   rootSource  // for global proofs inside the users' files
}

// files returns what is wrong with the global proofs, and what with the
// inclusion proofs.
func (v *validator) files(globals, users []string) (total, inclusion error) {
	for _, name := range globals {
		g, err := verifyGlobal(name, v.roots.trust)
		if err != nil {
			return err, fmt.Errorf("the global proof: %w", err)
		}
		v.globals = append(v.globals, g)
	}
	if len(users) == 0 {
		return nil, fmt.Errorf("no file named %s", userPattern)
	}
	for _, name := range users {
		in, err := readUser(name)
		if err != nil {
			if len(v.globals) == 0 && v.roots.last == nil {
				total = err
			}
			return total, err
		}
		candidates, err := v.candidates(in, name)
		if errors.Is(err, errNoGlobal) && len(v.globals) > 0 {
			return nil, err // the others hold
		}
		if err != nil {
			return err, err
		}
		if err := in.verifyAny(candidates); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil, nil
}

// candidates returns the global proofs that an inclusion proof may belong to:
// those of its format, or without any that inside the user's file.
func (v *validator) candidates(in *userInput, name string) ([]*verified, error) {
	var same []*verified
	for _, g := range v.globals {
		if (g.okx != nil) == (in.okx != nil) {
			same = append(same, g)
		}
	}
	if len(same) > 0 {
		return same, nil
	}
	g, _, err := v.roots.rootOf(in, name)
	return []*verified{g}, err
}

// verifyAny returns an error unless the inclusion proof is of the tree of one of
// the global proofs, of which there is at least one.
func (in *userInput) verifyAny(globals []*verified) (err error) {
	for _, g := range globals {
		if _, err = in.verify(g.root); err == nil {
			return nil
		}
	}
	return err
}

func printVerdict(w io.Writer, what string, err error) {
	if err == nil {
		fmt.Fprintf(w, "%s validation passed\n", what)
		return
	}
	fmt.Fprintf(w, "%s validation failed\n%v\n", what, err)
}
