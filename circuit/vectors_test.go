package circuit_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/merkle"
)

// Circuits of the vectors. Small ones come with rows, witness and proof.json.
var (
	smallCircuits = []string{
		"01_fibonacci", "02_arith_factorial", "03_poseidon_preimage", "04_range_check", "05_gate_zoo",
		"10_okx_batch_4x3", "10_okx_batch_16x3",
	}
	largeCircuits = []string{
		"07_fibonacci_zk", "08_recursion_of_01", "09_recursion_of_07", "11_okx_level1_2_std",
		"11_okx_level2_2x2_zk", "11_okx_recursive_2_zk", "11_okx_recursive_4_zk",
	}
	// The same in the dialect of OKX's fork.
	forkCircuits = []string{
		"okx_fork/01_fibonacci", "okx_fork/02_arith_factorial", "okx_fork/03_poseidon_preimage",
		"okx_fork/04_range_check", "okx_fork/05_gate_zoo", "okx_fork/10_okx_batch_4x3",
	}
)

const forkPrefix = "okx_fork/"

// dialect returns the dialect of a circuit of the vectors.
func dialect(name string) fri.Dialect {
	if strings.HasPrefix(name, forkPrefix) {
		return fri.OKX()
	}
	return fri.Plonky2()
}

// info is the content of info.json.
type info struct {
	dialect fri.Dialect

	Config struct {
		NumWires                int       `json:"num_wires"`
		NumRoutedWires          int       `json:"num_routed_wires"`
		NumConstants            int       `json:"num_constants"`
		UseBaseArithmeticGate   bool      `json:"use_base_arithmetic_gate"`
		SecurityBits            int       `json:"security_bits"`
		NumChallenges           int       `json:"num_challenges"`
		ZeroKnowledge           bool      `json:"zero_knowledge"`
		MaxQuotientDegreeFactor int       `json:"max_quotient_degree_factor"`
		FRI                     friConfig `json:"fri_config"`
	} `json:"config"`
	DegreeBits int `json:"degree_bits"`
	Gates      []struct {
		ID             string `json:"id"`
		Degree         int    `json:"degree"`
		NumWires       int    `json:"num_wires"`
		NumConstants   int    `json:"num_constants"`
		NumConstraints int    `json:"num_constraints"`
	} `json:"gates_in_order"`
	Selectors struct {
		Groups  [][2]int `json:"groups"`
		Indices []int    `json:"selector_indices"`
	} `json:"selectors_info"`
	KIs                  []decimal    `json:"k_is"`
	NumConstants         int          `json:"num_constants"`
	NumGateConstraints   int          `json:"num_gate_constraints"`
	NumPartialProducts   int          `json:"num_partial_products"`
	NumPublicInputs      int          `json:"num_public_inputs"`
	QuotientDegreeFactor int          `json:"quotient_degree_factor"`
	PublicInputsHash     [4]decimal   `json:"public_inputs_hash"`
	CircuitDigest        [4]decimal   `json:"circuit_digest"`
	Cap                  [][4]decimal `json:"constants_sigmas_cap"`
	Challenges           struct {
		Betas    []decimal    `json:"plonk_betas"`
		Gammas   []decimal    `json:"plonk_gammas"`
		Alphas   []decimal    `json:"plonk_alphas"`
		Zeta     [2]decimal   `json:"plonk_zeta"`
		FRIAlpha [2]decimal   `json:"fri_alpha"`
		FRIBetas [][2]decimal `json:"fri_betas"`
		Queries  []int        `json:"fri_query_indices"`
	} `json:"challenges"`
}

type friConfig struct {
	RateBits   int `json:"rate_bits"`
	CapHeight  int `json:"cap_height"`
	NumQueries int `json:"num_query_rounds"`
	PowBits    int `json:"proof_of_work_bits"`
	Reduction  struct {
		ConstantArityBits [2]int
	} `json:"reduction_strategy"`
}

// decimal is a field element as a JSON string or number. Rust's serde, which
// wrote proof.json, does not reduce elements below the modulus.
type decimal struct{ field.Element }

func (d *decimal) UnmarshalJSON(data []byte) error {
	v, err := strconv.ParseUint(strings.Trim(string(data), `"`), 10, 64)
	d.Element = field.New(v)
	return err
}

func elements(in []decimal) []field.Element {
	out := make([]field.Element, len(in))
	for i, d := range in {
		out[i] = d.Element
	}
	return out
}

func digest(in [4]decimal) hash.Digest { return hash.Digest(elements(in[:])) }

