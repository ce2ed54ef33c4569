package proof

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

// OKXGlobal is the global proof of OKX's proof-of-reserves-v2, the file
// sum_proof_data.json. Everything in it is a claim of its author.
type OKXGlobal struct {
	Round     uint64
	FanIn     int
	BatchSize int
	Tokens    int

	// RootDigest is the digest of the root circuit.
	RootDigest hash.Digest

	// Circuits describes the circuits. It is nil in the oldest files.
	Circuits *OKXCircuits

	// Proof is the proof of the root circuit with its public inputs, in JSON
	// without white space. It stays encoded until there is a circuit to decode
	// it by, see [Format.DecodeProofJSON] and [OKXGlobal.Global].
	Proof json.RawMessage
}

// OKXCircuits describes the circuits behind an [OKXGlobal].
type OKXCircuits struct {
	Batch     circuit.Config
	Recursive []circuit.Config // by level, that of the root last

	// RootVerifierData is verifier key and common data of the root circuit, see
	// [Format.DecodeVerifierData]; files of OKX's own programs have it in the
	// layout of their fork.
	RootVerifierData []byte
}

// okxGlobalJSON is the file. Without a description of the circuits, OKX's older
// programs left out circuits_info and newer ones would write null.
type okxGlobalJSON struct {
	General    okxGeneralJSON  `json:"general"`
	RootDigest digestJSON      `json:"root_vd_digest"`
	Circuits   json.RawMessage `json:"circuits_info,omitempty"`
	Proof      json.RawMessage `json:"proof"`
}

type okxGeneralJSON struct {
	Round     uint64 `json:"round_num"`
	FanIn     int    `json:"recursion_branchout_num"`
	BatchSize int    `json:"batch_size"`
	Tokens    int    `json:"token_num"`
}

type okxCircuitsJSON struct {
	Batch            configJSON        `json:"batch_circuit_config"`
	Recursive        array[configJSON] `json:"recursive_circuit_configs"`
	RootVerifierData hexBytes          `json:"root_verifier_data_hex"`
}

// hexBytes are bytes in hexadecimal, in lower case.
type hexBytes []byte

// MarshalText encodes b.
func (b hexBytes) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, b), nil }

// UnmarshalText decodes digits of either case.
func (b *hexBytes) UnmarshalText(text []byte) (err error) {
	*b, err = hex.DecodeString(string(text))
	return err
}

// NewOKXGlobal returns g, a proof of the circuit with the given key and common
// data, in OKX's layout and the dialect of the circuit. The circuits are
// described as the OKXv2 profile has them: the configuration is that of the root
// circuit, which alone is zero-knowledge.
//
// It returns ErrMalformed if g is invalid, not of the OKXv2 profile, of a round
// whose id is not a number in decimal, or names no tokens; and the errors of
// [FormatOf], [Format.DecodeProof] and [Format.AppendVerifierData].
func NewOKXGlobal(g *Global, key *circuit.VerifierKey, common *circuit.Common) (*OKXGlobal, error) {
	round, err := okxRound(g)
	if err != nil {
		return nil, fmt.Errorf("proof: OKX's global proof: %w", err)
	}
	format, err := FormatOf(common.FRI.Dialect)
	if err != nil {
		return nil, err
	}
	p, err := format.DecodeProof(common, g.Proof)
	if err != nil {
		return nil, err
	}
	encoded, err := format.EncodeProofJSON(common, p)
	if err != nil {
		return nil, err
	}
	data, err := format.AppendVerifierData(nil, key, common)
	if err != nil {
		return nil, err
	}
	inner := common.Config
	inner.ZeroKnowledge = false
	circuits := &OKXCircuits{Batch: inner, RootVerifierData: data}
	for range g.Shape.Levels - 1 {
		circuits.Recursive = append(circuits.Recursive, inner)
	}
	circuits.Recursive = append(circuits.Recursive, common.Config)
	return &OKXGlobal{
		Round:      round,
		FanIn:      g.Shape.FanIn,
		BatchSize:  g.Shape.BatchSize,
		Tokens:     len(g.Round.Tokens),
		RootDigest: key.CircuitDigest,
		Circuits:   circuits,
		Proof:      encoded,
	}, nil
}

// okxRound returns the number of g's round, if g fits OKX's layout.
func okxRound(g *Global) (uint64, error) {
	if err := g.validate(); err != nil {
		return 0, err
	}
	if g.Round.Profile != liability.OKXv2 {
		return 0, fmt.Errorf("%w: %w: got %v", ErrMalformed, liability.ErrProfile, g.Round.Profile)
	}
	if len(g.Round.Tokens) == 0 {
		return 0, fmt.Errorf("%w: round names no tokens", ErrMalformed)
	}
	round, err := strconv.ParseUint(g.Round.ID, 10, 64)
	if err != nil || strconv.FormatUint(round, 10) != g.Round.ID {
		return 0, fmt.Errorf("%w: round id %q is not a number", ErrMalformed, g.Round.ID)
	}
	return round, nil
}

// Shape returns the dimensions of the tree. It returns ErrMalformed if they are
// invalid, ErrUnsupported if the file does not describe its circuits and thus
// not how many levels there are.
func (o *OKXGlobal) Shape() (liability.Shape, error) {
	if o.Circuits == nil {
		return liability.Shape{}, fmt.Errorf("proof: OKX's global proof: %w: no description of the circuits", ErrUnsupported)
	}
	s := liability.Shape{Profile: liability.OKXv2, BatchSize: o.BatchSize, FanIn: o.FanIn, Levels: len(o.Circuits.Recursive)}
	if err := s.Validate(); err != nil {
		return liability.Shape{}, fmt.Errorf("proof: OKX's global proof: %w: %w", ErrMalformed, err)
	}
	return s, nil
}

