package prover

import (
	"fmt"
	"io"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/par"
	"github.com/zkpor/por/merkle"
)

// Commitment is a committed batch of polynomials, an oracle. Once committed it
// is safe for concurrent use, until it is committed again.
//
// It holds coefficients, salts, and the Merkle tree over the rows of the
// low-degree extension, but not the extension, which is 2^RateBits as large as
// the coefficients: what is needed of it is computed from them again.
type Commitment struct {
	domain   *ntt.Domain // of the coefficients
	rateBits int

	numPolys int
	coeffs   [][]field.Element
	salts    [][]field.Element // columns of the extension
	tree     *merkle.Tree
}

// New returns what an oracle is committed to with [Commitment.Commit]. It
// allocates the tree, 64 bytes for each of the 2^LDEBits rows, and the salts of
// a blinded oracle, 32 bytes a row. It returns an error that wraps
// [fri.ErrParams] or [fri.ErrShape] for invalid arguments.
func New(params *fri.Params, oracle fri.Oracle) (*Commitment, error) {
	if err := params.Validate(); err != nil {
		return nil, err
	}
	if oracle.NumPolys < 1 {
		return nil, fmt.Errorf("%w: commitment to %d polynomials", fri.ErrShape, oracle.NumPolys)
	}
	tree, err := merkle.New(params.LDEBits(), params.CapHeight)
	if err != nil {
		return nil, fmt.Errorf("fri/prover: %w", err)
	}
	salts := make([][]field.Element, params.RowLen(oracle)-oracle.NumPolys)
	for i := range salts {
		salts[i] = make([]field.Element, 1<<params.LDEBits())
	}
	return &Commitment{
		domain:   ntt.NewDomain(params.Dialect.Generators, params.DegreeBits),
		rateBits: params.RateBits,
		numPolys: oracle.NumPolys,
		salts:    salts,
		tree:     tree,
	}, nil
}

// Commit commits to polynomials given by columns of 2^DegreeBits coefficients,
// lowest degree first, as many as the oracle has. The commitment keeps the
// columns, which must not be changed as long as it is used. Salts are drawn from
// random, which is read only if the oracle has them. What was committed to before
// is forgotten.
//
// It returns an error that wraps [fri.ErrShape] for a wrong number or length of
// columns, or the error of random, after which nothing is committed to.
func (c *Commitment) Commit(coeffs [][]field.Element, random io.Reader, w *Workspace) error {
	c.coeffs = nil
	if len(coeffs) != c.numPolys {
		return fmt.Errorf("%w: got %d polynomials, want %d", fri.ErrShape, len(coeffs), c.numPolys)
	}
	for i, col := range coeffs {
		if len(col) != c.domain.Size() {
			return fmt.Errorf("%w: column %d has %d elements, want %d", fri.ErrShape, i, len(col), c.domain.Size())
		}
	}
	if err := drawSalts(c.salts, random); err != nil {
		return err
	}
	c.coeffs = coeffs
	c.hash(w)
	return nil
}

// hash computes the tree, one coset of the extension at a time.
func (c *Commitment) hash(w *Workspace) {
	n := c.domain.Size()
	coset := w.Columns(c.numPolys, n)
	rows := append(coset, make([][]field.Element, len(c.salts))...)
	for i := range 1 << c.rateBits {
		c.Coset(coset, i, w)
		for j, s := range c.salts {
			rows[c.numPolys+j] = s[i*n : (i+1)*n]
		}
		c.tree.SetColumns(i*n, rows, w.workers)
	}
	c.tree.Compress(w.workers)
}

// Cap returns a copy of the cap of the tree.
func (c *Commitment) Cap() merkle.Cap { return c.tree.Cap() }

// Coeffs returns the coefficients of each polynomial, 2^DegreeBits of them. The
// columns are the commitment's own and must not be changed.
func (c *Commitment) Coeffs() [][]field.Element { return c.coeffs }

// Coset sets a column of dst for each polynomial to n = 2^DegreeBits rows of its
// low-degree extension, those from coset·n on, without salts. They are its
// values on a coset of the subgroup of order n, see [ntt.Domain.LDE].
func (c *Commitment) Coset(dst [][]field.Element, coset int, w *Workspace) {
	shift := c.domain.LDEShift(c.rateBits, c.domain.Generators().CosetShift(), coset)
	points := w.cosetOf(c.domain, shift)
	par.Each(w.workers, c.numPolys, func(i int) { points.Forward(dst[i], c.coeffs[i]) })
}

// Interpolate replaces the columns of n values on the subgroup of order
// n = 2^DegreeBits, in natural order, by the coefficients of the polynomials
// that take them.
func Interpolate(params *fri.Params, columns [][]field.Element, w *Workspace) {
	domain := ntt.NewDomain(params.Dialect.Generators, params.DegreeBits)
	par.Each(w.workers, len(columns), func(i int) { domain.InverseNatural(columns[i]) })
}

// drawSalts fills columns with random elements.
func drawSalts(columns [][]field.Element, random io.Reader) error {
	if len(columns) == 0 {
		return nil
	}
	const run = 512
	buf := make([]byte, run*field.Bytes)
	for _, col := range columns {
		for ; len(col) > 0; col = col[min(run, len(col)):] {
			if err := drawElements(col[:min(run, len(col))], random, buf); err != nil {
				return fmt.Errorf("fri/prover: salts: %w", err)
			}
		}
	}
	return nil
}

// drawElements fills dst with random elements by way of buf.
func drawElements(dst []field.Element, random io.Reader, buf []byte) error {
	if _, err := io.ReadFull(random, buf[:len(dst)*field.Bytes]); err != nil {
		return err
	}
	for i := range dst {
		var err error
		dst[i], err = field.FromBytes(buf[i*field.Bytes:])
		if err == nil {
			continue
		}
		if dst[i], err = field.Random(random); err != nil { // one in 2^32 is not below the modulus
			return err
		}
	}
	return nil
}