func ext(in [2]decimal) field.Ext { return field.Ext{A0: in[0].Element, A1: in[1].Element} }

func exts(in [][2]decimal) []field.Ext {
	out := make([]field.Ext, len(in))
	for i, e := range in {
		out[i] = ext(e)
	}
	return out
}

func vectorFile(name, file string) string {
	if rest, ok := strings.CutPrefix(name, forkPrefix); ok {
		return forkPrefix + "plonk/" + rest + "/" + file
	}
	return "plonky2/plonk/" + name + "/" + file
}

func loadInfo(t testing.TB, name string) *info {
	t.Helper()
	var v info
	testutil.VectorJSON(t, vectorFile(name, "info.json"), &v)
	v.dialect = dialect(name)
	return &v
}

func (v *info) config() circuit.Config {
	c, f := v.Config, v.Config.FRI
	return circuit.Config{
		NumWires:                c.NumWires,
		NumRoutedWires:          c.NumRoutedWires,
		NumConstants:            c.NumConstants,
		UseBaseArithmeticGate:   c.UseBaseArithmeticGate,
		SecurityBits:            c.SecurityBits,
		NumChallenges:           c.NumChallenges,
		ZeroKnowledge:           c.ZeroKnowledge,
		MaxQuotientDegreeFactor: c.MaxQuotientDegreeFactor,
		FRI: fri.Config{
			RateBits:   f.RateBits,
			CapHeight:  f.CapHeight,
			PowBits:    f.PowBits,
			NumQueries: f.NumQueries,
			Reduction: fri.Reduction{
				Kind:          fri.ConstantArityReduction,
				ArityBits:     f.Reduction.ConstantArityBits[0],
				FinalPolyBits: f.Reduction.ConstantArityBits[1],
			},
		},
	}
}

// common rebuilds the circuit's description from its gates.
func (v *info) common(t testing.TB) *circuit.Common {
	t.Helper()
	gates := make([]circuit.Gate, len(v.Gates))
	for i, g := range v.Gates {
		gates[i] = parseGate(t, v.dialect, g.ID)
	}
	c, err := circuit.NewCommon(v.config(), v.dialect, gates, v.DegreeBits, v.NumPublicInputs)
	require.NoError(t, err)
	return &c
}

func (v *info) key() *circuit.VerifierKey {
	key := &circuit.VerifierKey{CircuitDigest: digest(v.CircuitDigest)}
	for _, d := range v.Cap {
		key.ConstantsSigmasCap = append(key.ConstantsSigmasCap, digest(d))
	}
	return key
}

// parseGate returns the gate with an ID that plonky2 printed.
func parseGate(t testing.TB, d fri.Dialect, id string) circuit.Gate {
	t.Helper()
	var a, b, c int
	scan := func(format string, values ...any) bool {
		n, _ := fmt.Sscanf(id, format, values...)
		return n == len(values)
	}
	switch {
	case id == "NoopGate":
		return circuit.NoopGate{}
	case id == "PublicInputGate":
		return circuit.PublicInputGate{}
	case strings.HasPrefix(id, "PoseidonGate("):
		return circuit.PoseidonGate{}
	case strings.HasPrefix(id, "PoseidonMdsGate("):
		return circuit.PoseidonMDSGate{}
	case scan("ConstantGate { num_consts: %d", &a):
		return circuit.ConstantGate{NumConsts: a}
	case scan("ArithmeticGate { num_ops: %d", &a):
		return circuit.ArithmeticGate{NumOps: a}
	case scan("ArithmeticExtensionGate { num_ops: %d", &a):
		return circuit.ArithmeticExtensionGate{NumOps: a}
	case scan("MulExtensionGate { num_ops: %d", &a):
		return circuit.MulExtensionGate{NumOps: a}
	case scan("BaseSumGate { num_limbs: %d } + Base: %d", &a, &b):
		return circuit.BaseSumGate{NumLimbs: a, Base: b}
	case scan("ReducingGate { num_coeffs: %d", &a):
		return circuit.ReducingGate{NumCoeffs: a}
	case scan("ReducingExtensionGate { num_coeffs: %d", &a):
		return circuit.ReducingExtensionGate{NumCoeffs: a}
	case scan("ExponentiationGate { num_power_bits: %d", &a):
		return circuit.ExponentiationGate{NumPowerBits: a}
	case scan("RandomAccessGate { bits: %d, num_copies: %d, num_extra_constants: %d", &a, &b, &c):
		return circuit.RandomAccessGate{Bits: a, NumCopies: b, NumExtraConstants: c}
	case scan("CosetInterpolationGate { subgroup_bits: %d, degree: %d", &a, &b):
		d.Interpolation = fri.BarycentricInterpolation
		return interpolation(t, d, a, b)
	case scan("LowDegreeInterpolationGate { subgroup_bits: %d", &a):
		return interpolation(t, d, a, 1)
	}
	t.Fatalf("unknown gate %s", id)
	return nil
}

