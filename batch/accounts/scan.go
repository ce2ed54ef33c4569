package accounts

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/zkpor/por/liability"
)

const (
	// maxPending bounds how much of a file is read ahead of the value being
	// decoded, and so the length of a string or a run of spaces.
	maxPending = 1 << 20

	// maxDepth bounds the nesting of a value that is skipped.
	maxDepth = 32
)

// scanner reads the records of one file. What is wrong with a record becomes a
// fault of it, and scanning goes on behind it; an error of a method means that
// the rest of the file cannot be read.
type scanner struct {
	dec    *json.Decoder
	tokens *tokenSet
	bits   int // of an amount
	index  int // of the next record
	opened bool
}

func newScanner(r io.Reader, tokens *tokenSet, bits int) *scanner {
	ahead := &lookahead{r: bufio.NewReaderSize(r, 1<<16)}
	dec := json.NewDecoder(ahead)
	dec.UseNumber()
	ahead.consumed = dec.InputOffset
	return &scanner{dec: dec, tokens: tokens, bits: bits}
}

// next reads the next record into r. It returns io.EOF behind the last one,
// when nothing but white space is left in the file.
func (s *scanner) next(r *record, serial uint64) error {
	if !s.opened {
		if err := s.expect('['); err != nil {
			return err
		}
		s.opened = true
	}
	if !s.dec.More() {
		if err := s.expect(']'); err != nil {
			return err
		}
		return s.end()
	}
	first, err := s.token()
	if err != nil {
		return err
	}
	r.reset(serial, s.index, s.dec.InputOffset()-1)
	s.index++
	if first != json.Delim('{') {
		r.fail("", fmt.Errorf("%w: got %s, want an object", ErrField, describe(first)))
		return s.skip(first)
	}
	return s.record(r)
}

// record reads a record behind its opening brace.
func (s *scanner) record(r *record) error {
	var hasID, hasAssets bool
	for s.dec.More() {
		key, value, err := s.member()
		if err != nil {
			return err
		}
		seen := key == "id" && hasID || key == "assets" && hasAssets
		switch {
		case seen:
			r.fail(key, fmt.Errorf("%w: appears twice", ErrField))
			err = s.skip(value)
		case key == "id":
			hasID = true
			err = s.id(r, value)
		case key == "assets":
			hasAssets = true
			err = s.assets(r, value)
		default:
			r.fail(fieldName(key), fmt.Errorf("%w: unknown", ErrField))
			err = s.skip(value)
		}
		if err != nil {
			return err
		}
	}
	if !hasID {
		r.fail("id", fmt.Errorf("%w: missing", ErrField))
	}
	if !hasAssets {
		r.fail("assets", fmt.Errorf("%w: missing", ErrField))
	}
	return s.expect('}')
}

func (s *scanner) id(r *record, value json.Token) error {
	text, ok := value.(string)
	if !ok {
		r.fail("id", fmt.Errorf("%w: got %s, want a string", ErrField, describe(value)))
		return s.skip(value)
	}
	id, err := liability.ParseID(text)
	if err != nil {
		r.fail("id", err)
		return nil
	}
	r.id, r.hasID = id, true
	return nil
}

func (s *scanner) assets(r *record, value json.Token) error {
	if value != json.Delim('{') {
		r.fail("assets", fmt.Errorf("%w: got %s, want an object", ErrField, describe(value)))
		return s.skip(value)
	}
	for s.dec.More() {
		token, value, err := s.member()
		if err != nil {
			return err
		}
		if err := s.asset(r, token, value); err != nil {
			return err
		}
	}
	return s.expect('}')
}

func (s *scanner) asset(r *record, token string, value json.Token) error {
	field := "assets." + fieldName(token)
	column, err := s.tokens.use(token, r.serial)
	if err != nil {
		r.fail(field, err)
		return s.skip(value)
	}
	text, ok := value.(string)
	if !ok {
		r.fail(field, fmt.Errorf("%w: got %s, want a string", ErrField, describe(value)))
		return s.skip(value)
	}
	amount, debt, err := parseValue(text, s.bits)
	if err != nil {
		r.fail(field, err)
		return nil
	}
	r.assets = append(r.assets, asset{column, amount, debt})
	return nil
}

// member reads a key and the first token of its value.
func (s *scanner) member() (string, json.Token, error) {
	key, err := s.token()
	if err != nil {
		return "", nil, err
	}
	value, err := s.token()
	if err != nil {
		return "", nil, err
	}
	return key.(string), value, nil // the decoder lets no other key pass
}

// skip reads what is left of a value behind its first token.
func (s *scanner) skip(first json.Token) error {
	depth := 0
	for token := first; ; {
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
		if depth > maxDepth {
			return s.syntax("nested more than %d deep", maxDepth)
		}
		var err error
		if token, err = s.token(); err != nil {
			return err
		}
	}
}

// expect reads a given delimiter.
func (s *scanner) expect(want json.Delim) error {
	got, err := s.token()
	if err != nil {
		return err
	}
	if got != want {
		return s.syntax("got %s, want %q", describe(got), want.String())
	}
	return nil
}

// end returns io.EOF if the file ends here.
func (s *scanner) end() error {
	_, err := s.dec.Token()
	if err == nil || errors.As(err, new(*json.SyntaxError)) {
		return s.syntax("data after the array")
	}
	if err == io.EOF {
		return io.EOF
	}
	return s.at(err)
}

// token reads a token, inside the file's array or before it.
func (s *scanner) token() (json.Token, error) {
	token, err := s.dec.Token()
	switch {
	case err == nil:
	case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF):
		return nil, s.syntax("unexpected end of file")
	case errors.As(err, new(*json.SyntaxError)):
		return nil, s.syntax("%v", err)
	default:
		return nil, s.at(err)
	}
	// The decoder replaces what is not UTF-8 by this character, which makes
	// different names one.
	if text, ok := token.(string); ok && strings.ContainsRune(text, utf8.RuneError) {
		return nil, s.syntax("string with invalid UTF-8")
	}
	return token, nil
}

// syntax returns an ErrSyntax at the current place.
func (s *scanner) syntax(format string, args ...any) error {
	return s.at(fmt.Errorf("%w: %s", ErrSyntax, fmt.Sprintf(format, args...)))
}

func (s *scanner) at(err error) error {
	return &Error{Record: -1, Offset: s.dec.InputOffset(), Err: err}
}

// describe names a token in a message.
func describe(token json.Token) string {
	switch v := token.(type) {
	case json.Delim:
		return map[json.Delim]string{'{': "an object", '[': "an array"}[v]
	case string:
		return "the string " + quote(v)
	case json.Number:
		return "the number " + v.String()
	case bool:
		return fmt.Sprint(v)
	}
	return "null"
}

// fieldName returns a key as messages show it: quoted if it is not plain.
func fieldName(key string) string {
	if liability.ValidateTokens([]string{key}) != nil {
		return quote(key)
	}
	return key
}

// lookahead is a reader that fails when its decoder has asked for more than
// maxPending bytes without consuming any.
type lookahead struct {
	r        io.Reader
	read     int64
	consumed func() int64
}

func (l *lookahead) Read(p []byte) (int, error) {
	if pending := l.read - l.consumed(); pending > maxPending {
		return 0, fmt.Errorf("%w: a value of more than %d bytes", ErrSyntax, pending)
	}
	n, err := l.r.Read(p)
	l.read += int64(n)
	return n, err
}
