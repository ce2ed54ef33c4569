package verify

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
)

// TestTamperedVectors applies the patches that the reference has rejected.
func TestTamperedVectors(t *testing.T) {
	n := 0
	for _, folder := range allCircuits() {
		t.Run(folder, func(t *testing.T) {
			key := keyOf(t, folder)
			data := testutil.Vector(t, inFolder(folder, "proof.bin"))
			for _, c := range tamperedCases(t, folder) {
				require.NotEmpty(t, c.Patches, c.Name)
				patched := bytes.Clone(data)
				for _, patch := range c.Patches {
					require.NotEqual(t, patched[patch[0]], byte(patch[1]), c.Name)
					patched[patch[0]] = byte(patch[1])
				}
				p, err := key.Format().DecodeProof(key.Common(), patched)
				require.NoError(t, err, c.Name)
				requireCheck(t, c.check(t), Proof(key, Policy{}, p), c.Name)
				n++
			}
		})
	}
	require.NotZero(t, n)
}

// TestProofOfAnotherCircuit verifies proofs with the keys of circuits that have
// the same shape.
func TestProofOfAnotherCircuit(t *testing.T) {
	a, b := keyOf(t, "plonk/10_okx_batch_4x3"), keyOf(t, "plonk/10_okx_batch_4x3")
	p := proofOf(t, a, "plonk/10_okx_batch_4x3", "proof.bin")

	b.verifier.ConstantsSigmasCap = slices.Clone(b.verifier.ConstantsSigmasCap)
	b.verifier.ConstantsSigmasCap[0][0] = b.verifier.ConstantsSigmasCap[0][0].Add(field.One())
	requireCheck(t, CheckInitialPath, Proof(b, Policy{}, p))

	b.verifier = a.verifier
	b.verifier.CircuitDigest[0] = b.verifier.CircuitDigest[0].Add(field.One())
	requireCheck(t, CheckVanishing, Proof(b, Policy{}, p))
}

// flip is a field element of a proof, the check that must refuse a proof in
// which it differs, and the query that the check fails in, or -1.
type flip struct {
	place string
	value *field.Element
	check Check
	query int
}

// flips returns every field element of p. It assumes that each opening and each
// public input has a part in the constraints, and that a proof of work does not
// pass by chance.
func flips(key *Key, p *circuit.Proof) []flip {
	var all []flip
	add := func(check Check, query int, value *field.Element, place string, args ...any) {
		all = append(all, flip{fmt.Sprintf(place, args...), value, check, query})
	}
	digests := func(check Check, query int, s []hash.Digest, place string, args ...any) {
		for i := range s {
			for j := range s[i] {
				add(check, query, &s[i][j], place+fmt.Sprintf("[%d][%d]", i, j), args...)
			}
		}
	}
	exts := func(check Check, query int, s []field.Ext, place string, args ...any) {
		for i := range s {
			add(check, query, &s[i].A0, place+fmt.Sprintf("[%d].A0", i), args...)
			add(check, query, &s[i].A1, place+fmt.Sprintf("[%d].A1", i), args...)
		}
	}

	_, challenges := circuit.DeriveChallenges(key.Common(), &key.verifier, p.PublicInputsHash(), p)
	digests(CheckVanishing, -1, p.WiresCap, "wires cap")
	digests(CheckVanishing, -1, p.ZsPartialProductsCap, "zs cap")
	digests(CheckVanishing, -1, p.QuotientCap, "quotient cap")
	for i, s := range [][]field.Ext{
		p.Openings.Constants, p.Openings.Sigmas, p.Openings.Wires, p.Openings.Zs,
		p.Openings.ZsNext, p.Openings.PartialProducts, p.Openings.Quotients,
	} {
		exts(CheckVanishing, -1, s, "openings part %d", i)
	}
	for i, c := range p.FRI.CommitPhaseCaps {
		digests(CheckPow, -1, c, "commit phase cap %d", i)
	}
	for q := range p.FRI.QueryRounds {
		round := &p.FRI.QueryRounds[q]
		for o := range round.Initial {
			for i := range round.Initial[o].Values {
				add(CheckInitialPath, q, &round.Initial[o].Values[i], "query %d oracle %d row[%d]", q, o, i)
			}
			digests(CheckInitialPath, q, round.Initial[o].Path, "query %d oracle %d path", q, o)
		}
		index := challenges.QueryIndices[q]
		for s := range round.Steps {
			evals := round.Steps[s].Evals
			within := index % len(evals)
			index /= len(evals)
			exts(CheckStepPath, q, evals[:within], "query %d step %d before", q, s)
			exts(CheckFold, q, evals[within:within+1], "query %d step %d at", q, s)
			exts(CheckStepPath, q, evals[within+1:], "query %d step %d after", q, s)
			digests(CheckStepPath, q, round.Steps[s].Path, "query %d step %d path", q, s)
		}
	}
	exts(CheckPow, -1, p.FRI.FinalPoly, "final polynomial")
	add(CheckPow, -1, &p.FRI.PowWitness, "proof-of-work witness")
	for i := range p.PublicInputs {
		add(CheckVanishing, -1, &p.PublicInputs[i], "public input %d", i)
	}
	return all
}

