package proof

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
)

// decoders apply each decoder to data and report if the value is nil.
func decoders(common *circuit.Common) map[string]func(data []byte) (isNil bool, err error) {
	return map[string]func([]byte) (bool, error){
		"proof.bin":         func(b []byte) (bool, error) { v, err := DecodeProof(common, b); return v == nil, err },
		"verifier_only.bin": func(b []byte) (bool, error) { v, err := DecodeVerifierKey(b); return v == nil, err },
		"common.bin":        func(b []byte) (bool, error) { v, err := Plonky2().DecodeCommon(b); return v == nil, err },
	}
}

func TestRefuseTruncatedAndTrailing(t *testing.T) {
	const name = "10_okx_batch_4x3"
	for file, decode := range decoders(commonOf(t, name)) {
		t.Run(file, func(t *testing.T) {
			data := vector(t, name, file)
			for n := 0; n < len(data); n += 1 + n/100 {
				isNil, err := decode(data[:n])
				require.ErrorIs(t, err, ErrTruncated, "%d bytes", n)
				require.True(t, isNil)
			}
			isNil, err := decode(append(bytes.Clone(data), 0))
			require.ErrorIs(t, err, ErrTrailing)
			require.ErrorContains(t, err, fmt.Sprintf("at byte %d", len(data)))
			require.True(t, isNil)
		})
	}
}

// TestRefuseNonCanonicalElements adds p to elements wherever that fits into 64
// bits.
func TestRefuseNonCanonicalElements(t *testing.T) {
	const name = "01_fibonacci"
	common := commonOf(t, name)
	p, err := DecodeProof(common, vector(t, name, "proof.bin"))
	require.NoError(t, err)
	for _, e := range []*field.Element{
		&p.WiresCap[3][1], &p.QuotientCap[0][0], &p.Openings.Wires[7].A1, &p.Openings.Quotients[0].A0,
		&p.FRI.QueryRounds[2].Initial[1].Values[5], &p.FRI.QueryRounds[27].Initial[3].Path[0][3],
		&p.FRI.FinalPoly[1].A0, &p.FRI.PowWitness, &p.PublicInputs[2],
	} {
		saved := *e
		*e = field.New(0xabcdef) // occurs once, and fits with p added
		data, err := AppendProof(nil, common, p)
		require.NoError(t, err)
		*e = saved

		pattern := binary.LittleEndian.AppendUint64(nil, 0xabcdef)
		require.Equal(t, 1, bytes.Count(data, pattern))
		offset := bytes.Index(data, pattern)
		binary.LittleEndian.PutUint64(data[offset:], 0xabcdef+field.Modulus)
		decoded, err := DecodeProof(common, data)
		require.ErrorIs(t, err, ErrNonCanonical)
		require.ErrorIs(t, err, field.ErrNonCanonical)
		require.ErrorContains(t, err, fmt.Sprintf("at byte %d:", offset))
		require.Nil(t, decoded)
	}
}

// TestRefuseCounts changes the counts in a proof, which the circuit determines.
func TestRefuseCounts(t *testing.T) {
	const name = "01_fibonacci"
	common, data := commonOf(t, name), vector(t, name, "proof.bin")
	publicInputs := len(data) - field.Bytes*(common.NumPublicInputs+1)
	require.EqualValues(t, common.NumPublicInputs, data[publicInputs])
	firstPath := 3*capBytes(common.FRI.CapHeight) + 16*openings(common) + field.Bytes*common.NumPreprocessedPolys()
	require.EqualValues(t, common.FRI.LDEBits()-common.FRI.CapHeight, data[firstPath])

	for _, offset := range []int{publicInputs, firstPath} {
		for _, change := range []byte{1, 2, 4} {
			patched := bytes.Clone(data)
			patched[offset] ^= change
			_, err := DecodeProof(common, patched)
			require.ErrorIs(t, err, ErrMalformed)
		}
	}
	patched := bytes.Clone(data)
	patched[publicInputs+7] = 0xff
	_, err := DecodeProof(common, patched)
	require.ErrorIs(t, err, ErrTooLarge)
}

func openings(c *circuit.Common) int {
	n := c.Config.NumChallenges
	for _, o := range c.Oracles() {
		n += o.NumPolys
	}
	return n
}

