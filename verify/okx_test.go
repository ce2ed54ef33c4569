package verify

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// okxRun is a complete run of OKX's own programs.
const okxRun = "okx/branch4_batch16x5/"

// okxFile decodes a global proof of OKX's.
func okxFile(t testing.TB, data []byte) *proof.OKXGlobal {
	t.Helper()
	var o proof.OKXGlobal
	require.NoError(t, o.UnmarshalJSON(data))
	return &o
}

func okxRunFile(t testing.TB) *proof.OKXGlobal {
	t.Helper()
	return okxFile(t, testutil.Vector(t, okxRun+"sum_proof_data.json"))
}

// okxRunKey returns the key of OKX's run, as a caller may have it in a file.
func okxRunKey(t testing.TB) *RootKey {
	t.Helper()
	o := okxRunFile(t)
	shape, err := o.Shape()
	require.NoError(t, err)
	key, err := decodeKey(proof.OKX(), o.Circuits.RootVerifierData)
	require.NoError(t, err)
	root, err := newRootKey(shape, key)
	require.NoError(t, err)
	data, err := root.AppendBinary(nil)
	require.NoError(t, err)
	var decoded RootKey
	require.NoError(t, decoded.UnmarshalBinary(data))
	require.Equal(t, key.Fingerprint(), decoded.Key().Fingerprint())
	return &decoded
}

