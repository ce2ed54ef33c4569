package verify

import (
	"errors"
	"fmt"
	"math"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
)

// Policy is the least security that a verifier accepts, in bits. A zero field
// stands for the default, which plonky2's standard configuration satisfies; a
// negative one demands nothing, which is for tests.
type Policy struct {
	// MinConjecturedBits is for FRI, see [fri.Params.ConjecturedBits]. The
	// default is [DefaultConjecturedBits].
	MinConjecturedBits int

	// MinProvenBits is for FRI, see [fri.Params.ProvenBits]. The default is
	// [DefaultProvenBits].
	MinProvenBits int

	// MinArgumentBits is for all but FRI, see [ArgumentBits]. The default is
	// [DefaultArgumentBits].
	MinArgumentBits int
}

// Defaults of a [Policy]. plonky2's standard configuration satisfies them for
// circuits of up to 2^21 rows.
const (
	DefaultConjecturedBits = 100
	DefaultProvenBits      = 50
	DefaultArgumentBits    = 70
)

// ErrWeak reports a key whose parameters a policy does not accept.
var ErrWeak = errors.New("verify: parameters are too weak")

// Security is the level that a circuit's parameters reach, in bits.
type Security struct {
	Conjectured int // of FRI, see fri.Params.ConjecturedBits
	Proven      int // of FRI, see fri.Params.ProvenBits
	Argument    int // of all but FRI, see [ArgumentBits]
}

// Security returns the level that the circuit's parameters reach. It is zero
// for a zero Key.
func (k *Key) Security() Security {
	if k.common == nil {
		return Security{}
	}
	return securityOf(k.common)
}

func securityOf(common *circuit.Common) Security {
	return Security{
		Conjectured: common.FRI.ConjecturedBits(),
		Proven:      common.FRI.ProvenBits(numOpenings(common)),
		Argument:    ArgumentBits(common),
	}
}

// check returns an error that wraps [ErrWeak] unless the circuit satisfies the
// policy. The circuit must be valid.
func (p Policy) check(common *circuit.Common) error {
	got := securityOf(common)
	for _, bound := range []struct {
		name                string
		got, want, standard int
	}{
		{"conjectured bits of FRI", got.Conjectured, p.MinConjecturedBits, DefaultConjecturedBits},
		{"proven bits of FRI", got.Proven, p.MinProvenBits, DefaultProvenBits},
		{"bits of the argument", got.Argument, p.MinArgumentBits, DefaultArgumentBits},
	} {
		want := bound.want
		if want == 0 {
			want = bound.standard
		}
		if bound.got < want {
			return fmt.Errorf("%w: got %d %s, want %d", ErrWeak, bound.got, bound.name, want)
		}
	}
	return nil
}

// numOpenings counts the openings that FRI combines.
func numOpenings(common *circuit.Common) int {
	n := common.Config.NumChallenges // the Zs at g·zeta
	for _, o := range common.Oracles() {
		n += o.NumPolys
	}
	return n
}

// ArgumentBits returns the bits of security of the PLONK argument as if FRI
// were perfect, rounded down. With n rows, m routed wires, K terms of the
// vanishing polynomial of degree below n·(q + 1), and r repetitions,
//
//	ε = ((2·n·m + K)/p)^r + n·(q + 1)/p²
//
// bounds the chance that a false statement passes: β and γ make the products of
// the permutation argument agree or vanish, or α cancels terms against each
// other, in all repetitions, or zeta is a root of a false identity.
func ArgumentBits(common *circuit.Common) int {
	n := math.Exp2(float64(common.DegreeBits()))
	m := float64(common.Config.NumRoutedWires)
	r := common.Config.NumChallenges
	terms := float64(r + r*common.NumChunks() + common.NumGateConstraints)

	p := math.Log2(float64(field.Modulus))
	repetitions := float64(r) * (math.Log2(2*n*m+terms) - p)
	zeta := math.Log2(n*float64(common.QuotientDegreeFactor+1)) - 2*p
	return int(-math.Log2(math.Exp2(repetitions) + math.Exp2(zeta)))
}
