package field

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"strconv"

	"github.com/consensys/gnark-crypto/field/goldilocks"
)

const (
	// Modulus is p = 2^64 − 2^32 + 1.
	Modulus uint64 = 0xFFFF_FFFF_0000_0001

	// Bytes is the length of an encoded element.
	Bytes = 8

	// TwoAdicity is the largest k such that 2^k divides p − 1.
	TwoAdicity = 32

	// epsilon is 2^64 mod p.
	epsilon uint64 = 0xFFFF_FFFF

	// rSquared is R² mod p with R = 2^64.
	rSquared uint64 = 0xFFFF_FFFE_0000_0001
)

// ErrNonCanonical reports an encoded element that is not below the modulus.
var ErrNonCanonical = errors.New("field: element is not canonical")

// Element is an element of F_p in Montgomery form, reduced below p. Its zero
// value is the field's zero, and == compares field elements.
type Element goldilocks.Element

// New returns v mod p.
func New(v uint64) Element {
	hi, lo := bits.Mul64(v, rSquared)
	return montgomeryReduce(hi, lo)
}

// Zero returns the additive identity.
func Zero() Element { return Element{} }

// One returns the multiplicative identity, R mod p in Montgomery form.
func One() Element { return Element{epsilon} }

// FromCanonical returns v as an element, or ErrNonCanonical if v ≥ p.
func FromCanonical(v uint64) (Element, error) {
	if v >= Modulus {
		return Element{}, fmt.Errorf("%w: %d", ErrNonCanonical, v)
	}
	return New(v), nil
}

// FromBytes decodes the first [Bytes] bytes of b, little-endian. It returns
// io.ErrUnexpectedEOF if b is shorter and ErrNonCanonical for values ≥ p.
func FromBytes(b []byte) (Element, error) {
	if len(b) < Bytes {
		return Element{}, fmt.Errorf("field: %d bytes, want %d: %w", len(b), Bytes, io.ErrUnexpectedEOF)
	}
	return FromCanonical(binary.LittleEndian.Uint64(b))
}

// FromBool returns 1 for true and 0 for false.
func FromBool(b bool) Element {
	if b {
		return One()
	}
	return Zero()
}

// Random returns an element drawn uniformly from r by rejection sampling, or
// the error of r. A reader that yields only zeros gives zero.
func Random(r io.Reader) (Element, error) {
	var buf [Bytes]byte
	for {
		if _, err := io.ReadFull(r, buf[:]); err != nil {
			return Element{}, fmt.Errorf("field: reading randomness: %w", err)
		}
		if v := binary.LittleEndian.Uint64(buf[:]); v < Modulus {
			return New(v), nil
		}
	}
}

// MustRandom returns a uniform element from crypto/rand, which does not fail.
func MustRandom() Element {
	e, err := Random(rand.Reader)
	if err != nil {
		panic(err) // crypto/rand crashes the program before it returns an error
	}
	return e
}

// Uint64 returns the canonical representative of a, in [0, p).
func (a Element) Uint64() uint64 { return montgomeryReduce(0, a[0])[0] }

// Add returns a + b.
func (a Element) Add(b Element) Element {
	// a − (p − b) borrows exactly when a + b < p; adding p back is
	// subtracting 2^64 − p = epsilon, modulo 2^64.
	d, borrow := bits.Sub64(a[0], Modulus-b[0], 0)
	return Element{d - uint64(uint32(-borrow))}
}

// Sub returns a − b.
func (a Element) Sub(b Element) Element {
	d, borrow := bits.Sub64(a[0], b[0], 0)
	return Element{d - uint64(uint32(-borrow))}
}

// Neg returns −a.
func (a Element) Neg() Element { return Element{}.Sub(a) }

// Double returns 2a.
func (a Element) Double() Element { return a.Add(a) }