// TestOKXRun verifies everything that OKX's programs made in one run.
func TestOKXRun(t *testing.T) {
	o := okxRunFile(t)
	_, err := OKXGlobal(o, OKXOptions{})
	requireCheck(t, CheckKey, err)
	require.ErrorIs(t, err, ErrNotPinned)

	trusted, err := OKXGlobal(o, OKXOptions{TrustFile: true})
	require.NoError(t, err)
	require.Equal(t, KeyInFile, trusted.Source)
	given, err := OKXGlobal(o, OKXOptions{Key: okxRunKey(t), TrustFile: true})
	require.NoError(t, err)
	require.Equal(t, KeyGiven, given.Source)
	require.Equal(t, trusted.Root, given.Root)
	require.Equal(t, trusted.Key.Key().Fingerprint(), given.Key.Key().Fingerprint())

	var info proof.OKXInfo
	require.NoError(t, info.UnmarshalJSON(testutil.Vector(t, okxRun+"global_info.json")))
	require.Equal(t, info.Root, given.Root.Node)
	require.Equal(t, liability.Shape{Profile: liability.OKXv2, BatchSize: 16, FanIn: 4, Levels: 3}, given.Root.Shape)
	require.EqualValues(t, 8, given.Round)
	require.Equal(t, 5, given.Tokens)

	files, err := filepath.Glob(filepath.Join(testutil.VectorPath(t, okxRun+"user_proofs"), "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var u proof.OKXInclusion
		require.NoError(t, u.UnmarshalJSON(data))
		in, err := u.Inclusion(given.Root.Shape)
		require.NoError(t, err)
		require.NoError(t, Inclusion(given.Root, in), file)
		in.Account.Equity[0]++
		requireCheck(t, CheckRoot, Inclusion(given.Root, in), file)
	}
}

// TestOKXOldFile verifies a file as it was before files described their
// circuits.
func TestOKXOldFile(t *testing.T) {
	o := okxRunFile(t)
	o.Circuits = nil
	result, err := OKXGlobal(o, OKXOptions{Key: okxRunKey(t)})
	require.NoError(t, err)
	require.Equal(t, 3, result.Root.Shape.Levels)
	requireCheck(t, CheckKey, second(OKXGlobal(o, OKXOptions{})))
	requireCheck(t, CheckStatement, second(OKXGlobal(o, OKXOptions{TrustFile: true})))
}

// TestOKXDialects verifies files of OKX's layout in both dialects.
func TestOKXDialects(t *testing.T) {
	for _, folder := range []string{"plonk/11_okx_level2_2x2_zk", "okx_fork/plonk/11_okx_level2_2x2_zk"} {
		t.Run(folder, func(t *testing.T) {
			key := keyOf(t, folder)
			p := proofOf(t, key, folder, "proof_osrand.bin")
			encoded, err := key.Format().AppendProof(nil, key.Common(), p)
			require.NoError(t, err)
			vk := key.VerifierKey()
			o, err := proof.NewOKXGlobal(&proof.Global{
				Round: liability.Round{Profile: liability.OKXv2, FormatVersion: liability.FormatVersion, ID: "7", Tokens: []string{"BTC"}},
				Shape: liability.Shape{Profile: liability.OKXv2, BatchSize: 4, FanIn: 2, Levels: 2},
				Root: liability.Node{
					Sums: liability.Sums{Equity: p.PublicInputs[0].Uint64(), Debt: p.PublicInputs[1].Uint64()},
					Hash: hash.Digest(p.PublicInputs[2:]),
				},
				Proof: encoded,
			}, &vk, key.Common())
			require.NoError(t, err)
			data, err := o.MarshalJSON()
			require.NoError(t, err)
			result, err := OKXGlobal(okxFile(t, data), OKXOptions{TrustFile: true})
			require.NoError(t, err)
			require.Equal(t, key.Fingerprint(), result.Key.Key().Fingerprint())
			requireCheck(t, CheckStatement, second(OKXGlobal(o, OKXOptions{Key: okxRunKey(t)})))
		})
	}
}

// TestOKXDeclaredConfigs changes one number in each configuration that a file
// declares.
func TestOKXDeclaredConfigs(t *testing.T) {
	key := okxRunKey(t)
	data := string(testutil.Vector(t, okxRun+"sum_proof_data.json"))
	const configs = 4 // batch, two levels, root
	for _, c := range []struct {
		old, new string
		err      error
	}{
		{`"num_query_rounds":28`, `"num_query_rounds":1`, ErrWeak},
		{`"num_query_rounds":28`, `"num_query_rounds":27`, ErrWeak},
		{`"num_query_rounds":28`, `"num_query_rounds":29`, ErrOKXConfig},
		{`"proof_of_work_bits":16`, `"proof_of_work_bits":15`, ErrWeak},
		{`"security_bits":100`, `"security_bits":99`, ErrWeak},
		{`"num_challenges":2`, `"num_challenges":1`, ErrOKXConfig},
		{`"rate_bits":3`, `"rate_bits":2`, ErrOKXConfig},
		{`"cap_height":1`, `"cap_height":4`, ErrOKXConfig},
		{`"num_wires":135`, `"num_wires":134`, ErrOKXConfig},
		{`"ConstantArityBits":[4,5]`, `"ConstantArityBits":[3,5]`, ErrOKXConfig},
		{`"max_quotient_degree_factor":8`, `"max_quotient_degree_factor":4`, ErrOKXConfig},
	} {
		parts := strings.Split(data, c.old)
		require.Len(t, parts, configs+1, c.old)
		for i := range configs {
			changed := strings.Join(parts[:i+1], c.old) + c.new + strings.Join(parts[i+1:], c.old)
			for _, opts := range []OKXOptions{{Key: key}, {TrustFile: true}} {
				result, err := OKXGlobal(okxFile(t, []byte(changed)), opts)
				requireCheck(t, CheckPolicy, err, "%s in configuration %d", c.new, i)
				require.ErrorIs(t, err, c.err)
				require.Nil(t, result)
			}
		}
	}
	for _, c := range [][2]string{
		{`"zero_knowledge":true`, `"zero_knowledge":false`}, {`"zero_knowledge":false`, `"zero_knowledge":true`},
	} {
		o := okxFile(t, []byte(strings.Replace(data, c[0], c[1], 1)))
		requireCheck(t, CheckPolicy, second(OKXGlobal(o, OKXOptions{Key: key})))
	}
}

// TestOKXCircuitInFile changes the circuit data of a file, of which the JSON
// around it does not speak.
func TestOKXCircuitInFile(t *testing.T) {
	o := okxRunFile(t)
	data := o.Circuits.RootVerifierData
	queries := binary.LittleEndian.AppendUint64(nil, 28)
	require.Equal(t, 2, bytes.Count(data, queries))
	one := binary.LittleEndian.AppendUint64(nil, 1)
	work := []byte{16, 0, 0, 0, 1, 4} // then the reduction strategy
	require.Equal(t, 2, bytes.Count(data, work))

	for name, c := range map[string]struct {
		data  []byte
		check Check
	}{
		"one query":   {bytes.ReplaceAll(data, queries, one), CheckPolicy},
		"no work":     {bytes.ReplaceAll(data, work, []byte{0, 0, 0, 0, 1, 4}), CheckPolicy},
		"cap":         {append(append(bytes.Clone(data[:8]), data[8]^1), data[9:]...), CheckKey},
		"trailing":    {append(bytes.Clone(data), 0), CheckKey},
		"none":        {nil, CheckKey},
		"key's magic": {append([]byte(proof.OKX().KeyMagic), data...), CheckKey},
	} {
		o.Circuits.RootVerifierData = c.data
		requireCheck(t, c.check, second(OKXGlobal(o, OKXOptions{TrustFile: true})), name)
		requireCheck(t, CheckStatement, second(OKXGlobal(o, OKXOptions{Key: okxRunKey(t)})), name)
	}
	o.Circuits.RootVerifierData = data
	require.NoError(t, second(OKXGlobal(o, OKXOptions{TrustFile: true})))

	// A key of the caller's may not be weaker either.
	key, err := decodeKey(proof.OKX(), bytes.ReplaceAll(data, queries, one))
	require.NoError(t, err)
	weak, err := newRootKey(okxRunKey(t).Shape(), key)
	require.NoError(t, err)
	err = second(OKXGlobal(o, OKXOptions{Key: weak, Policy: anyPolicy}))
	requireCheck(t, CheckPolicy, err)
	require.ErrorIs(t, err, ErrWeak)
}

func TestOKXRefuses(t *testing.T) {
	key := okxRunKey(t)
	for name, c := range map[string]struct {
		change func(o *proof.OKXGlobal)
		check  Check
	}{
		"fan-in":      {func(o *proof.OKXGlobal) { o.FanIn = 8 }, CheckStatement},
		"batch size":  {func(o *proof.OKXGlobal) { o.BatchSize = 32 }, CheckStatement},
		"levels":      {func(o *proof.OKXGlobal) { o.Circuits.Recursive = o.Circuits.Recursive[1:] }, CheckStatement},
		"no levels":   {func(o *proof.OKXGlobal) { o.Circuits.Recursive = nil }, CheckStatement},
		"root digest": {func(o *proof.OKXGlobal) { increment(&o.RootDigest[2]) }, CheckStatement},
		"no proof":    {func(o *proof.OKXGlobal) { o.Proof = nil }, CheckEncoding},
		"equity": {func(o *proof.OKXGlobal) {
			o.Proof = bytes.Replace(o.Proof, []byte("[102146429201670,"), []byte("[102146429201671,"), 1)
		}, CheckVanishing},
		"debt above equity": {func(o *proof.OKXGlobal) {
			o.Proof = bytes.Replace(o.Proof, []byte("[102146429201670,"), []byte("[1,"), 1)
		}, CheckEncoding},
	} {
		o := okxRunFile(t)
		c.change(o)
		requireCheck(t, c.check, second(OKXGlobal(o, OKXOptions{Key: key})), name)
	}
	requireCheck(t, CheckEncoding, second(OKXGlobal(nil, OKXOptions{Key: key})))
	requireCheck(t, CheckKey, second(OKXGlobal(okxRunFile(t), OKXOptions{Key: new(RootKey)})))
	requireCheck(t, CheckPolicy, second(OKXGlobal(okxRunFile(t), OKXOptions{Key: pinnedKey(t)})), "other configuration")
}

// TestOKXDigits changes digits of a file: all of those outside the proof that
// are not in long numbers, and a sample of the others. Only what the result
// reports as a claim may change.
func TestOKXDigits(t *testing.T) {
	data := testutil.Vector(t, okxRun+"sum_proof_data.json")
	key := okxRunKey(t)
	strideInProof, strideOutside := 1499, 11
	if testing.Short() {
		strideInProof, strideOutside = 19997, 101
	}
	start := bytes.Index(data, []byte(`"proof":`))
	claims := 0
	for i := 0; i < len(data); i++ {
		if data[i] < '0' || data[i] > '9' {
			continue
		}
		long := i > 0 && isHex(data[i-1]) && isHex(data[i+1])
		if i > start && i%strideInProof != 0 || i < start && long && i%strideOutside != 0 {
			continue
		}
		saved := data[i]
		data[i] = '0' + (saved-'0'+1)%10
		var o proof.OKXGlobal
		if o.UnmarshalJSON(data) == nil {
			result, err := OKXGlobal(&o, OKXOptions{Key: key})
			if err == nil {
				require.True(t, result.Round != 8 || result.Tokens != 5, "at %q", data[max(0, i-20):i+20])
				claims++
			}
		}
		data[i] = saved
	}
	require.Equal(t, 2, claims, "round and number of tokens")
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' }

// TestOKXKnownKey compares the key of a round with what OKX's verifier carries.
func TestOKXKnownKey(t *testing.T) {
	const round = 508787475
	require.Equal(t, []uint64{round}, OKXKnownRounds())
	key, err := OKXKnownKey(round)
	require.NoError(t, err)
	text := testutil.Vector(t, "okx/production_root_verifier_data_round_508787475.hex")
	want, err := hex.DecodeString(strings.TrimSpace(string(text)))
	require.NoError(t, err)
	vk := key.VerifierKey()
	got, err := key.Format().AppendVerifierData(nil, &vk, key.Common())
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.Equal(t, circuit.Digest(vk.ConstantsSigmasCap, nil, 19), vk.CircuitDigest)
	require.NoError(t, Policy{}.check(key.Common()))
	require.NoError(t, checkOKXConfig("key", &key.Common().Config, true))

	o := okxRunFile(t)
	o.Circuits, o.RootDigest, o.BatchSize, o.FanIn = nil, vk.CircuitDigest, 1024, 64
	root, source, err := okxKey(o, &OKXOptions{TrustFile: true})
	require.NoError(t, err)
	require.Equal(t, KeyKnown, source)
	require.Equal(t, liability.Shape{Profile: liability.OKXv2, BatchSize: 1024, FanIn: 64, Levels: 3}, root.Shape())
	require.Equal(t, key.Fingerprint(), root.Key().Fingerprint())
	requireCheck(t, CheckEncoding, second(OKXGlobal(o, OKXOptions{})), "proof of another circuit")
	o.FanIn = 4
	requireCheck(t, CheckStatement, second(OKXGlobal(o, OKXOptions{})))
	o.BatchSize = 3
	requireCheck(t, CheckKey, second(OKXGlobal(o, OKXOptions{})))

	_, err = OKXKnownKey(8)
	requireCheck(t, CheckKey, err)
	require.ErrorIs(t, err, ErrNotPinned)
}

func TestKeySource(t *testing.T) {
	for _, s := range []KeySource{KeyGiven, KeyKnown, KeyInFile} {
		require.NotContains(t, s.String(), "key source")
	}
	require.Contains(t, KeyInFile.String(), "consistent with itself, circuit not pinned")
	require.Equal(t, "key source 0", KeySource(0).String())
}
