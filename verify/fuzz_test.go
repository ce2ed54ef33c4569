package verify

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/merkle"
	"github.com/zkpor/por/proof"
)

// FuzzKey verifies a proof of zeros for whatever circuit a decoder accepts: no
// description of a circuit may lead the verifier out of range.
func FuzzKey(f *testing.F) {
	for _, name := range extraCircuits(f) {
		f.Add(testutil.Vector(f, "plonky2/extra/"+name+"/common.bin"))
	}
	f.Add(testutil.Vector(f, "plonky2/plonk/08_recursion_of_01/common.bin"))
	f.Add(testutil.Vector(f, "okx_fork/plonk/10_okx_batch_4x3/common.bin"))
	f.Fuzz(func(t *testing.T, data []byte) {
		common, err := proof.Plonky2().DecodeCommon(data)
		if err != nil {
			common, err = proof.OKX().DecodeCommon(data)
		}
		if err != nil || common.FRI.NumQueries > 8 || common.FRI.CapHeight > 8 || common.NumPublicInputs > 1<<12 {
			return
		}
		cap := make(merkle.Cap, 1<<common.FRI.CapHeight)
		key, err := NewKey(common, circuit.VerifierKey{
			ConstantsSigmasCap: cap,
			CircuitDigest:      circuit.Digest(cap, nil, common.DegreeBits()),
		})
		require.NoError(t, err)
		p := zeroProof(common)
		require.NoError(t, common.ValidateProof(p))
		require.Error(t, Proof(key, anyPolicy, p))

		// FRI comes after the vanishing polynomial, which zeros do not satisfy.
		_, challenges := circuit.DeriveChallenges(common, &key.verifier, p.PublicInputsHash(), p)
		instance := common.FRIInstance(field.Ext{A1: field.One()})
		caps := []merkle.Cap{cap, cap, cap, cap}
		params := common.FRI
		params.PowBits = 0
		require.Error(t, fri.Verify(&params, &instance, p.Openings.FRIOpenings(), &challenges, caps, &p.FRI))
	})
}

// zeroProof returns a proof of zeros that has the shape of a circuit's proofs.
func zeroProof(c *circuit.Common) *circuit.Proof {
	params := &c.FRI
	cap := make(merkle.Cap, 1<<params.CapHeight)
	exts := func(n int) []field.Ext { return make([]field.Ext, n) }
	path := func(height int) merkle.Path { return make([]hash.Digest, height-params.CapHeight) }
	p := &circuit.Proof{
		WiresCap: cap, ZsPartialProductsCap: cap, QuotientCap: cap,
		Openings: circuit.Openings{
			Constants:       exts(c.NumConstants),
			Sigmas:          exts(c.Config.NumRoutedWires),
			Wires:           exts(c.Config.NumWires),
			Zs:              exts(c.Config.NumChallenges),
			ZsNext:          exts(c.Config.NumChallenges),
			PartialProducts: exts(c.Config.NumChallenges * c.NumPartialProducts),
			Quotients:       exts(c.NumQuotientPolys()),
		},
		FRI:          fri.Proof{FinalPoly: exts(params.FinalPolyLen())},
		PublicInputs: make([]field.Element, c.NumPublicInputs),
	}
	for range params.ArityBits {
		p.FRI.CommitPhaseCaps = append(p.FRI.CommitPhaseCaps, cap)
	}
	for range params.NumQueries {
		var round fri.QueryRound
		for _, o := range c.Oracles() {
			row := make([]field.Element, params.RowLen(o))
			round.Initial = append(round.Initial, fri.InitialOpening{Values: row, Path: path(params.LDEBits())})
		}
		height := params.LDEBits()
		for _, arity := range params.ArityBits {
			height -= arity
			round.Steps = append(round.Steps, fri.QueryStep{Evals: exts(1 << arity), Path: path(height)})
		}
		p.FRI.QueryRounds = append(p.FRI.QueryRounds, round)
	}
	return p
}
