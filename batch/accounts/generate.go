package accounts

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"

	"github.com/zkpor/por/liability"
)

// DefaultPerFile is the number of accounts in a generated file: 2^16, a
// multiple of every usual batch size, as OKX's prover wants it.
const DefaultPerFile = 1 << 16

// Generator makes up accounts. Equal generators write equal files.
type Generator struct {
	Accounts uint64
	Tokens   int
	PerFile  int // accounts of a file, 0 for DefaultPerFile
	Seed     uint64
}

// ErrGenerate reports a folder that has account files already, or numbers that
// make no sense.
var ErrGenerate = errors.New("cannot generate accounts")

// Generate writes account files into dir, which it makes if need be, and
// returns their names. Each file appears under its name only when complete.
// Balances span many magnitudes, most users hold few of the tokens, one in
// eight owes something, and every account is solvent and in the range of
// every profile. Generate returns ErrGenerate if dir holds account files
// already.
func (g Generator) Generate(ctx context.Context, dir string) ([]string, error) {
	perFile := uint64(g.PerFile)
	if perFile == 0 {
		perFile = DefaultPerFile
	}
	if g.Accounts == 0 || g.PerFile < 0 || g.Tokens < 1 || g.Tokens > liability.MaxTokens {
		return nil, fmt.Errorf("accounts: %w: %d accounts of %d tokens, %d a file", ErrGenerate, g.Accounts, g.Tokens, g.PerFile)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	if old, _ := Files(dir); len(old) > 0 {
		return nil, fmt.Errorf("accounts: %w: %s exists", ErrGenerate, old[0])
	}
	var files []string
	for from := uint64(0); from < g.Accounts; from += perFile {
		name := filepath.Join(dir, fmt.Sprintf("batch%06d.json", len(files)))
		if err := g.writeFile(ctx, name, from, min(from+perFile, g.Accounts)); err != nil {
			return nil, fmt.Errorf("accounts: %w", err)
		}
		files = append(files, name)
	}
	return files, nil
}

// writeFile writes the accounts [from, to) to a temporary file and renames it.
func (g Generator) writeFile(ctx context.Context, name string, from, to uint64) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".generate-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // in vain after the renaming

	w := bufio.NewWriterSize(f, 1<<16)
	err = errors.Join(g.write(ctx, w, from, to), w.Flush(), f.Chmod(0o644), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// write writes the accounts [from, to) as an array with one record a line.
func (g Generator) write(ctx context.Context, w io.Writer, from, to uint64) error {
	tokens := TokenNames(g.Tokens)
	line := []byte("[\n")
	for i := from; i < to; i++ {
		if i%checkInterval == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		line = g.appendRecord(line, i, tokens)
		if i < to-1 {
			line = append(line, ',')
		}
		line = append(line, '\n')
		if _, err := w.Write(line); err != nil {
			return err
		}
		line = line[:0]
	}
	_, err := io.WriteString(w, "]\n")
	return err
}

// appendRecord appends account i, which depends on the seed and i alone. No
// token name needs escaping.
func (g Generator) appendRecord(b []byte, i uint64, tokens []string) []byte {
	account := g.Account(i)
	b = append(b, `{"id":"`...)
	b = append(b, account.ID.String()...)
	b = append(b, `","assets":{`...)
	first := true
	for j, token := range tokens {
		value := int64(account.Equity[j]) - int64(account.Debt[j]) // one of them is zero
		if value == 0 {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, '"')
		b = append(b, token...)
		b = append(b, `":"`...)
		b = strconv.AppendInt(b, value, 10)
		b = append(b, '"')
	}
	return append(b, `}}`...)
}

const (
	// maxBalanceBits bounds a generated value. Balances are spread evenly over
	// the magnitudes below, so their mean is about 2^29.
	maxBalanceBits = 34

	// oneInDebt is the odds of a debt, one to this number.
	oneInDebt = 8
)

// Account returns account i of g.
func (g Generator) Account(i uint64) liability.Account {
	values := make([]uint64, 2*g.Tokens)
	a := liability.Account{ID: g.id(i), Equity: values[:g.Tokens:g.Tokens], Debt: values[g.Tokens:]}
	rng := rand.New(rand.NewPCG(g.Seed, i))
	var equity uint64
	for range holdings(rng, g.Tokens) {
		j := rng.IntN(g.Tokens)
		equity -= a.Equity[j]
		a.Equity[j] = rng.Uint64N(1 << (1 + rng.IntN(maxBalanceBits)))
		equity += a.Equity[j]
	}
	if rng.IntN(oneInDebt) > 0 {
		return a
	}
	// A token is held or owed. The debt is at most four fifths of the rest.
	j := rng.IntN(g.Tokens)
	equity -= a.Equity[j]
	a.Equity[j] = 0
	a.Debt[j] = rng.Uint64N(equity/5*4 + 1)
	return a
}

// holdings returns how many of the tokens a user holds: half of the users one,
// a quarter two, and so on, but one in 64 all.
func holdings(rng *rand.Rand, tokens int) int {
	if rng.IntN(64) == 0 {
		return tokens
	}
	n := 1
	for n < tokens && rng.IntN(2) == 0 {
		n++
	}
	return n
}

func (g Generator) id(i uint64) liability.ID {
	b := []byte("por generated account")
	b = binary.BigEndian.AppendUint64(b, g.Seed)
	b = binary.BigEndian.AppendUint64(b, i)
	return sha256.Sum256(b)
}

// TokenNames returns n names of tokens: some well-known ones, then T020,
// T021, ….
func TokenNames(n int) []string {
	known := [...]string{
		"BTC", "ETH", "USDT", "USDC", "XRP", "SOL", "BNB", "DOGE", "ADA", "TRX",
		"LINK", "AVAX", "XLM", "SUI", "BCH", "LTC", "DOT", "UNI", "AAVE", "ETC",
	}
	names := make([]string, n)
	for i := range names {
		if i < len(known) {
			names[i] = known[i]
		} else {
			names[i] = fmt.Sprintf("T%03d", i)
		}
	}
	return names
}
