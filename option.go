package por

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"time"

	"github.com/zkpor/por/liability"
)

// DefaultFanIn is the default of [WithFanIn].
const DefaultFanIn = 4

// DefaultBatchSize returns the default of [WithBatchSize]: 11776 in the standard
// profile, which fills a circuit of 2^15 rows, and 1024 as in OKX's program in
// okxv2, whose circuits grow with the number of tokens. See
// docs/performance.md.
func DefaultBatchSize(p Profile) int {
	if p == OKXv2 {
		return 1024
	}
	return 11776
}

// ErrOption reports an option with an invalid value.
var ErrOption = errors.New("por: invalid option")

// Option configures a [Prover]. Parameters that decide security are not
// options.
type Option func(*config) error

// config holds the options of a prover.
type config struct {
	profile    Profile
	round      string
	snapshot   time.Time
	unit       string
	tokens     []string
	batchSize  int
	fanIn      int
	workers    int
	saltSecret []byte
	progress   func(Progress)
	logger     *slog.Logger
}

func newConfig(opts []Option) (*config, error) {
	c := &config{
		profile:  Standard,
		round:    "1",
		snapshot: time.Now(),
		unit:     "unit",
		fanIn:    DefaultFanIn,
		workers:  runtime.GOMAXPROCS(0),
		progress: func(Progress) {},
		logger:   slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
	for _, o := range opts {
		if err := o(c); err != nil {
			return nil, err
		}
	}
	c.snapshot = c.snapshot.UTC().Truncate(time.Second)
	if c.batchSize == 0 {
		c.batchSize = DefaultBatchSize(c.profile)
	}
	shape := liability.Shape{Profile: c.profile, BatchSize: c.batchSize, FanIn: c.fanIn, Levels: 1}
	if err := shape.Validate(); err != nil {
		return nil, invalid(err)
	}
	round := c.describe()
	if err := round.Validate(); err != nil {
		return nil, invalid(err)
	}
	if len(c.tokens) == 0 {
		return nil, fmt.Errorf("%w: no tokens, see WithTokens", ErrOption)
	}
	return c, nil
}

// invalid makes ErrOption of the error of a part that an option sets.
func invalid(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrOption, err)
}

// describe returns the round that the options name.
func (c *config) describe() liability.Round {
	return liability.Round{
		Profile:       c.profile,
		FormatVersion: liability.FormatVersion,
		ID:            c.round,
		SnapshotTime:  c.snapshot,
		Tokens:        c.tokens,
		Unit:          c.unit,
	}
}

// WithProfile selects the statement, by default [Standard].
func WithProfile(p Profile) Option {
	return func(c *config) error {
		c.profile = p
		return invalid(p.Validate())
	}
}

// WithTokens names the tokens, in the order of every account's values. There is
// no default.
func WithTokens(tokens ...string) Option {
	return func(c *config) error {
		c.tokens = append([]string(nil), tokens...)
		return invalid(liability.ValidateTokens(tokens))
	}
}

// WithRound names the round, by default "1".
func WithRound(id string) Option {
	return func(c *config) error {
		c.round = id
		return nil
	}
}

// WithSnapshotTime says when the balances were read, to the second. It is part
// of what is proved. The default is the present.
func WithSnapshotTime(t time.Time) Option {
	return func(c *config) error {
		c.snapshot = t
		return nil
	}
}

// WithUnit says what one unit of a value is, such as "USD cent". The default is
// "unit".
func WithUnit(unit string) Option {
	return func(c *config) error {
		c.unit = unit
		return nil
	}
}

// WithBatchSize sets the number of accounts in a batch, in [OKXv2] a power of
// two. The default, also for 0, is [DefaultBatchSize]; in the standard profile
// verifier keys are pinned for it.
func WithBatchSize(n int) Option {
	return func(c *config) error {
		c.batchSize = n
		return nil
	}
}

// WithFanIn sets how many proofs one proof of the next level stands for, a
// power of two from 2 to 64. The default is [DefaultFanIn], for which verifier
// keys are pinned.
func WithFanIn(n int) Option {
	return func(c *config) error {
		c.fanIn = n
		return nil
	}
}

// WithWorkers sets how many proofs are made at once, by default GOMAXPROCS.
// Memory grows with it.
func WithWorkers(n int) Option {
	return func(c *config) error {
		if n < 1 {
			return fmt.Errorf("%w: %d workers, want at least 1", ErrOption, n)
		}
		c.workers = n
		return nil
	}
}

// WithSaltSecret sets the secret that the salts of accounts derive from, at
// least 32 uniformly random bytes. Without it every prover draws one of its own,
// see [Prover.SaltSecret]. Whoever knows the secret can test guesses of other
// users' balances.
func WithSaltSecret(secret []byte) Option {
	return func(c *config) error {
		if len(secret) < liability.MinSecretBytes {
			return fmt.Errorf("%w: %w: got %d bytes, want at least %d",
				ErrOption, liability.ErrSecret, len(secret), liability.MinSecretBytes)
		}
		c.saltSecret = append([]byte(nil), secret...)
		return nil
	}
}

// WithProgress calls f after every step of proving. Calls do not overlap.
func WithProgress(f func(Progress)) Option {
	return func(c *config) error {
		if f == nil {
			return fmt.Errorf("%w: no progress function", ErrOption)
		}
		c.progress = f
		return nil
	}
}

// WithLogger sends diagnostics to a logger. The default is silence.
func WithLogger(l *slog.Logger) Option {
	return func(c *config) error {
		if l == nil {
			return fmt.Errorf("%w: no logger", ErrOption)
		}
		c.logger = l
		return nil
	}
}

// Stage is a part of proving.
type Stage uint8

// The stages, in order.
const (
	Reading  Stage = iota // accounts are read, checked and hashed
	Building              // circuits are built
	Proving               // proofs are made
)

// String names the stage.
func (s Stage) String() string {
	switch s {
	case Reading:
		return "reading accounts"
	case Building:
		return "building circuits"
	case Proving:
		return "proving"
	}
	return fmt.Sprintf("stage(%d)", s)
}

// Progress says how far a stage is: Done of Total accounts, circuits or proofs.
// Total is 0 where it is not known.
type Progress struct {
	Stage       Stage
	Done, Total int
}
