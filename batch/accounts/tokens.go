package accounts

import (
	"fmt"
	"slices"

	"github.com/zkpor/por/liability"
)

// tokenSet maps the names of tokens to columns, and finds names that a record
// repeats.
type tokenSet struct {
	columns map[string]*column
	open    bool // unknown names are added
}

type column struct {
	index int
	// record is the serial number of the last record with this token. Serial
	// numbers begin at 1.
	record uint64
}

// newTokenSet returns a set of the given tokens, or an empty and open one if
// there are none.
func newTokenSet(tokens []string) *tokenSet {
	s := &tokenSet{columns: make(map[string]*column, len(tokens)), open: len(tokens) == 0}
	for i, token := range tokens {
		s.columns[token] = &column{index: i}
	}
	return s
}

// use returns the column of a token in the record with the given serial number.
func (s *tokenSet) use(token string, record uint64) (int, error) {
	c, ok := s.columns[token]
	if !ok {
		if !s.open {
			return 0, ErrUnknownToken
		}
		if err := s.admit(token); err != nil {
			return 0, err
		}
		c = &column{index: len(s.columns)}
		s.columns[token] = c
	}
	if c.record == record {
		return 0, ErrDuplicateToken
	}
	c.record = record
	return c.index, nil
}

// admit returns an error unless token may join an open set.
func (s *tokenSet) admit(token string) error {
	if len(s.columns) == liability.MaxTokens {
		return fmt.Errorf("%w: more than %d tokens", ErrUnknownToken, liability.MaxTokens)
	}
	return liability.ValidateTokens([]string{token})
}

// names returns the tokens in alphabetical order.
func (s *tokenSet) names() []string {
	names := make([]string, 0, len(s.columns))
	for token := range s.columns {
		names = append(names, token)
	}
	slices.Sort(names)
	return names
}