// TestRefuseCommon patches bytes of common data.
func TestRefuseCommon(t *testing.T) {
	const name = "05_gate_zoo"
	data := vector(t, name, "common.bin")
	common := commonOf(t, name)

	// Offsets in the layout of a configuration with constant arity.
	const (
		useBase    = 6 * 8
		friConfig  = useBase + 2
		powBits    = friConfig + 3*8
		reduction  = powBits + 4
		params     = reduction + 1 + 2*8
		arities    = params + 3*8 + 4 + 1 + 2*8
		degreeBits = arities + 8 // no steps
		hiding     = degreeBits + 8
		indices    = hiding + 1
	)
	groups := indices + 8*(1+len(common.Gates))
	sizes := groups + 8 + 16*len(common.Selectors.Groups)
	shifts := sizes + 4*8
	partialProducts := shifts + 8 + 8*len(common.KIs)
	lookups := partialProducts + 8
	gates := lookups + 3*8

	for what, c := range map[string]struct {
		offset int
		value  byte
		err    error
	}{
		"boolean":                        {useBase, 2, ErrNonCanonical},
		"zero knowledge without hiding":  {useBase + 1, 1, ErrMalformed},
		"hiding":                         {hiding, 2, ErrNonCanonical},
		"hiding without zero knowledge":  {hiding, 1, ErrMalformed},
		"work":                           {powBits + 3, 0xff, ErrTooLarge},
		"reduction strategy":             {reduction, 3, ErrMalformed},
		"arity of strategy":              {reduction + 1, 0, ErrMalformed},
		"second configuration":           {params, 4, ErrMalformed},
		"number of steps":                {arities, 1, nil},
		"degree":                         {degreeBits, 40, ErrMalformed},
		"degree that folds":              {degreeBits, 9, ErrMalformed},
		"selector index":                 {indices + 8, 1, ErrMalformed},
		"number of selector indices":     {indices, 1, nil},
		"number of selector groups":      {groups, 0, nil},
		"end of selector group":          {groups + 16, 1, ErrMalformed},
		"quotient degree factor":         {sizes, 4, ErrMalformed},
		"number of gate constraints":     {sizes + 8, 124, ErrMalformed},
		"number of constants":            {sizes + 16, 9, ErrMalformed},
		"number of public inputs":        {sizes + 24 + 4, 1, ErrTooLarge},
		"number of coset shifts":         {shifts, 81, nil},
		"coset shift":                    {shifts + 8, 2, ErrMalformed},
		"number of partial products":     {partialProducts, 8, ErrMalformed},
		"number of lookup polynomials":   {lookups, 1, ErrUnsupported},
		"number of lookup selectors":     {lookups + 8, 1, ErrUnsupported},
		"number of lookup tables":        {lookups + 16, 1, ErrUnsupported},
		"number of gates":                {gates, 0, ErrTrailing},
		"tag of lookup gate":             {gates + 8, 6, ErrUnsupported},
		"tag of lookup table gate":       {gates + 8, 7, ErrUnsupported},
		"unknown tag":                    {gates + 8, 16, ErrMalformed},
		"another gate of the same shape": {gates + 8, 11, ErrMalformed},
		"large tag":                      {gates + 11, 0xff, ErrTooLarge},
	} {
		t.Run(what, func(t *testing.T) {
			patched := bytes.Clone(data)
			require.NotEqual(t, patched[c.offset], c.value)
			patched[c.offset] = c.value
			decoded, err := Plonky2().DecodeCommon(patched)
			require.Error(t, err)
			if c.err != nil { // else what follows is read as something else
				require.ErrorIs(t, err, c.err)
			}
			require.Nil(t, decoded)
		})
	}
}

// TestRefuseInterpolationGates changes the parts of an interpolation gate that
// follow from others.
func TestRefuseInterpolationGates(t *testing.T) {
	gate, err := circuit.NewCosetInterpolationGate(field.Plonky2Generators(), 4, 8)
	require.NoError(t, err)
	require.Equal(t, 6, gate.Degree())
	f := Plonky2()
	e := &encoder{}
	var g circuit.Gate = gate
	f.codeGate(e, at("gate"), &g)
	require.NoError(t, e.err)

	decode := func(data []byte) (circuit.Gate, error) {
		d := &decoder{data: data}
		var g circuit.Gate
		f.codeGate(d, at("gate"), &g)
		return g, d.finish()
	}
	g, err = decode(e.dst)
	require.NoError(t, err)
	require.Equal(t, gate.ID(), g.ID())

	for what, c := range map[string]struct {
		offset int
		err    error
	}{
		"subgroup bits":     {tagBytes, ErrMalformed},
		"degree":            {tagBytes + 8, ErrMalformed},
		"number of weights": {tagBytes + 16, ErrTruncated},
		"weight":            {tagBytes + 24 + 8*5, ErrMalformed},
	} {
		patched := bytes.Clone(e.dst)
		patched[c.offset]++
		_, err := decode(patched)
		require.ErrorIs(t, err, c.err, what)
	}
}

