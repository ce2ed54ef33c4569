package accounts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/zkpor/por/liability"
)

// Config says what the files must fit.
type Config struct {
	// Profile sets the range of values. It must be set.
	Profile liability.Profile

	// Tokens are the only tokens allowed, in the order of the columns of the
	// accounts. If there are none, the columns are the tokens of all
	// records, in alphabetical order.
	Tokens []string
}

func (c Config) validate() error {
	if err := c.Profile.Validate(); err != nil {
		return err
	}
	if len(c.Tokens) == 0 {
		return nil
	}
	return liability.ValidateTokens(c.Tokens)
}

// Summary describes the accounts of an input. Where there are faults it leaves
// faulty records out.
type Summary struct {
	Accounts uint64
	Tokens   []string
	Sums     liability.Sums
	Faults   uint64
}

// Check reads all files, in the given order, and passes every fault to report,
// until that returns false. After a fault in a record it goes on with the next
// record, and after broken JSON or an unreadable file with the next file. The
// errors are those of the configuration and of ctx alone: whether the input is
// fit to be proved is told by Summary.Faults.
func Check(ctx context.Context, files []string, cfg Config, report func(*Error) bool) (Summary, error) {
	if err := cfg.validate(); err != nil {
		return Summary{}, fmt.Errorf("accounts: %w", err)
	}
	c := &checker{
		cfg:    cfg,
		tokens: newTokenSet(cfg.Tokens),
		report: report,
		files:  files,
		places: make(map[liability.ID]place),
	}
	for i := range files {
		if err := c.file(ctx, i); err != nil {
			return Summary{}, fmt.Errorf("accounts: %w", err)
		}
		if c.stopped {
			break
		}
	}
	if c.serial == 0 && c.Faults == 0 {
		c.fail(&Error{Record: -1, Offset: -1, Err: ErrEmpty})
	}
	c.Tokens = cfg.Tokens
	if len(c.Tokens) == 0 {
		c.Tokens = c.tokens.names()
	}
	return c.Summary, nil
}

// checker is the first pass over the files.
type checker struct {
	Summary
	cfg     Config
	tokens  *tokenSet
	report  func(*Error) bool
	stopped bool

	files   []string
	places  map[liability.ID]place
	serial  uint64 // records read so far
	scratch liability.Account
}

// place is where an id was found.
type place struct {
	file   uint32
	record uint32
}

// checkInterval is the number of records between looks at the context.
const checkInterval = 1 << 12

// file checks a file. It returns the error of ctx only.
func (c *checker) file(ctx context.Context, i int) error {
	f, err := os.Open(c.files[i])
	if err != nil {
		c.fail(&Error{File: c.files[i], Record: -1, Offset: -1, Err: err})
		return nil
	}
	defer f.Close()

	var r record
	for s := newScanner(f, c.tokens, c.cfg.Profile.AccountBits()); !c.stopped; {
		if c.serial%checkInterval == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		err := s.next(&r, c.serial+1)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			c.fail(inFile(err, c.files[i]))
			return nil
		}
		c.serial++
		c.record(i, &r)
	}
	return nil
}

// record checks a record of file i.
func (c *checker) record(i int, r *record) {
	at := Error{File: c.files[i], Record: r.index, Offset: r.offset}
	fail := func(field string, err error) {
		e := at
		e.Field, e.Err = field, err
		c.fail(&e)
	}
	before := c.Faults
	for _, f := range r.faults {
		fail(f.field, f.err)
	}
	if r.hasID {
		if first, ok := c.places[r.id]; ok {
			fail("id", fmt.Errorf("%w: %v is record %d of %s", ErrDuplicateID, r.id, first.record, c.files[first.file]))
		} else {
			c.places[r.id] = place{uint32(i), uint32(r.index)}
		}
	}
	if c.Faults != before {
		return
	}
	sums, err := r.sums(c.cfg.Profile, &c.scratch)
	if err != nil {
		fail("assets", err)
		return
	}
	total, err := c.Sums.Add(sums)
	if err != nil {
		fail("assets", fmt.Errorf("with all accounts before it: %w", err))
		return
	}
	c.Sums = total
	c.Accounts++
}

// fail reports a fault, unless reporting has been stopped.
func (c *checker) fail(e *Error) {
	if c.stopped {
		return
	}
	c.Faults++
	c.stopped = !c.report(e)
}

// inFile returns a scanner's error with the name of its file.
func inFile(err error, file string) *Error {
	var e *Error
	if !errors.As(err, &e) {
		return &Error{File: file, Record: -1, Offset: -1, Err: err}
	}
	located := *e
	located.File = file
	return &located
}
