package por_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por"
	"github.com/zkpor/por/proof"
)

// flipped returns data with one bit changed in a byte.
func flipped(data []byte, i int) []byte {
	out := slices.Clone(data)
	out[i] ^= 1 << (i % 8)
	return out
}

// sweep calls f with every index below head and, beyond, with about n indices
// spread evenly.
func sweep(length, head, n int, f func(i int)) {
	step := max(1, (length-head)/n)
	for i := 0; i < length; i++ {
		f(i)
		if i >= head {
			i += step - 1
		}
	}
}

// A change of any byte of a global proof's file is an error, never a panic,
// except in the labels of an okxv2 round.
func TestGlobalFileFlips(t *testing.T) {
	head, n := 0, 200
	if !testing.Short() {
		head, n = 800, 1000
	}
	forProfiles(t, func(t *testing.T, r *released) {
		for _, name := range []string{"global.json", "global.bin"} {
			data := r.files[name]
			if data[len(data)-1] == '\n' {
				data = data[:len(data)-1]
			}
			sweep(len(data), head, n, func(i int) {
				g, err := proof.DecodeGlobal(flipped(data, i))
				if err == nil {
					_, err = por.VerifyGlobal(g, por.WithKey(r.key))
				}
				if err != nil {
					return
				}
				// okxv2 binds no label, see package liability.
				require.Equal(t, por.OKXv2, g.Shape.Profile, "%s, byte %d", name, i)
				g.Round = r.global.Round
				require.Equal(t, r.global, g, "%s, byte %d", name, i)
			})
		}
	})
}

// A change of any byte of a user's file is an error, never a panic.
func TestUserFileFlips(t *testing.T) {
	r := loadReleased(t, por.Standard)
	root, err := por.VerifyGlobal(r.global, por.WithKey(r.key))
	require.NoError(t, err)
	for _, name := range []string{userFile(0) + ".json", userFile(numReleased-1) + ".bin"} {
		data := r.files[name]
		if data[len(data)-1] == '\n' {
			data = data[:len(data)-1]
		}
		for i := range data {
			for bit := range 8 {
				changed := slices.Clone(data)
				changed[i] ^= 1 << bit
				u, err := proof.DecodeInclusion(changed)
				if err == nil {
					err = por.VerifyUser(u, por.WithRoot(root))
				}
				require.Error(t, err, "%s, bit %d of byte %d", name, bit, i)
			}
		}
	}
}

// A change of any byte of a key makes it another key, or none. It refuses the
// proof, unless the change is in a number that no verification reads: the bits
// of security that the configuration aims at, or the constants a gate may have.
func TestKeyFileFlips(t *testing.T) {
	r := loadReleased(t, por.Standard)
	data := r.files["root.key"]
	for i := range data {
		key := new(por.Key)
		if key.UnmarshalBinary(flipped(data, i)) != nil {
			continue
		}
		require.False(t, key.Shape() == r.key.Shape() && key.Key().Fingerprint() == r.key.Key().Fingerprint(), "byte %d", i)
		if _, err := por.VerifyGlobal(r.global, por.WithKey(key)); err != nil {
			continue
		}
		common, want := *key.Key().Common(), *r.key.Key().Common()
		common.Config.SecurityBits = want.Config.SecurityBits
		common.Config.NumConstants = want.Config.NumConstants
		require.Equal(t, want, common, "byte %d", i)
	}
}

// Files cut short are errors.
func TestTruncatedFiles(t *testing.T) {
	r := loadReleased(t, por.Standard)
	for name, decode := range map[string]func([]byte) error{
		"global.json":         func(b []byte) error { _, err := proof.DecodeGlobal(b); return err },
		"global.bin":          func(b []byte) error { _, err := proof.DecodeGlobal(b); return err },
		userFile(0) + ".json": func(b []byte) error { _, err := proof.DecodeInclusion(b); return err },
		userFile(0) + ".bin":  func(b []byte) error { _, err := proof.DecodeInclusion(b); return err },
		"root.key":            func(b []byte) error { return new(por.Key).UnmarshalBinary(b) },
	} {
		data := r.files[name]
		require.NoError(t, decode(data))
		sweep(len(data)-1, 0, 100, func(i int) {
			require.Error(t, decode(data[:i]), "%s, %d bytes", name, i)
		})
	}
}