// TestRefuseHugeCounts checks that a count alone makes nobody allocate memory
// for it.
func TestRefuseHugeCounts(t *testing.T) {
	const name = "01_fibonacci"
	data := vector(t, name, "common.bin")
	key := vector(t, name, "verifier_only.bin")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n := 0
	for offset := 0; offset+8 <= len(data); offset++ {
		patched := bytes.Clone(data)
		binary.LittleEndian.PutUint64(patched[offset:], maxInt-1)
		if c, err := Plonky2().DecodeCommon(patched); err != nil {
			require.Nil(t, c)
			n++
		}
	}
	binary.LittleEndian.PutUint64(key, fri.MaxCapHeight)
	_, err := DecodeVerifierKey(key)
	require.ErrorIs(t, err, ErrTruncated)
	binary.LittleEndian.PutUint64(key, 63)
	_, err = DecodeVerifierKey(key)
	require.ErrorIs(t, err, ErrTooLarge)
	runtime.ReadMemStats(&after)
	require.Greater(t, n, len(data)*9/10)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(n)<<18, "bytes for %d values", n)
}

func TestEncodersRefuse(t *testing.T) {
	const name = "01_fibonacci"
	common := commonOf(t, name)
	prefix := []byte("prefix")

	p, err := DecodeProof(common, vector(t, name, "proof.bin"))
	require.NoError(t, err)
	for what, change := range map[string]func(p *circuit.Proof){
		"cap":           func(p *circuit.Proof) { p.WiresCap = p.WiresCap[1:] },
		"openings":      func(p *circuit.Proof) { p.Openings.Zs = nil },
		"queries":       func(p *circuit.Proof) { p.FRI.QueryRounds = p.FRI.QueryRounds[:27] },
		"oracles":       func(p *circuit.Proof) { p.FRI.QueryRounds[0].Initial = nil },
		"final":         func(p *circuit.Proof) { p.FRI.FinalPoly = append(p.FRI.FinalPoly, field.Ext{}) },
		"public inputs": func(p *circuit.Proof) { p.PublicInputs = nil },
	} {
		changed := *p
		changed.FRI.QueryRounds = slices.Clone(p.FRI.QueryRounds)
		change(&changed)
		out, err := AppendProof(prefix, common, &changed)
		require.Error(t, err, what)
		require.Equal(t, prefix, out, what)
	}

	out, err := AppendVerifierKey(prefix, &circuit.VerifierKey{ConstantsSigmasCap: make([]hash.Digest, 3)})
	require.ErrorIs(t, err, ErrShape)
	require.Equal(t, prefix, out)

	for what, c := range map[string]struct {
		change func(c *circuit.Common)
		err    error
	}{
		"dialect":  {func(c *circuit.Common) { c.FRI.Dialect.CombineTimesX = true }, ErrUnsupported},
		"gate":     {func(c *circuit.Common) { *c = commonOfGate(t, circuit.BaseSumGate{Base: 3, NumLimbs: 4}) }, ErrUnsupported},
		"invalid":  {func(c *circuit.Common) { c.Gates = nil }, circuit.ErrCommon},
		"negative": {func(c *circuit.Common) { c.NumPublicInputs = math.MinInt }, circuit.ErrCommon},
	} {
		changed := *common
		c.change(&changed)
		out, err := Plonky2().AppendCommon(prefix, &changed)
		require.ErrorIs(t, err, c.err, what)
		require.Equal(t, prefix, out, what)
		_, err = Plonky2().AppendVerifierData(prefix, &circuit.VerifierKey{ConstantsSigmasCap: make([]hash.Digest, 1)}, &changed)
		require.ErrorIs(t, err, c.err, what)
	}
}

// commonOfGate describes a circuit with a single kind of gate.
func commonOfGate(t *testing.T, g circuit.Gate) circuit.Common {
	t.Helper()
	c, err := circuit.NewCommon(circuit.StandardConfig(), fri.Plonky2(), []circuit.Gate{g}, 4, 0)
	require.NoError(t, err)
	return c
}
