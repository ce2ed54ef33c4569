package verify

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// checkCases holds an example of a failure for every check.
var checkCases = map[Check]func(t *testing.T) error{
	CheckKey: func(t *testing.T) error {
		key := keyOf(t, "plonk/01_fibonacci")
		vk := key.VerifierKey()
		vk.CircuitDigest[3] = field.Zero()
		_, err := NewKey(key.Common(), vk)
		return err
	},
	CheckPolicy: func(t *testing.T) error {
		return tampered(t, "extra/one_query", Policy{}, func(*circuit.Proof) {})
	},
	CheckShape: func(t *testing.T) error {
		return tampered(t, "plonk/01_fibonacci", Policy{}, func(p *circuit.Proof) { p.PublicInputs = p.PublicInputs[1:] })
	},
	CheckVanishing: func(t *testing.T) error {
		return tampered(t, "plonk/01_fibonacci", Policy{}, func(p *circuit.Proof) { increment(&p.PublicInputs[0]) })
	},
	CheckPow: func(t *testing.T) error {
		return tampered(t, "plonk/01_fibonacci", Policy{}, func(p *circuit.Proof) { increment(&p.FRI.PowWitness) })
	},
	CheckInitialPath: func(t *testing.T) error {
		return tampered(t, "plonk/01_fibonacci", Policy{}, func(p *circuit.Proof) {
			increment(&p.FRI.QueryRounds[5].Initial[0].Values[0])
		})
	},
	CheckOpeningPoint: func(*testing.T) error {
		// No transcript that leads here can be found.
		return failFRI(fmt.Errorf("wrapped: %w", fri.ErrOpeningPoint))
	},
	CheckFold: func(t *testing.T) error {
		return tampered(t, "plonk/10_okx_batch_4x3", Policy{}, func(p *circuit.Proof) {
			for i := range p.FRI.QueryRounds[0].Steps[0].Evals {
				increment(&p.FRI.QueryRounds[0].Steps[0].Evals[i].A0)
			}
		})
	},
	CheckStepPath: func(t *testing.T) error {
		return tampered(t, "plonk/10_okx_batch_4x3", Policy{}, func(p *circuit.Proof) {
			increment(&p.FRI.QueryRounds[0].Steps[0].Path[0][0])
		})
	},
	CheckFinalPoly: forgedFinalPoly,
	CheckEncoding: func(t *testing.T) error {
		return second(Global(pinnedKey(t), Policy{}, &proof.Global{}))
	},
	CheckStatement: func(t *testing.T) error {
		key := pinnedKey(t)
		data, err := proof.AppendProof(nil, key.Key().Common(), zeroProof(key.Key().Common()))
		require.NoError(t, err)
		return second(Global(key, Policy{}, &proof.Global{Round: testRound(), Shape: key.Shape(), Proof: data}))
	},
	CheckRound: func(t *testing.T) error {
		return tamperedInclusion(t, func(in *liability.Inclusion) { in.Round.Unit = "BTC" })
	},
	CheckAccount: func(t *testing.T) error {
		return tamperedInclusion(t, func(in *liability.Inclusion) { in.Account.Debt = nil })
	},
	CheckPath: func(t *testing.T) error {
		return tamperedInclusion(t, func(in *liability.Inclusion) { in.Path.Siblings = nil })
	},
	CheckRoot: func(t *testing.T) error {
		return tamperedInclusion(t, func(in *liability.Inclusion) { in.Salt = liability.Salt{} })
	},
}

// TestEveryCheck fails if a check lacks a name or a case, or if its case fails
// another check.
func TestEveryCheck(t *testing.T) {
	require.Len(t, checkCases, int(numChecks)-1)
	names := map[string]bool{}
	for check := Check(1); check < numChecks; check++ {
		require.NotEmpty(t, checkNames[check], "name of check %d", uint8(check))
		require.False(t, names[check.String()], "two checks have the name %s", check)
		names[check.String()] = true
		require.Contains(t, checkCases, check)
		t.Run(check.String(), func(t *testing.T) {
			requireCheck(t, check, checkCases[check](t))
		})
	}
}

// forgedFinalPoly replaces the final polynomial of a proof with a single query
// and no proof of work, and looks for a nonce that leaves the query where it is,
// which takes as many attempts as there are positions.
func forgedFinalPoly(t *testing.T) error {
	key := keyOf(t, "extra/one_query_no_work")
	p := proofOf(t, key, "extra/one_query_no_work", "proof.bin")
	index := func() int {
		_, ch := circuit.DeriveChallenges(key.Common(), &key.verifier, p.PublicInputsHash(), p)
		require.Len(t, ch.QueryIndices, 1)
		return ch.QueryIndices[0]
	}
	want := index()
	increment(&p.FRI.FinalPoly[0].A0)
	for range 1 << 16 {
		if index() == want {
			return Proof(key, anyPolicy, p)
		}
		increment(&p.FRI.PowWitness)
	}
	t.Fatal("found no nonce")
	return nil
}

func TestError(t *testing.T) {
	cause := errors.New("cause")
	err := fail(CheckShape, cause)
	require.EqualError(t, err, "verify: shape: cause")
	require.ErrorIs(t, err, CheckShape)
	require.ErrorIs(t, err, cause)
	require.NotErrorIs(t, err, CheckKey)
	require.EqualError(t, CheckShape, "verify: shape check failed")
	require.Equal(t, "check 0", Check(0).String())
	require.Equal(t, "check 255", Check(255).String())

	err = failFRI(&fri.QueryError{Query: 3, Oracle: 1, Step: -1, Err: fri.ErrInitialPath})
	require.EqualError(t, err, "verify: initial path: query 3, oracle 1: fri: row is not in the oracle")
	require.EqualError(t, &Error{CheckPow, 7, -1, cause}, "verify: batch 7: proof of work: cause")
}

// tampered verifies a vector's proof after a change.
func tampered(t *testing.T, folder string, policy Policy, change func(*circuit.Proof)) error {
	t.Helper()
	key := keyOf(t, folder)
	p := proofOf(t, key, folder, "proof.bin")
	change(p)
	return Proof(key, policy, p)
}

func increment(e *field.Element) { *e = e.Add(field.One()) }