// loadProof decodes the parts of proof.json that this package deals with, and
// of the FRI proof those that the transcript observes.
func loadProof(t testing.TB, name string) *circuit.Proof {
	t.Helper()
	type jsonDigest struct {
		Elements [4]decimal `json:"elements"`
	}
	var v struct {
		Proof struct {
			WiresCap    []jsonDigest `json:"wires_cap"`
			ZsCap       []jsonDigest `json:"plonk_zs_partial_products_cap"`
			QuotientCap []jsonDigest `json:"quotient_polys_cap"`
			Openings    struct {
				Constants       [][2]decimal `json:"constants"`
				Sigmas          [][2]decimal `json:"plonk_sigmas"`
				Wires           [][2]decimal `json:"wires"`
				Zs              [][2]decimal `json:"plonk_zs"`
				ZsNext          [][2]decimal `json:"plonk_zs_next"`
				PartialProducts [][2]decimal `json:"partial_products"`
				Quotients       [][2]decimal `json:"quotient_polys"`
			} `json:"openings"`
			FRI struct {
				Caps      [][]jsonDigest `json:"commit_phase_merkle_caps"`
				FinalPoly struct {
					Coeffs [][2]decimal `json:"coeffs"`
				} `json:"final_poly"`
				PowWitness decimal `json:"pow_witness"`
			} `json:"opening_proof"`
		} `json:"proof"`
		PublicInputs []decimal `json:"public_inputs"`
	}
	require.NoError(t, json.Unmarshal(testutil.Vector(t, vectorFile(name, "proof.json")), &v))

	cap := func(in []jsonDigest) (out merkle.Cap) {
		for _, d := range in {
			out = append(out, digest(d.Elements))
		}
		return out
	}
	o, f := &v.Proof.Openings, &v.Proof.FRI
	p := &circuit.Proof{
		WiresCap:             cap(v.Proof.WiresCap),
		ZsPartialProductsCap: cap(v.Proof.ZsCap),
		QuotientCap:          cap(v.Proof.QuotientCap),
		Openings: circuit.Openings{
			Constants: exts(o.Constants), Sigmas: exts(o.Sigmas), Wires: exts(o.Wires),
			Zs: exts(o.Zs), ZsNext: exts(o.ZsNext),
			PartialProducts: exts(o.PartialProducts), Quotients: exts(o.Quotients),
		},
		FRI:          fri.Proof{FinalPoly: exts(f.FinalPoly.Coeffs), PowWitness: f.PowWitness.Element},
		PublicInputs: elements(v.PublicInputs),
	}
	for _, c := range f.Caps {
		p.FRI.CommitPhaseCaps = append(p.FRI.CommitPhaseCaps, cap(c))
	}
	return p
}

// trace is a witness with the constants and sigmas of a circuit, all on the row
// subgroup.
type trace struct {
	gates     []circuit.Gate // of each row
	wires     [][]field.Element
	constants [][]field.Element // selectors first
	sigmas    [][]field.Element
}

func loadTrace(t testing.TB, name string, common *circuit.Common) *trace {
	t.Helper()
	var w struct {
		Wires        [][]decimal `json:"wire_values_by_column"`
		Preprocessed [][]decimal `json:"constants_then_sigmas_values_by_polynomial"`
	}
	require.NoError(t, json.Unmarshal(testutil.Vector(t, vectorFile(name, "witness.json")), &w))
	tr := &trace{}
	for _, column := range w.Wires {
		tr.wires = append(tr.wires, elements(column))
	}
	for i, column := range w.Preprocessed {
		if i < common.NumConstants {
			tr.constants = append(tr.constants, elements(column))
		} else {
			tr.sigmas = append(tr.sigmas, elements(column))
		}
	}
	var rows [][2]json.RawMessage
	require.NoError(t, json.Unmarshal(testutil.Vector(t, vectorFile(name, "rows.json")), &rows))
	for _, row := range rows {
		var id string
		require.NoError(t, json.Unmarshal(row[0], &id))
		tr.gates = append(tr.gates, parseGate(t, common.FRI.Dialect, id))
	}
	return tr
}
