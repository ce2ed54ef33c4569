package proof

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/zkpor/por/liability"
)

// maxYear is the last year that RFC 3339 can write.
const maxYear = 9999

// roundJSON is a [liability.Round] without its tokens.
type roundJSON struct {
	Profile      liability.Profile `json:"profile"`
	Statement    int               `json:"statement_version"`
	ID           string            `json:"id"`
	SnapshotTime string            `json:"snapshot_time"`
	Unit         string            `json:"unit"`
}

func roundToJSON(r *liability.Round) roundJSON {
	return roundJSON{r.Profile, r.FormatVersion, r.ID, r.SnapshotTime.UTC().Format(time.RFC3339), r.Unit}
}

// round returns the round with the given tokens, which its user validates.
func (j *roundJSON) round(tokens []string) (liability.Round, error) {
	at, err := time.Parse(time.RFC3339, j.SnapshotTime)
	if err != nil {
		return liability.Round{}, fmt.Errorf("%w: snapshot time: %w", ErrMalformed, err)
	}
	at = at.UTC()
	if got := at.Format(time.RFC3339); got != j.SnapshotTime {
		return liability.Round{}, fmt.Errorf("%w: snapshot time %q, canonical is %q", ErrNonCanonical, j.SnapshotTime, got)
	}
	return liability.Round{
		Profile:       j.Profile,
		FormatVersion: j.Statement,
		ID:            j.ID,
		SnapshotTime:  at,
		Tokens:        tokens,
		Unit:          j.Unit,
	}, nil
}

// codeRound is the binary layout of a round, tokens included.
func codeRound(c fileCoder, r *liability.Round) {
	codeProfile(c, &r.Profile)
	c.uint(at("statement version"), &r.FormatVersion, 4, maxInt)
	codeName(c, at("round id"), &r.ID)
	codeTime(c, at("snapshot time"), &r.SnapshotTime)
	codeName(c, at("unit"), &r.Unit)

	n := len(r.Tokens)
	c.uint(at("number of tokens"), &n, 2, liability.MaxTokens)
	if c.failed() != nil {
		return
	}
	list(c, at("tokens"), &r.Tokens, n, 1)
	for i := range r.Tokens {
		codeName(c, entry("token", i), &r.Tokens[i])
	}
}

func codeProfile(c coder, p *liability.Profile) {
	v := int(*p)
	c.uint(at("profile"), &v, 1, 255)
	*p = liability.Profile(v)
}

// codeTime is the layout of a time: seconds since 1970, in two's complement.
func codeTime(c fileCoder, at place, t *time.Time) {
	v := uint64(t.Unix())
	c.word(at, &v)
	*t = time.Unix(int64(v), 0).UTC()
}

// codeName is the layout of a string of at most liability.MaxNameBytes bytes.
func codeName(c fileCoder, at place, s *string) {
	b := []byte(*s)
	n := len(b)
	c.uint(at, &n, 1, liability.MaxNameBytes)
	c.bytes(at, &b, n)
	*s = string(b)
}

// validateRound returns ErrMalformed unless r is valid and both encodings can
// carry it, which an OKXv2 round, being bound by nothing, need not fulfil.
func validateRound(r *liability.Round) error {
	if err := r.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if r.FormatVersion < 0 || r.FormatVersion > maxInt {
		return fmt.Errorf("%w: statement version %d", ErrMalformed, r.FormatVersion)
	}
	if y := r.SnapshotTime.UTC().Year(); y < 0 || y > maxYear || r.SnapshotTime.Nanosecond() != 0 {
		return fmt.Errorf("%w: snapshot time %v, want a whole second of the years 0 to %d", ErrMalformed, r.SnapshotTime, maxYear)
	}
	for _, name := range []string{r.ID, r.Unit} {
		if len(name) > liability.MaxNameBytes || !utf8.ValidString(name) {
			return fmt.Errorf("%w: label %q, want at most %d bytes of UTF-8", ErrMalformed, name, liability.MaxNameBytes)
		}
	}
	return nil
}