// okxPublicInputs is how many public inputs a root circuit has: equity, debt
// and root.
const okxPublicInputs = 2 + hash.DigestLen

// CheckClaims returns ErrMalformed unless o claims to be a proof of the root
// circuit with the given key, for a tree of the given shape. Files that do not
// describe their circuits claim no number of levels.
func (o *OKXGlobal) CheckClaims(shape liability.Shape, key *circuit.VerifierKey) error {
	claimed := shape
	claimed.BatchSize, claimed.FanIn = o.BatchSize, o.FanIn
	if o.Circuits != nil {
		claimed.Levels = len(o.Circuits.Recursive)
	}
	switch {
	case claimed != shape:
		return fmt.Errorf("proof: OKX's global proof: %w: of %v, want %v", ErrMalformed, claimed, shape)
	case o.RootDigest != key.CircuitDigest:
		return fmt.Errorf("proof: OKX's global proof: %w: root circuit %v, want %v", ErrMalformed, o.RootDigest, key.CircuitDigest)
	}
	return nil
}

// Global returns o as a global proof of the OKXv2 profile. Shape, key and common
// data are the verifier's: the proof is decoded in the format of the circuit's
// dialect, and the root is what its public inputs say. Names of tokens, time and
// unit are not in the file.
//
// It returns the errors of [OKXGlobal.CheckClaims], [FormatOf] and
// [Format.DecodeProofJSON], and ErrMalformed if the shape is invalid or the
// circuit has other public inputs. That the proof holds is for package verify to
// say.
func (o *OKXGlobal) Global(shape liability.Shape, key *circuit.VerifierKey, common *circuit.Common) (*Global, error) {
	if err := o.CheckClaims(shape, key); err != nil {
		return nil, err
	}
	if n := common.NumPublicInputs; n != okxPublicInputs {
		return nil, fmt.Errorf("proof: OKX's global proof: %w: %d public inputs, want %d", ErrMalformed, n, okxPublicInputs)
	}
	format, err := FormatOf(common.FRI.Dialect)
	if err != nil {
		return nil, err
	}
	p, err := format.DecodeProofJSON(common, o.Proof)
	if err != nil {
		return nil, err
	}
	encoded, err := format.AppendProof(nil, common, p)
	if err != nil {
		return nil, err
	}
	g := &Global{
		Round: liability.Round{
			Profile:       liability.OKXv2,
			FormatVersion: liability.FormatVersion,
			ID:            strconv.FormatUint(o.Round, 10),
		},
		Shape: shape,
		Root: liability.Node{
			Sums: liability.Sums{Equity: p.PublicInputs[0].Uint64(), Debt: p.PublicInputs[1].Uint64()},
			Hash: hash.Digest(p.PublicInputs[2:okxPublicInputs]),
		},
		Proof: encoded,
	}
	if err := g.validate(); err != nil {
		return nil, fmt.Errorf("proof: OKX's global proof: %w", err)
	}
	return g, nil
}

// MarshalJSON encodes o as OKX's programs do. Without Circuits it leaves out the
// field.
func (o OKXGlobal) MarshalJSON() ([]byte, error) {
	j := okxGlobalJSON{
		General:    okxGeneralJSON{o.Round, o.FanIn, o.BatchSize, o.Tokens},
		RootDigest: digestToJSON(o.RootDigest),
		Proof:      o.Proof,
	}
	if c := o.Circuits; c != nil {
		circuits := okxCircuitsJSON{configToJSON(c.Batch), mapped(c.Recursive, configToJSON), c.RootVerifierData}
		var err error
		if j.Circuits, err = json.Marshal(circuits); err != nil {
			return nil, fmt.Errorf("proof: OKX's global proof: %w", err)
		}
	}
	return json.Marshal(j)
}

// UnmarshalJSON decodes the one encoding of o, white space apart, except that
// circuits_info may be null. That the proof is JSON is all that it checks of
// it. On error o is unchanged.
func (o *OKXGlobal) UnmarshalJSON(data []byte) error {
	out, err := decodeOKXGlobal(data)
	if err != nil {
		return fmt.Errorf("proof: OKX's global proof: %w", err)
	}
	*o = *out
	return nil
}

func decodeOKXGlobal(data []byte) (*OKXGlobal, error) {
	var j okxGlobalJSON
	if err := decodeJSON(data, &j); err != nil {
		return nil, err
	}
	var proof bytes.Buffer
	if err := json.Compact(&proof, j.Proof); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	o := &OKXGlobal{
		Round:      j.General.Round,
		FanIn:      j.General.FanIn,
		BatchSize:  j.General.BatchSize,
		Tokens:     j.General.Tokens,
		RootDigest: j.RootDigest.digest(),
		Proof:      proof.Bytes(),
	}
	if j.Circuits == nil || string(j.Circuits) == "null" {
		return o, nil
	}
	var c okxCircuitsJSON
	if err := decodeJSON(j.Circuits, &c); err != nil {
		return nil, fmt.Errorf("circuits: %w", err)
	}
	o.Circuits = &OKXCircuits{c.Batch.config(), mapped(c.Recursive, configJSON.config), c.RootVerifierData}
	return o, nil
}
