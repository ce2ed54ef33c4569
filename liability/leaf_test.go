package liability

import (
	"crypto/hmac"
	"crypto/sha256"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
)

// naiveCommitment and naiveLeaf are the definitions, element by element.
func naiveCommitment(a Account, salt Salt) hash.Digest {
	in := []field.Element{field.New(0x61_63_63_6f_75_6e_74), field.New(uint64(len(a.Equity)))}
	for _, b := range [][32]byte{a.ID, salt} {
		for _, part := range [][]byte{b[:7], b[7:14], b[14:21], b[21:28], b[28:]} {
			var v uint64
			for _, x := range part {
				v = v*256 + uint64(x)
			}
			in = append(in, field.New(v))
		}
	}
	for _, v := range append(append([]uint64(nil), a.Equity...), a.Debt...) {
		in = append(in, field.New(v))
	}
	return hash.NoPad(in)
}

func naiveLeaf(commitment hash.Digest, equity, debt uint64) hash.Digest {
	state := hash.State{
		commitment[0], commitment[1], commitment[2], commitment[3],
		field.New(equity), field.New(debt), {}, {},
		field.New(0x73_75_6d_6c_65_61_66), {}, {}, {},
	}
	hash.Permute(&state)
	return hash.Digest{state[0], state[1], state[2], state[3]}
}

// TestStandardLeaves covers full and partial runs of lanes.
func TestStandardLeaves(t *testing.T) {
	for n := range 2*hash.Lanes + 3 {
		for _, tokens := range []int{1, 2, 7} {
			c := testCommitter(t, Standard, tokens)
			accounts := testAccounts(n, tokens)
			entries, err := c.Entries(accounts)
			require.NoError(t, err)
			leaves, err := c.Leaves(accounts)
			require.NoError(t, err)
			require.Len(t, leaves, n)
			for i, a := range accounts {
				sums, err := a.Sums(Standard)
				require.NoError(t, err)
				commitment := naiveCommitment(a, c.Salt(a.ID))
				assert.Equal(t, Entry{commitment, sums}, entries[i])
				assert.Equal(t, commitment, Commit(a, c.Salt(a.ID)))
				leaf := Node{naiveLeaf(commitment, sums.Equity, sums.Debt), sums}
				assert.Equal(t, leaf, leaves[i])
				assert.Equal(t, leaf, StandardLeaf(entries[i]))
			}
		}
	}
}

func TestOKXLeaves(t *testing.T) {
	accounts := testAccounts(11, 3)
	leaves, err := okxCommitter(t, 3).Leaves(accounts)
	require.NoError(t, err)
	for i, a := range accounts {
		sums, err := a.Sums(OKXv2)
		require.NoError(t, err)
		assert.Equal(t, OKXLeaf(a.ID, sums), leaves[i])
	}
}

func TestEmptyLeaf(t *testing.T) {
	assert.Equal(t, Node{Hash: naiveLeaf(hash.Digest{}, 0, 0)}, Standard.EmptyLeaf())
	assert.Equal(t, Node{Hash: hash.NoPad(make([]field.Element, 7))}, OKXv2.EmptyLeaf())
}

// TestLeafIsNoNode hashes the rate of a leaf as a node and finds another
// digest.
func TestLeafIsNoNode(t *testing.T) {
	e := Entry{hash.Digest{field.One()}, Sums{5, 3}}
	right := hash.Digest{field.New(5), field.New(3)}
	assert.NotEqual(t, hash.Compress(e.Commitment, right), StandardLeaf(e).Hash)
}

func TestCommitterErrors(t *testing.T) {
	_, err := NewCommitter(Round{}, testSecret)
	assert.ErrorIs(t, err, ErrProfile)
	_, err = NewCommitter(testRound(Standard, 1), testSecret[1:])
	assert.ErrorIs(t, err, ErrSecret)
	_, err = NewCommitter(Round{Profile: OKXv2}, nil)
	assert.ErrorIs(t, err, ErrRound)
	_, err = okxCommitter(t, 2).Entries(nil)
	assert.ErrorIs(t, err, ErrProfile)

	for _, p := range []Profile{Standard, OKXv2} {
		c := testCommitter(t, p, 2)
		for _, tt := range []struct {
			account Account
			err     error
		}{
			{Account{Equity: []uint64{1}, Debt: []uint64{0}}, ErrTokenCount},
			{Account{Equity: []uint64{1, 1}, Debt: []uint64{0}}, ErrTokenCount},
			{Account{Equity: []uint64{1, 1}, Debt: []uint64{0, 3}}, ErrDebtExceedsEquity},
			{Account{Equity: []uint64{1 << 62, 1}, Debt: []uint64{0, 3}}, ErrRange},
		} {
			accounts := append(testAccounts(9, 2), tt.account)
			_, err := c.Leaves(accounts)
			assert.ErrorIs(t, err, tt.err, "%v", p)
		}
	}
}

func TestDeriveSalt(t *testing.T) {
	context := hash.Digest{field.New(1), field.New(2), field.New(3), field.New(4)}
	id := ID{9, 8, 7}
	mac := hmac.New(sha256.New, testSecret)
	mac.Write([]byte("github.com/zkpor/por salt v1\x00"))
	mac.Write([]byte{1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0})
	mac.Write(id[:])
	got, err := DeriveSalt(testSecret, context, id)
	require.NoError(t, err)
	assert.Equal(t, mac.Sum(nil), got[:])

	other, err := DeriveSalt(testSecret, hash.Digest{}, id)
	require.NoError(t, err)
	assert.NotEqual(t, got, other, "another round")

	_, err = DeriveSalt(testSecret[1:], context, id)
	assert.ErrorIs(t, err, ErrSecret)
}

func TestSaltText(t *testing.T) {
	salt := Salt{0xAB, 31: 0xCD}
	text, err := salt.MarshalText()
	require.NoError(t, err)
	var got Salt
	require.NoError(t, got.UnmarshalText(text))
	assert.Equal(t, salt, got)

	upper := "AB" + string(text[2:])
	for _, s := range []string{"", upper, string(text[1:]), string(text) + "0", "zz" + upper[2:]} {
		got := Salt{1}
		assert.ErrorIs(t, got.UnmarshalText([]byte(s)), ErrSalt, "%q", s)
		assert.Equal(t, Salt{1}, got)
	}
}
