package liability

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// tampering is a change to an inclusion or to what it is checked against, and
// the error it must lead to. An unset error in a profile means that the
// statement of that profile does not bind the part.
type tampering struct {
	name     string
	change   func(*Inclusion, *Root)
	standard error
	okxv2    error
}

var tamperings = []tampering{
	{"id", func(in *Inclusion, _ *Root) { in.Account.ID[0] ^= 1 }, ErrRootMismatch, ErrRootMismatch},
	{"last byte of id", func(in *Inclusion, _ *Root) { in.Account.ID[31] ^= 0x80 }, ErrRootMismatch, ErrRootMismatch},
	{"equity", func(in *Inclusion, _ *Root) { in.Account.Equity[1]++ }, ErrRootMismatch, ErrRootMismatch},
	{"debt", func(in *Inclusion, _ *Root) { in.Account.Debt[1]-- }, ErrRootMismatch, ErrRootMismatch},
	{"equity moved to another token", func(in *Inclusion, _ *Root) {
		in.Account.Equity[0]++
		in.Account.Equity[1]--
	}, ErrRootMismatch, nil},
	{"equity and debt swapped in a token", func(in *Inclusion, _ *Root) {
		in.Account.Equity[0], in.Account.Debt[0] = in.Account.Debt[0], in.Account.Equity[0]
		in.Account.Equity[1] += in.Account.Debt[0]
	}, ErrRootMismatch, ErrRootMismatch},
	{"equity plus the modulus", func(in *Inclusion, _ *Root) { in.Account.Equity = []uint64{0, field.Modulus, 5} }, ErrRange, ErrRange},
	{"equities wrap around", func(in *Inclusion, _ *Root) {
		in.Account.Equity[0] += 1 << 63
		in.Account.Equity[2] += 1 << 63
	}, ErrRange, ErrRange},
	{"insolvent", func(in *Inclusion, _ *Root) { in.Account.Debt[0] = 1 << 45 }, ErrDebtExceedsEquity, ErrDebtExceedsEquity},
	{"one equity less", func(in *Inclusion, _ *Root) { in.Account.Equity = in.Account.Equity[:2] }, ErrTokenCount, ErrTokenCount},
	{"one debt more", func(in *Inclusion, _ *Root) { in.Account.Debt = append(in.Account.Debt, 0) }, ErrTokenCount, ErrTokenCount},
	{"zero token more", func(in *Inclusion, _ *Root) {
		in.Account.Equity = append(in.Account.Equity, 0)
		in.Account.Debt = append(in.Account.Debt, 0)
	}, ErrTokenCount, ErrTokenCount},
	{"no values", func(in *Inclusion, _ *Root) { in.Account.Equity, in.Account.Debt = nil, nil }, ErrTokenCount, ErrTokenCount},
	{"salt", func(in *Inclusion, _ *Root) { in.Salt[5] ^= 1 }, ErrRootMismatch, ErrSalt},

	{"index of the neighbour", func(in *Inclusion, _ *Root) { in.Path.Index ^= 1 }, ErrRootMismatch, ErrRootMismatch},
	{"index in another batch", func(in *Inclusion, _ *Root) { in.Path.Index += 4 }, ErrRootMismatch, ErrRootMismatch},
	{"index beyond the leaves", func(in *Inclusion, r *Root) { in.Path.Index += r.Shape.NumLeaves() }, ErrIndex, ErrIndex},
	{"index 2^63 too large", func(in *Inclusion, _ *Root) { in.Path.Index += 1 << 63 }, ErrIndex, ErrIndex},
	{"first sibling", func(in *Inclusion, _ *Root) { in.Path.Siblings[0][0] = field.One() }, ErrRootMismatch, ErrRootMismatch},
	{"last sibling", func(in *Inclusion, _ *Root) {
		in.Path.Siblings[len(in.Path.Siblings)-1][3] = field.One()
	}, ErrRootMismatch, ErrRootMismatch},
	{"siblings swapped", func(in *Inclusion, _ *Root) {
		s := in.Path.Siblings
		s[2], s[3] = s[3], s[2]
	}, ErrRootMismatch, ErrRootMismatch},
	{"one sibling less", func(in *Inclusion, _ *Root) { in.Path.Siblings = in.Path.Siblings[1:] }, ErrPathLength, ErrPathLength},
	{"one sibling more", func(in *Inclusion, _ *Root) {
		in.Path.Siblings = append(in.Path.Siblings, hash.Digest{})
	}, ErrPathLength, ErrPathLength},
	{"no siblings", func(in *Inclusion, _ *Root) { in.Path.Siblings = nil }, ErrPathLength, ErrPathLength},

	{"round id", func(in *Inclusion, _ *Root) { in.Round.ID = "2026-12" }, ErrContextMismatch, nil},
	{"snapshot time", func(in *Inclusion, _ *Root) {
		in.Round.SnapshotTime = in.Round.SnapshotTime.Add(-time.Second)
	}, ErrContextMismatch, nil},
	{"unit", func(in *Inclusion, _ *Root) { in.Round.Unit = "EUR cent" }, ErrContextMismatch, nil},
	{"tokens swapped", func(in *Inclusion, _ *Root) {
		in.Round.Tokens = []string{"TOKEN1", "TOKEN0", "TOKEN2"}
	}, ErrContextMismatch, nil},
	{"token and its values removed", func(in *Inclusion, _ *Root) {
		in.Round.Tokens = in.Round.Tokens[:2]
		in.Account.Equity, in.Account.Debt = in.Account.Equity[:2], in.Account.Debt[:2]
	}, ErrContextMismatch, ErrRootMismatch},
	{"malformed round", func(in *Inclusion, _ *Root) { in.Round.Tokens = []string{"A", "A", "B"} }, ErrRound, ErrRound},
	{"profile", func(in *Inclusion, _ *Root) { in.Round.Profile = 3 - in.Round.Profile }, ErrProfile, ErrProfile},
	{"no profile", func(in *Inclusion, r *Root) { in.Round.Profile, r.Shape.Profile = 0, 0 }, ErrProfile, ErrProfile},

	{"root", func(_ *Inclusion, r *Root) { r.Hash[2] = field.One() }, ErrRootMismatch, ErrRootMismatch},
	{"context", func(_ *Inclusion, r *Root) { r.Context[2] = field.One() }, ErrContextMismatch, ErrContextMismatch},
	{"shape with more levels", func(_ *Inclusion, r *Root) { r.Shape.Levels++ }, ErrPathLength, ErrPathLength},
	{"shape with other batches", func(_ *Inclusion, r *Root) { r.Shape.BatchSize *= 2 }, ErrPathLength, ErrPathLength},
	{"impossible shape", func(_ *Inclusion, r *Root) { r.Shape.FanIn = 0 }, ErrShape, ErrShape},
}

