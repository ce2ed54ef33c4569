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

// validate verifies the global proof and the inclusion proofs in the first of
// the folders that has any.
func validate(w io.Writer, folders []string, keyName string) error {
	globalName, users := findProofs(folders)
	if globalName == "" && len(users) == 0 {
		return usagef("nothing to validate: put %s and your own file, renamed to %s, beside the program", globalFile, userPattern)
	}
	total, inclusion := validateFiles(globalName, users, keyName)
	printVerdict(w, "Total sum and non-negative constraint", total)
	printVerdict(w, "Inclusion constraint", inclusion)
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
func findProofs(folders []string) (globalName string, users []string) {
	for _, folder := range folders {
		found, _ := fs.Glob(os.DirFS(folder), userPattern)
		for i := range found {
			found[i] = filepath.Join(folder, found[i])
		}
		name := filepath.Join(folder, globalFile)
		if _, err := os.Stat(name); err == nil {
			return name, found
		}
		if len(users) == 0 {
			users = found
		}
	}
	return "", users
}

// validateFiles returns what is wrong with the global proof, and what with the
// inclusion proofs. Without a file for the global proof it is that inside the
// users' files.
func validateFiles(globalName string, users []string, keyName string) (total, inclusion error) {
	roots := &rootSource{keyName: keyName}
	if globalName != "" {
		if roots.given, total = verifyGlobal(globalName, keyName); total != nil {
			return total, fmt.Errorf("the global proof: %w", total)
		}
	}
	if len(users) == 0 {
		return nil, fmt.Errorf("no file named %s", userPattern)
	}
	for _, name := range users {
		in, err := readUser(name)
		if err != nil {
			if roots.given == nil && roots.last == nil {
				total = err
			}
			return total, err
		}
		v, _, err := roots.rootOf(in, name)
		if err != nil {
			return err, err
		}
		if _, err := in.verify(v.root); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil, nil
}

func printVerdict(w io.Writer, what string, err error) {
	if err == nil {
		fmt.Fprintf(w, "%s validation passed\n", what)
		return
	}
	fmt.Fprintf(w, "%s validation failed\n%v\n", what, err)
}
