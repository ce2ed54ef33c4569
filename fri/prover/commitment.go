package prover

import (
	"bufio"
	"fmt"
	"io"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/par"
	"github.com/zkpor/por/merkle"
)

// Commitment is a committed batch of polynomials, an oracle. It is immutable
// and safe for concurrent use until it is given to [Options] for recycling.
type Commitment struct {
	degreeBits int
	coeffs     [][]field.Element
	ownsCoeffs bool              // coeffs is memory of FromValues, not of the caller
	columns    [][]field.Element // extensions of coeffs, then salts
	tree       *merkle.Tree      // over the rows of columns
}

// Options say how to commit.
type Options struct {
	// Salts is where the salts of a blinded oracle are drawn from; nil leaves
	// the oracle without. Rows must carry salts exactly if the parameters hide
	// and the oracle is blinded. The reader may be read beyond what is needed.
	Salts io.Reader

	Workers int // goroutines, at least 1

	// Recycle is a commitment that is not used any more, or nil. The new one
	// takes over the memory of its columns if they have the same shape, but
	// never that of coefficients which a caller handed in.
	Recycle *Commitment
}

// FromValues commits to the polynomials that take the given values on the
// subgroup of order n = 2^DegreeBits: values holds columns of n elements in
// natural order and is not changed. Otherwise it is like [FromCoeffs], and
// allocates another copy of the columns for the coefficients.
func FromValues(params *fri.Params, values [][]field.Element, opts Options) (*Commitment, error) {
	if err := checkColumns(params, values); err != nil {
		return nil, err
	}
	n := 1 << params.DegreeBits
	domain := ntt.NewDomain(params.Dialect.Generators, params.DegreeBits)
	var spare [][]field.Element
	if opts.Recycle != nil && opts.Recycle.ownsCoeffs {
		spare = opts.Recycle.coeffs
	}
	coeffs := recycleColumns(spare, len(values), n)
	par.Each(opts.Workers, len(values), func(i int) {
		copy(coeffs[i], values[i])
		domain.InverseNatural(coeffs[i])
	})
	c, err := FromCoeffs(params, coeffs, opts)
	if err != nil {
		return nil, err
	}
	c.ownsCoeffs = true
	return c, nil
}

// FromCoeffs commits to polynomials given by columns of 2^DegreeBits
// coefficients, lowest degree first. The commitment keeps the columns, which
// must not be changed afterwards, and allocates 2^RateBits as much for their
// extension, as much again per salt, and the tree.
//
// It returns an error that wraps [fri.ErrParams] for invalid parameters,
// [fri.ErrShape] if there is no column or one has a wrong length, or the error
// of opts.Salts.
func FromCoeffs(params *fri.Params, coeffs [][]field.Element, opts Options) (*Commitment, error) {
	if err := checkColumns(params, coeffs); err != nil {
		return nil, err
	}
	width := len(coeffs)
	if opts.Salts != nil {
		width += fri.SaltLen
	}
	var spare [][]field.Element
	if opts.Recycle != nil {
		spare = opts.Recycle.columns
	}
	columns := recycleColumns(spare, width, 1<<params.LDEBits())
	g := params.Dialect.Generators
	ntt.NewDomain(g, params.DegreeBits).
		LDEColumns(columns[:len(coeffs)], coeffs, params.RateBits, g.CosetShift(), opts.Workers)
	if err := drawSalts(columns[len(coeffs):], opts.Salts); err != nil {
		return nil, err
	}
	tree, err := merkle.Build(columns, params.CapHeight, opts.Workers)
	if err != nil {
		return nil, fmt.Errorf("fri/prover: %w", err)
	}
	return &Commitment{degreeBits: params.DegreeBits, coeffs: coeffs, columns: columns, tree: tree}, nil
}

// Cap returns a copy of the cap of the tree.
func (c *Commitment) Cap() merkle.Cap { return c.tree.Cap() }

// Coeffs returns the coefficients of each polynomial, 2^DegreeBits of them. The
// columns are the commitment's own and must not be changed.
func (c *Commitment) Coeffs() [][]field.Element { return c.coeffs }

// LDE returns the values of each polynomial on the evaluation coset, in
// bit-reversed order and without salts. The columns are the commitment's own
// and must not be changed.
func (c *Commitment) LDE() [][]field.Element { return c.columns[:len(c.coeffs)] }

// Open returns row i, salts included, with its path. It panics if there is no
// such row.
func (c *Commitment) Open(i int) fri.InitialOpening {
	row := make([]field.Element, len(c.columns))
	for j, col := range c.columns {
		row[j] = col[i]
	}
	return fri.InitialOpening{Values: row, Path: c.tree.Path(i)}
}

// checkColumns checks what a commitment is made of.
func checkColumns(params *fri.Params, columns [][]field.Element) error {
	if err := params.Validate(); err != nil {
		return err
	}
	if len(columns) == 0 {
		return fmt.Errorf("%w: commitment to no polynomial", fri.ErrShape)
	}
	for i, col := range columns {
		if len(col) != 1<<params.DegreeBits {
			return fmt.Errorf("%w: column %d has %d elements, want %d", fri.ErrShape, i, len(col), 1<<params.DegreeBits)
		}
	}
	return nil
}

// drawSalts fills columns with random elements.
func drawSalts(columns [][]field.Element, random io.Reader) error {
	if len(columns) == 0 {
		return nil
	}
	buffered := bufio.NewReaderSize(random, 1<<16)
	for _, col := range columns {
		for i := range col {
			var err error
			if col[i], err = field.Random(buffered); err != nil {
				return fmt.Errorf("fri/prover: salts: %w", err)
			}
		}
	}
	return nil
}

// recycleColumns returns k columns of n elements of any value: the old ones if
// they are that many and that long.
func recycleColumns(old [][]field.Element, k, n int) [][]field.Element {
	if len(old) == k && len(old[0]) == n {
		return old
	}
	return makeColumns(k, n)
}

// makeColumns returns k columns of n zeros, adjacent in memory.
func makeColumns(k, n int) [][]field.Element {
	backing := make([]field.Element, k*n)
	columns := make([][]field.Element, k)
	for i := range columns {
		columns[i] = backing[i*n : (i+1)*n : (i+1)*n]
	}
	return columns
}