// TestFlips changes every field element of proofs, one at a time. A short run
// takes a sample.
func TestFlips(t *testing.T) {
	for _, c := range []struct {
		folder        string
		stride, short int
	}{
		{"plonk/01_fibonacci", 1, 23}, // no folding steps
		{"plonk/10_okx_batch_4x3", 7, 67},
		{"okx_fork/plonk/10_okx_batch_4x3", 23, 211},
	} {
		t.Run(c.folder, func(t *testing.T) {
			folder := c.folder
			key := keyOf(t, folder)
			p := proofOf(t, key, folder, "proof.bin")
			all := flips(key, p)
			data := testutil.Vector(t, inFolder(folder, "proof.bin"))
			require.Greater(t, len(all), len(data)/field.Bytes*99/100, "all but the counts in %d bytes", len(data))

			stride := c.stride
			if testing.Short() {
				stride = c.short
			}
			for i := 0; i < len(all); i += stride {
				f := all[i]
				saved := *f.value
				*f.value = saved.Add(field.One())
				err := Proof(key, Policy{}, p)
				*f.value = saved
				requireCheck(t, f.check, err, f.place)
				require.Equal(t, f.query, err.(*Error).Query, f.place)
			}
			require.NoError(t, Proof(key, Policy{}, p))
		})
	}
}

// TestShapes empties, shortens and lengthens every list in a proof.
func TestShapes(t *testing.T) {
	const folder = "extra/reduction_fixed"
	key := keyOf(t, folder)
	p := proofOf(t, key, folder, "proof.bin")
	n := 0
	var walk func(v reflect.Value, place string)
	walk = func(v reflect.Value, place string) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i), place+"."+v.Type().Field(i).Name)
			}
		case reflect.Slice:
			saved := v.Interface()
			longer := reflect.Append(reflect.AppendSlice(reflect.Zero(v.Type()), v), reflect.Zero(v.Type().Elem()))
			for _, changed := range []reflect.Value{reflect.Zero(v.Type()), v.Slice(0, v.Len()-1), longer} {
				v.Set(changed)
				requireCheck(t, CheckShape, Proof(key, anyPolicy, p), place)
				v.Set(reflect.ValueOf(saved))
			}
			n++
			for i := range v.Len() {
				walk(v.Index(i), fmt.Sprintf("%s[%d]", place, i))
			}
		}
	}
	walk(reflect.ValueOf(p).Elem(), "proof")
	require.NoError(t, Proof(key, anyPolicy, p))
	require.Greater(t, n, 50)

	requireCheck(t, CheckShape, Proof(key, anyPolicy, nil))
	requireCheck(t, CheckShape, Proof(key, anyPolicy, &circuit.Proof{}))
}

// TestSwappedParts exchanges parts of the same shape between two valid proofs of
// the same statement.
func TestSwappedParts(t *testing.T) {
	const folder = "plonk/01_fibonacci"
	key := keyOf(t, folder)
	for name, c := range map[string]struct {
		swap  func(p, other *circuit.Proof)
		check Check
	}{
		"openings":         {func(p, other *circuit.Proof) { p.Openings = other.Openings }, CheckVanishing},
		"caps":             {func(p, other *circuit.Proof) { p.WiresCap = other.WiresCap }, CheckVanishing},
		"opening proof":    {func(p, other *circuit.Proof) { p.FRI = other.FRI }, CheckPow},
		"query rounds":     {func(p, other *circuit.Proof) { p.FRI.QueryRounds = other.FRI.QueryRounds }, CheckInitialPath},
		"order of queries": {func(p, _ *circuit.Proof) { slices.Reverse(p.FRI.QueryRounds) }, CheckInitialPath},
	} {
		t.Run(name, func(t *testing.T) {
			p := proofOf(t, key, folder, "proof.bin")
			c.swap(p, proofOf(t, key, folder, "proof_osrand.bin"))
			requireCheck(t, c.check, Proof(key, Policy{}, p))
		})
	}
}
