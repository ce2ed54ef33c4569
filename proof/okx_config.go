package proof

import (
	"encoding/json"
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
)

// configJSON is a [circuit.Config] as serde writes plonky2's CircuitConfig.
type configJSON struct {
	NumWires                int           `json:"num_wires"`
	NumRoutedWires          int           `json:"num_routed_wires"`
	NumConstants            int           `json:"num_constants"`
	UseBaseArithmeticGate   bool          `json:"use_base_arithmetic_gate"`
	SecurityBits            int           `json:"security_bits"`
	NumChallenges           int           `json:"num_challenges"`
	ZeroKnowledge           bool          `json:"zero_knowledge"`
	MaxQuotientDegreeFactor int           `json:"max_quotient_degree_factor"`
	FRI                     friConfigJSON `json:"fri_config"`
}

type friConfigJSON struct {
	RateBits   int           `json:"rate_bits"`
	CapHeight  int           `json:"cap_height"`
	PowBits    int           `json:"proof_of_work_bits"`
	Reduction  reductionJSON `json:"reduction_strategy"`
	NumQueries int           `json:"num_query_rounds"`
}

func configToJSON(c circuit.Config) configJSON {
	return configJSON{
		NumWires:                c.NumWires,
		NumRoutedWires:          c.NumRoutedWires,
		NumConstants:            c.NumConstants,
		UseBaseArithmeticGate:   c.UseBaseArithmeticGate,
		SecurityBits:            c.SecurityBits,
		NumChallenges:           c.NumChallenges,
		ZeroKnowledge:           c.ZeroKnowledge,
		MaxQuotientDegreeFactor: c.MaxQuotientDegreeFactor,
		FRI: friConfigJSON{
			RateBits:   c.FRI.RateBits,
			CapHeight:  c.FRI.CapHeight,
			PowBits:    c.FRI.PowBits,
			Reduction:  reductionJSON(c.FRI.Reduction),
			NumQueries: c.FRI.NumQueries,
		},
	}
}

func (j configJSON) config() circuit.Config {
	return circuit.Config{
		NumWires:                j.NumWires,
		NumRoutedWires:          j.NumRoutedWires,
		NumConstants:            j.NumConstants,
		UseBaseArithmeticGate:   j.UseBaseArithmeticGate,
		SecurityBits:            j.SecurityBits,
		NumChallenges:           j.NumChallenges,
		ZeroKnowledge:           j.ZeroKnowledge,
		MaxQuotientDegreeFactor: j.MaxQuotientDegreeFactor,
		FRI: fri.Config{
			RateBits:   j.FRI.RateBits,
			CapHeight:  j.FRI.CapHeight,
			PowBits:    j.FRI.PowBits,
			Reduction:  fri.Reduction(j.FRI.Reduction),
			NumQueries: j.FRI.NumQueries,
		},
	}
}

// reductionJSON is a reduction strategy as serde writes it: an object whose only
// field names the strategy and holds its parameters.
type reductionJSON fri.Reduction

// strategyJSON has a field for every strategy, of which one is present.
type strategyJSON struct {
	Fixed         array[int]      `json:"Fixed,omitzero"`
	ConstantArity *[2]int         `json:"ConstantArityBits,omitempty"`
	MinSize       json.RawMessage `json:"MinSize,omitempty"`
}

// MarshalJSON encodes r, or returns ErrMalformed for an unknown strategy.
func (r reductionJSON) MarshalJSON() ([]byte, error) {
	var s strategyJSON
	switch r.Kind {
	case fri.FixedReduction:
		s.Fixed = append(array[int]{}, r.Fixed...)
	case fri.ConstantArityReduction:
		s.ConstantArity = &[2]int{r.ArityBits, r.FinalPolyBits}
	case fri.MinSizeReduction:
		s.MinSize = json.RawMessage("null")
		if r.HasMax {
			s.MinSize, _ = json.Marshal(r.MaxArityBits)
		}
	default:
		return nil, fmt.Errorf("%w: reduction strategy %d", ErrMalformed, r.Kind)
	}
	return json.Marshal(s)
}

// UnmarshalJSON decodes a strategy. What is not canonical shows when r is
// encoded again.
func (r *reductionJSON) UnmarshalJSON(data []byte) error {
	var s strategyJSON
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	out := fri.Reduction{}
	switch {
	case s.Fixed != nil:
		out.Kind, out.Fixed = fri.FixedReduction, s.Fixed
	case s.ConstantArity != nil:
		out.Kind, out.ArityBits, out.FinalPolyBits = fri.ConstantArityReduction, s.ConstantArity[0], s.ConstantArity[1]
	case s.MinSize != nil:
		out.Kind, out.HasMax = fri.MinSizeReduction, string(s.MinSize) != "null"
		if err := json.Unmarshal(s.MinSize, &out.MaxArityBits); err != nil {
			return err
		}
	default:
		return fmt.Errorf("%w: unknown reduction strategy", ErrMalformed)
	}
	*r = reductionJSON(out)
	return nil
}
