package circuit

import "github.com/zkpor/por/fri"

// Config fixes the shape and the security level of a circuit, as plonky2's
// CircuitConfig does.
type Config struct {
	NumWires       int // columns of a row
	NumRoutedWires int // the first so many take part in copy constraints
	NumConstants   int // constants a gate may use

	// UseBaseArithmeticGate gives base field arithmetic a gate of its own;
	// otherwise it shares the gate of the extension.
	UseBaseArithmeticGate bool

	SecurityBits            int // conjectured bits that the parameters must reach
	NumChallenges           int // repetitions of the arguments with error degree/p
	ZeroKnowledge           bool
	MaxQuotientDegreeFactor int

	FRI fri.Config
}

// StandardConfig is plonky2's standard_recursion_config: 135 wires of which 80
// are routed, rate 1/8, 28 queries and 16 bits of work.
func StandardConfig() Config {
	return Config{
		NumWires:                135,
		NumRoutedWires:          80,
		NumConstants:            2,
		UseBaseArithmeticGate:   true,
		SecurityBits:            100,
		NumChallenges:           2,
		MaxQuotientDegreeFactor: 8,
		FRI: fri.Config{
			RateBits:   3,
			CapHeight:  4,
			PowBits:    16,
			Reduction:  fri.Reduction{Kind: fri.ConstantArityReduction, ArityBits: 4, FinalPolyBits: 5},
			NumQueries: 28,
		},
	}
}

// StandardZKConfig is [StandardConfig] with zero knowledge.
func StandardZKConfig() Config {
	c := StandardConfig()
	c.ZeroKnowledge = true
	return c
}

// OKXConfig is the configuration of the circuits of OKX's proof-of-reserves-v2:
// [StandardConfig] with caps of two digests. That of the root has zero
// knowledge.
func OKXConfig() Config {
	c := StandardConfig()
	c.FRI.CapHeight = 1
	return c
}
