package main

import (
	"os"
	"strings"

	"github.com/zkpor/por/liability"
)

// tokensUsage describes the flag that parseTokens is for.
const tokensUsage = "the only tokens allowed, in order: names with commas between, or a file with one a line\n(default those of the accounts, in alphabetical order)"

// parseTokens returns the tokens that a flag names: the lines of a file, if
// there is one of this name, or a list with commas. An empty flag stands for
// whatever tokens the accounts have.
func parseTokens(flag string) ([]string, error) {
	if flag == "" {
		return nil, nil
	}
	tokens := strings.Split(flag, ",")
	if info, err := os.Stat(flag); err == nil && info.Mode().IsRegular() {
		data, err := readFile(flag, maxListBytes)
		if err != nil {
			return nil, err
		}
		tokens = strings.Split(strings.TrimSpace(string(data)), "\n")
	}
	for i := range tokens {
		tokens[i] = strings.TrimSpace(tokens[i])
	}
	if err := liability.ValidateTokens(tokens); err != nil {
		return nil, usagef("--tokens %s: %w", flag, err)
	}
	return tokens, nil
}