func TestInclusionTampered(t *testing.T) {
	for _, p := range []Profile{Standard, OKXv2} {
		w := newWorld(t, p, 37, 3, 4, 4)
		for _, tt := range tamperings {
			t.Run(fmt.Sprintf("%v/%s", p, tt.name), func(t *testing.T) {
				root, in := w.root(), w.inclusion(t, 22)
				require.NoError(t, in.Check(root))
				in.Round.Tokens = slices.Clone(in.Round.Tokens)
				in.Account.Equity = slices.Clone(in.Account.Equity)
				in.Account.Debt = slices.Clone(in.Account.Debt)
				tt.change(in, &root)
				want := tt.standard
				if p == OKXv2 {
					want = tt.okxv2
				}
				assert.ErrorIs(t, in.Check(root), want)
			})
		}
	}
}

// TestNodeAsLeaf presents an inner node, whose preimage anyone can name, as an
// account's commitment and sums one level further up.
func TestNodeAsLeaf(t *testing.T) {
	left := Entry{hash.Digest{field.New(3)}, Sums{7, 2}}
	leaf := StandardLeaf(left)
	fake := Entry{Commitment: leaf.Hash, Sums: Sums{9, 9}}
	sibling := hash.Digest{field.New(9), field.New(9)}

	s := Shape{Standard, 1, 2, 1}
	root, err := Path{0, []hash.Digest{sibling}}.Root(s, leaf.Hash)
	require.NoError(t, err)
	assert.NotEqual(t, root, StandardLeaf(fake).Hash)
}

func BenchmarkCheck(b *testing.B) {
	for _, tokens := range []int{20, 200} {
		b.Run(fmt.Sprintf("tokens=%d", tokens), func(b *testing.B) {
			w := newWorld(b, Standard, 300, tokens, 256, 64)
			in, root := w.inclusion(b, 299), w.root()
			b.ReportAllocs()
			for b.Loop() {
				if err := in.Check(root); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLeaves(b *testing.B) {
	for _, tokens := range []int{20, 200} {
		b.Run(fmt.Sprintf("tokens=%d", tokens), func(b *testing.B) {
			const n = 1024
			c, accounts := testCommitter(b, Standard, tokens), testAccounts(n, tokens)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Leaves(accounts); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "accounts/s")
		})
	}
}

// FuzzPathRoot looks for a panic on shapes and paths of no sense, and requires
// that what is accepted has the length that the shape prescribes.
func FuzzPathRoot(f *testing.F) {
	f.Add(uint8(1), 4, 4, 2, uint64(22), 6)
	f.Add(uint8(2), 4, 4, 2, uint64(22), 8)
	f.Add(uint8(2), 1<<20, 64, 4, uint64(1)<<43, 272)
	f.Add(uint8(1), -1, 0, 1<<40, uint64(1)<<63, 0)
	f.Fuzz(func(t *testing.T, profile uint8, batchSize, fanIn, levels int, index uint64, n int) {
		s := Shape{Profile(profile), batchSize, fanIn, levels}
		n = max(0, min(n, 1<<12))
		root, err := Path{index, make([]hash.Digest, n)}.Root(s, hash.Digest{})
		if err != nil {
			assert.Zero(t, root)
			return
		}
		assert.Equal(t, s.PathLen(), n)
		assert.Less(t, index, s.NumLeaves())
	})
}