// Mul returns a·b. One of the two words may be unreduced, for kernels that sum
// words before they reduce them.
func (a Element) Mul(b Element) Element {
	hi, lo := bits.Mul64(a[0], b[0])
	return montgomeryReduce(hi, lo)
}

// Square returns a².
func (a Element) Square() Element { return a.Mul(a) }

// Cube returns a³.
func (a Element) Cube() Element { return a.Mul(a).Mul(a) }

// MulAdd returns a·b + c.
func (a Element) MulAdd(b, c Element) Element { return a.Mul(b).Add(c) }

// Exp returns a^e, with 0^0 = 1.
func (a Element) Exp(e uint64) Element {
	r := One()
	for i := bits.Len64(e) - 1; i >= 0; i-- {
		r = r.Square()
		if e>>i&1 == 1 {
			r = r.Mul(a)
		}
	}
	return r
}

// ExpPowerOf2 returns a^(2^k).
func (a Element) ExpPowerOf2(k int) Element {
	for range k {
		a = a.Square()
	}
	return a
}

// Inverse returns 1/a, and 0 for a = 0.
func (a Element) Inverse() Element {
	// a^(p−2) with p − 2 = (2^31 − 1)·2^33 + (2^32 − 1).
	t2 := a.Square().Mul(a)             // 2^2 − 1
	t3 := t2.Square().Mul(a)            // 2^3 − 1
	t6 := t3.ExpPowerOf2(3).Mul(t3)     // 2^6 − 1
	t12 := t6.ExpPowerOf2(6).Mul(t6)    // 2^12 − 1
	t24 := t12.ExpPowerOf2(12).Mul(t12) // 2^24 − 1
	t30 := t24.ExpPowerOf2(6).Mul(t6)   // 2^30 − 1
	t31 := t30.Square().Mul(a)          // 2^31 − 1
	t32 := t31.Square().Mul(a)          // 2^32 − 1
	return t31.ExpPowerOf2(33).Mul(t32)
}

// IsZero reports whether a = 0.
func (a Element) IsZero() bool { return a[0] == 0 }

// IsOne reports whether a = 1.
func (a Element) IsOne() bool { return a[0] == epsilon }

// String returns the canonical representative in decimal.
func (a Element) String() string { return strconv.FormatUint(a.Uint64(), 10) }

// AppendBinary appends the canonical representative as eight little-endian
// bytes, the encoding of plonky2. It never fails.
func (a Element) AppendBinary(b []byte) ([]byte, error) {
	return binary.LittleEndian.AppendUint64(b, a.Uint64()), nil
}

// MarshalText encodes a in decimal; JSON thus carries it as a string, since
// JavaScript's numbers lose integers above 2^53.
func (a Element) MarshalText() ([]byte, error) {
	return strconv.AppendUint(nil, a.Uint64(), 10), nil
}

// UnmarshalText decodes the canonical decimal encoding and nothing else: no
// sign, no leading zero, below p. On error a is unchanged.
func (a *Element) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil {
		return fmt.Errorf("field: parsing element: %w", err)
	}
	if strconv.FormatUint(v, 10) != string(text) {
		return fmt.Errorf("%w: %q", ErrNonCanonical, text)
	}
	e, err := FromCanonical(v)
	if err != nil {
		return err
	}
	*a = e
	return nil
}

// montgomeryReduce returns (hi·2^64 + lo)/2^64 mod p, reduced below p. It
// requires hi < p.
//
// With m = −lo/p mod 2^64 = lo·(2^32 + 1) mod 2^64, the quotient is
// hi − ⌈…⌉ = hi − (t − ⌊t/2^32⌋ − e), where t + e·2^64 = lo + lo·2^32 as in
// Pornin, "EcGFp5", section 3.1: shifts and adds only.
func montgomeryReduce(hi, lo uint64) Element {
	t, e := bits.Add64(lo, lo<<32, 0)
	r, borrow := bits.Sub64(hi, t-t>>32-e, 0)
	return Element{r - uint64(uint32(-borrow))}
}
