package proof

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/internal/testutil"
	"github.com/zkpor/por/liability"
)

// The complete run of OKX's own programs.
const okxRun = "okx/branch4_batch16x5/"

var okxRunShape = liability.Shape{Profile: liability.OKXv2, BatchSize: 16, FanIn: 4, Levels: 3}

// userProofs returns OKX's user proofs.
func userProofs(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(testutil.VectorPath(t, okxRun+"user_proofs"), "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all [][]byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		all = append(all, data)
	}
	return all
}

// okxRoot returns the root of OKX's run.
func okxRoot(t testing.TB) liability.Root {
	t.Helper()
	var info OKXInfo
	require.NoError(t, info.UnmarshalJSON(testutil.Vector(t, okxRun+"global_info.json")))
	return liability.Root{Shape: okxRunShape, Node: info.Root}
}

func TestOKXInfo(t *testing.T) {
	data := testutil.Vector(t, okxRun+"global_info.json")
	var info OKXInfo
	require.NoError(t, info.UnmarshalJSON(data))
	require.Equal(t, liability.Sums{Equity: 102146429201670, Debt: 5847501381020}, info.Root.Sums)
	encoded, err := json.Marshal(info)
	require.NoError(t, err)
	require.Equal(t, string(data), string(encoded))

	refuse(t, &info, []refusal{
		{"sum a string", `"equity_sum":102146429201670`, `"equity_sum":"102146429201670"`, ErrMalformed},
		{"other balance", `"balance_sum":9`, `"balance_sum":8`, ErrMalformed},
		{"debt above equity", `"equity_sum":102146429201670`, `"equity_sum":1`, ErrMalformed},
		{"unknown field", `"debt_sum"`, `"round":1,"debt_sum"`, ErrMalformed},
		{"trailing", `98927820650}`, `98927820650}]`, ErrTrailing},
	})
}

// TestOKXUserProofs decodes the user proofs of OKX's run, finds them under its
// root, and encodes them to the same bytes.
func TestOKXUserProofs(t *testing.T) {
	root := okxRoot(t)
	for _, data := range userProofs(t) {
		var o OKXInclusion
		require.NoError(t, o.UnmarshalJSON(data))
		in, err := o.Inclusion(okxRunShape)
		require.NoError(t, err)
		require.NoError(t, in.Check(root))

		back, err := NewOKXInclusion(in, okxRunShape)
		require.NoError(t, err)
		encoded, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(data), string(encoded))
	}
}

func okxInclusion(t testing.TB) *OKXInclusion {
	t.Helper()
	var o OKXInclusion
	require.NoError(t, o.UnmarshalJSON(userProofs(t)[0]))
	require.EqualValues(t, 191, o.Index) // digits 3, 2, 0 above the batch
	return &o
}

func TestOKXUserProofRefuses(t *testing.T) {
	o := okxInclusion(t)
	id, sibling := o.Account.ID.String(), o.Batch[0].String()
	refuse(t, o, []refusal{
		{"index a string", `"index":191`, `"index":"191"`, ErrMalformed},
		{"index negative", `"index":191`, `"index":-1`, ErrMalformed},
		{"index with leading zero", `"index":191`, `"index":0191`, ErrMalformed},
		{"index null", `"index":191`, `"index":null`, ErrNonCanonical},
		{"id in upper case", id, strings.ToUpper(id), ErrNonCanonical},
		{"equity a number", `"equity":["175630206989"`, `"equity":[175630206989`, ErrMalformed},
		{"equity with leading zero", `"equity":["1`, `"equity":["01`, ErrNonCanonical},
		{"equity p", `"equity":["175630206989"`, `"equity":["18446744069414584321"`, ErrNonCanonical},
		{"equity of 65 bits", `"equity":["175630206989"`, `"equity":["18446744073709551616"`, ErrMalformed},
		{"sibling in upper case", sibling, strings.ToUpper(sibling), ErrMalformed},
		{"sibling not below p", sibling, "ffffffffffffffff" + sibling[16:], ErrNonCanonical},
		{"null siblings", `{"left_hashes":[],`, `{"left_hashes":null,`, ErrNonCanonical},
		{"missing side", `{"left_hashes":[],`, `{`, ErrNonCanonical},
		{"missing index", `"index":191,`, ``, ErrNonCanonical},
		{"unknown field", `"index":191,`, `"index":191,"salt":"",`, ErrMalformed},
	})
}

// TestOKXUserProofPlace moves a proof to where its siblings do not fit.
func TestOKXUserProofPlace(t *testing.T) {
	move := func(level, n int) func(*OKXInclusion) {
		return func(o *OKXInclusion) {
			l := &o.Levels[level]
			all := append(slices.Clone(l.Left), l.Right...)
			l.Left, l.Right = all[:n], all[n:]
		}
	}
	tests := []struct {
		name string
		edit func(*OKXInclusion)
		err  error
	}{
		{"index out of range", func(o *OKXInclusion) { o.Index += 1024 }, liability.ErrIndex},
		{"index of 64 bits", func(o *OKXInclusion) { o.Index = 1<<64 - 1 }, liability.ErrIndex},
		{"index in the next node", func(o *OKXInclusion) { o.Index += 16 }, ErrMalformed},
		{"fewer on the left", move(0, 2), ErrMalformed},
		{"more on the left", move(2, 1), ErrMalformed},
		{"all on the left", move(1, 3), ErrMalformed},
		{"too many on the left", func(o *OKXInclusion) { o.Levels[0].Left = append(o.Levels[0].Left, hash.Digest{}) }, ErrMalformed},
		{"no siblings in a level", func(o *OKXInclusion) { o.Levels[1] = OKXSiblings{} }, ErrMalformed},
		{"too many siblings in a level", func(o *OKXInclusion) { o.Levels[2].Right = append(o.Levels[2].Right, hash.Digest{}) }, ErrMalformed},
		{"no levels", func(o *OKXInclusion) { o.Levels = nil }, ErrMalformed},
		{"a level less", func(o *OKXInclusion) { o.Levels = o.Levels[:2] }, ErrMalformed},
		{"a level more", func(o *OKXInclusion) { o.Levels = append(o.Levels, o.Levels[2]) }, ErrMalformed},
		{"a sibling less in the batch", func(o *OKXInclusion) { o.Batch = o.Batch[1:] }, ErrMalformed},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			o := okxInclusion(t)
			tc.edit(o)
			in, err := o.Inclusion(okxRunShape)
			require.ErrorIs(t, err, ErrMalformed)
			require.ErrorIs(t, err, tc.err)
			require.Nil(t, in)
		})
	}

	o := okxInclusion(t)
	for _, shape := range []liability.Shape{{}, {Profile: liability.Standard, BatchSize: 16, FanIn: 4, Levels: 3}, {Profile: liability.OKXv2, BatchSize: 15, FanIn: 4, Levels: 3}} {
		_, err := o.Inclusion(shape)
		require.ErrorIs(t, err, ErrMalformed)
	}
}

func TestNewOKXInclusionRefuses(t *testing.T) {
	in, err := okxInclusion(t).Inclusion(okxRunShape)
	require.NoError(t, err)
	for _, edit := range []func(*liability.Inclusion){
		func(in *liability.Inclusion) { in.Round.Profile = liability.Standard },
		func(in *liability.Inclusion) { in.Path.Index = 1 << 10 },
		func(in *liability.Inclusion) { in.Path.Siblings = in.Path.Siblings[1:] },
	} {
		edited := *in
		edit(&edited)
		_, err := NewOKXInclusion(&edited, okxRunShape)
		require.ErrorIs(t, err, ErrMalformed)
	}
	o, err := NewOKXInclusion(in, okxRunShape)
	require.NoError(t, err)
	o.Account.Debt[4] = field.Modulus
	_, err = o.MarshalJSON()
	require.ErrorIs(t, err, ErrMalformed)
}

// TestOKXGlobalFile decodes the global proof of OKX's run, which is in the
// dialect of their fork, down to the proof, and encodes it to the same bytes.
func TestOKXGlobalFile(t *testing.T) {
	data := testutil.Vector(t, okxRun+"sum_proof_data.json")
	var o OKXGlobal
	require.NoError(t, o.UnmarshalJSON(data))
	encoded, err := json.Marshal(&o)
	require.NoError(t, err)
	require.True(t, bytes.Equal(data, encoded))

	shape, err := o.Shape()
	require.NoError(t, err)
	require.Equal(t, okxRunShape, shape)
	require.EqualValues(t, 8, o.Round)
	require.Equal(t, 5, o.Tokens)
	config := circuit.StandardConfig()
	config.FRI.CapHeight = 1
	require.Equal(t, config, o.Circuits.Batch)
	config.ZeroKnowledge = true
	require.Equal(t, config, o.Circuits.Recursive[2])

	key, common, err := OKX().DecodeVerifierData(o.Circuits.RootVerifierData)
	require.NoError(t, err)
	require.Equal(t, o.RootDigest, key.CircuitDigest)
	require.Equal(t, config, common.Config)
	p, err := OKX().DecodeProofJSON(common, o.Proof)
	require.NoError(t, err)
	root := okxRoot(t)
	require.Equal(t, root.Equity, p.PublicInputs[0].Uint64())
	require.Equal(t, root.Debt, p.PublicInputs[1].Uint64())
	require.Equal(t, root.Hash, hash.Digest(p.PublicInputs[2:]))
	encoded, err = OKX().EncodeProofJSON(common, p)
	require.NoError(t, err)
	require.True(t, bytes.Equal(o.Proof, encoded))

	_, err = Plonky2().DecodeProofJSON(common, o.Proof)
	require.ErrorIs(t, err, ErrMalformed)
}

// TestOKXRealRoot decodes the root circuit that OKX's verifier carries for a
// real round.
func TestOKXRealRoot(t *testing.T) {
	text := testutil.Vector(t, "okx/production_root_verifier_data_round_508787475.hex")
	data, err := hex.DecodeString(strings.TrimSpace(string(text)))
	require.NoError(t, err)
	key, common, err := OKX().DecodeVerifierData(data)
	require.NoError(t, err)
	require.Equal(t, 19, common.DegreeBits())
	require.True(t, common.Config.ZeroKnowledge)
	require.Equal(t, okxPublicInputs, common.NumPublicInputs)
	require.Equal(t, key.CircuitDigest, circuit.Digest(key.ConstantsSigmasCap, nil, common.DegreeBits()))
	encoded, err := OKX().AppendVerifierData(nil, key, common)
	require.NoError(t, err)
	require.Equal(t, data, encoded)
}

// okxCircuit is a root circuit like OKX's, over two levels of two.
const okxCircuit = "11_okx_level2_2x2_zk"

// okxGlobal returns a global proof of the okxv2 profile with the circuit that
// it is a proof of.
func okxGlobal(t testing.TB) (*Global, *circuit.VerifierKey, *circuit.Common) {
	t.Helper()
	common := commonOf(t, okxCircuit)
	key, err := DecodeVerifierKey(vector(t, okxCircuit, "verifier_only.bin"))
	require.NoError(t, err)
	data := vector(t, okxCircuit, "proof_osrand.bin")
	p, err := DecodeProof(common, data)
	require.NoError(t, err)
	return &Global{
		Round: liability.Round{Profile: liability.OKXv2, FormatVersion: liability.FormatVersion, ID: "508787475", Tokens: []string{"BTC", "ETH", "USDT"}},
		Shape: liability.Shape{Profile: liability.OKXv2, BatchSize: 4, FanIn: 2, Levels: 2},
		Root: liability.Node{
			Sums: liability.Sums{Equity: p.PublicInputs[0].Uint64(), Debt: p.PublicInputs[1].Uint64()},
			Hash: hash.Digest(p.PublicInputs[2:]),
		},
		Proof: data,
	}, key, common
}

// TestOKXGlobalConversion converts a global proof to OKX's layout and back,
// which loses the names of the tokens.
func TestOKXGlobalConversion(t *testing.T) {
	g, key, common := okxGlobal(t)
	o, err := NewOKXGlobal(g, key, common)
	require.NoError(t, err)
	require.Equal(t, 3, o.Tokens)
	require.False(t, o.Circuits.Batch.ZeroKnowledge)
	require.Len(t, o.Circuits.Recursive, 2)
	require.Equal(t, common.Config, o.Circuits.Recursive[1])
	gotKey, gotCommon, err := Plonky2().DecodeVerifierData(o.Circuits.RootVerifierData)
	require.NoError(t, err)
	require.Equal(t, key, gotKey)
	require.Equal(t, common, gotCommon)

	data, err := json.Marshal(o)
	require.NoError(t, err)
	var decoded OKXGlobal
	require.NoError(t, decoded.UnmarshalJSON(data))
	require.Equal(t, o, &decoded)
	back, err := decoded.Global(g.Shape, key, common)
	require.NoError(t, err)
	g.Round.Tokens = nil
	require.Equal(t, g, back)

	decoded.Circuits = nil // as in the oldest files
	back, err = decoded.Global(g.Shape, key, common)
	require.NoError(t, err)
	require.Equal(t, g, back)
}

func TestOKXGlobalConversionRefuses(t *testing.T) {
	g, key, common := okxGlobal(t)
	for name, tc := range map[string]struct {
		edit func(*Global)
		err  error
	}{
		"profile": {func(g *Global) {
			g.Round, g.Shape.Profile = testRound(), liability.Standard
			g.Round.ID = "8"
		}, liability.ErrProfile},
		"no tokens":      {func(g *Global) { g.Round.Tokens = nil }, ErrMalformed},
		"id a name":      {func(g *Global) { g.Round.ID = "2026-11" }, ErrMalformed},
		"id with zero":   {func(g *Global) { g.Round.ID = "08" }, ErrMalformed},
		"id of 65 bits":  {func(g *Global) { g.Round.ID = "18446744073709551616" }, ErrMalformed},
		"invalid totals": {func(g *Global) { g.Root.Equity = 0 }, liability.ErrDebtExceedsEquity},
		"proof":          {func(g *Global) { g.Proof = append(bytes.Clone(g.Proof), 0) }, ErrTrailing},
	} {
		t.Run(name, func(t *testing.T) {
			edited := *g
			tc.edit(&edited)
			o, err := NewOKXGlobal(&edited, key, common)
			require.ErrorIs(t, err, tc.err)
			require.Nil(t, o)
		})
	}

	o, err := NewOKXGlobal(g, key, common)
	require.NoError(t, err)
	for name, tc := range map[string]struct {
		edit func(*OKXGlobal)
		err  error
	}{
		"digest":     {func(o *OKXGlobal) { o.RootDigest[0] = field.One() }, ErrMalformed},
		"batch size": {func(o *OKXGlobal) { o.BatchSize = 3 }, ErrMalformed},
		"negative":   {func(o *OKXGlobal) { o.FanIn = -2 }, ErrMalformed},
		"fan-in":     {func(o *OKXGlobal) { o.FanIn = 4 }, ErrMalformed},
		"no levels":  {func(o *OKXGlobal) { o.Circuits = &OKXCircuits{} }, ErrMalformed},
		"proof":      {func(o *OKXGlobal) { o.Proof = json.RawMessage(`null`) }, ErrNonCanonical},
	} {
		t.Run(name, func(t *testing.T) {
			edited := *o
			tc.edit(&edited)
			_, err := edited.Global(g.Shape, key, common)
			require.ErrorIs(t, err, tc.err)
		})
	}
	_, err = (&OKXGlobal{}).Shape()
	require.ErrorIs(t, err, ErrUnsupported, "no circuits")
	_, err = o.Global(g.Shape, key, commonOf(t, "01_fibonacci"))
	require.ErrorContains(t, err, "3 public inputs, want 6")

	p, err := DecodeProof(common, g.Proof)
	require.NoError(t, err)
	p.PublicInputs[0] = field.Zero()
	o.Proof, err = Plonky2().EncodeProofJSON(common, p)
	require.NoError(t, err)
	_, err = o.Global(g.Shape, key, common)
	require.ErrorIs(t, err, liability.ErrDebtExceedsEquity)
}

// smallOKXGlobal is the global proof of OKX's run with another proof.
func smallOKXGlobal(t testing.TB) *OKXGlobal {
	t.Helper()
	config := circuit.StandardConfig()
	min, fixed := config, config
	min.FRI.Reduction = fri.Reduction{Kind: fri.MinSizeReduction}
	fixed.FRI.Reduction = fri.Reduction{Kind: fri.FixedReduction, Fixed: []int{1, 2}}
	most := min
	most.FRI.Reduction.HasMax, most.FRI.Reduction.MaxArityBits = true, 3
	return &OKXGlobal{
		Round: 1<<64 - 1, FanIn: 4, BatchSize: 16, Tokens: 5,
		RootDigest: testDigest(1),
		Circuits:   &OKXCircuits{Batch: config, Recursive: []circuit.Config{min, fixed, most}, RootVerifierData: []byte{0xab}},
		Proof:      json.RawMessage(`{"proof":[1]}`),
	}
}

func TestOKXGlobalRefuses(t *testing.T) {
	o := smallOKXGlobal(t)
	var decoded OKXGlobal
	data, err := json.Marshal(o)
	require.NoError(t, err)
	require.NoError(t, decoded.UnmarshalJSON(data))
	require.Equal(t, o, &decoded)
	refuse(t, o, []refusal{
		{"round a string", `"round_num":18446744073709551615`, `"round_num":"8"`, ErrMalformed},
		{"round of 65 bits", `"round_num":18446744073709551615`, `"round_num":18446744073709551616`, ErrMalformed},
		{"reordered", `"batch_size":16,"token_num":5`, `"token_num":5,"batch_size":16`, ErrNonCanonical},
		{"missing", `,"token_num":5`, ``, ErrNonCanonical},
		{"unknown field", `"token_num":5`, `"token_num":5,"more":0`, ErrMalformed},
		{"digest element p", `"elements":[18446744069414584320`, `"elements":[18446744069414584321`, ErrNonCanonical},
		{"digest of five", `"elements":[`, `"elements":[0,`, ErrNonCanonical},
		{"no proof", `,"proof":{"proof":[1]}`, ``, ErrNonCanonical},
		{"proof cut short", `{"proof":[1]}}`, `{"proof":[1`, ErrTruncated},
		{"trailing", `{"proof":[1]}}`, `{"proof":[1]}}}`, ErrTrailing},
		{"data in upper case", `"ab"`, `"AB"`, ErrNonCanonical},
		{"data of odd length", `"ab"`, `"abc"`, ErrMalformed},
		{"unknown strategy", `{"Fixed":[1,2]}`, `{"Best":1}`, ErrMalformed},
		{"no strategy", `{"Fixed":[1,2]}`, `{}`, ErrMalformed},
		{"two strategies", `{"Fixed":[1,2]}`, `{"Fixed":[1,2],"MinSize":3}`, ErrNonCanonical},
		{"null strategy", `{"Fixed":[1,2]}`, `{"Fixed":null}`, ErrMalformed},
		{"strategy of three", `"ConstantArityBits":[4,5]`, `"ConstantArityBits":[4,5,6]`, ErrNonCanonical},
		{"strategy a string", `{"MinSize":3}`, `{"MinSize":"3"}`, ErrMalformed},
		{"null configurations", `"recursive_circuit_configs":[`, `"recursive_circuit_configs":null,"recursive_circuit_configs":[`, ErrNonCanonical},
	})
}

// TestOKXGlobalWithoutCircuits decodes both ways in which a file says nothing of
// its circuits.
func TestOKXGlobalWithoutCircuits(t *testing.T) {
	o := smallOKXGlobal(t)
	o.Circuits = nil
	data, err := json.Marshal(o)
	require.NoError(t, err)
	require.NotContains(t, string(data), "circuits_info")
	withNull := strings.Replace(string(data), `,"proof":`, `,"circuits_info":null,"proof":`, 1)
	for _, text := range []string{string(data), withNull} {
		var got OKXGlobal
		require.NoError(t, got.UnmarshalJSON([]byte(text)))
		require.Equal(t, o, &got)
	}
}

func TestDetect(t *testing.T) {
	small, err := json.Marshal(smallOKXGlobal(t))
	require.NoError(t, err)
	for _, tc := range []struct {
		want Kind
		data []byte
	}{
		{KindGlobal, golden(t, "global.json")},
		{KindGlobal, golden(t, "global.bin")},
		{KindGlobal, []byte(`{"format":"zkpor/global","version":9}`)},
		{KindInclusion, golden(t, "bundle.json")},
		{KindInclusion, golden(t, "inclusion.bin")},
		{KindInfo, golden(t, "info.json")},
		{KindOKXGlobal, small},
		{KindOKXInclusion, userProofs(t)[0]},
		{KindOKXInfo, testutil.Vector(t, okxRun+"global_info.json")},
	} {
		got, err := Detect(tc.data)
		require.NoError(t, err)
		require.Equal(t, tc.want, got)
	}
	for text, want := range map[string]error{
		``:                           ErrTruncated,
		`{"format":`:                 ErrTruncated,
		`por`:                        ErrMalformed,
		`[]`:                         ErrMalformed,
		`{}`:                         ErrUnsupported,
		`null`:                       ErrUnsupported,
		`{"format":"x","general":0}`: ErrUnsupported,
		`{"id":"","assets":{}}`:      ErrUnsupported,
	} {
		kind, err := Detect([]byte(text))
		require.ErrorIs(t, err, want, text)
		require.Zero(t, kind)
	}
	for k := KindGlobal; k <= KindOKXInfo; k++ {
		require.NotContains(t, k.String(), "kind")
	}
}

// FuzzOKX decodes arbitrary data as each of OKX's files.
func FuzzOKX(f *testing.F) {
	small, err := json.Marshal(smallOKXGlobal(f))
	require.NoError(f, err)
	f.Add(small)
	f.Add(testutil.Vector(f, okxRun+"global_info.json"))
	for _, data := range userProofs(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Detect(data)
		fuzzOKX[OKXGlobal](t, data)
		fuzzOKX[OKXInfo](t, data)
		o := fuzzOKX[OKXInclusion](t, data)
		if o == nil {
			return
		}
		in, err := o.Inclusion(okxRunShape)
		if err != nil {
			require.Nil(t, in)
			return
		}
		back, err := NewOKXInclusion(in, okxRunShape)
		require.NoError(t, err)
		want, err := json.Marshal(o)
		require.NoError(t, err)
		got, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
	})
}

// fuzzOKX decodes data, encodes what decodes, and decodes that. It returns nil
// if data does not decode.
func fuzzOKX[T any, P interface {
	*T
	json.Unmarshaler
}](t *testing.T, data []byte) *T {
	v, again := new(T), new(T)
	if P(v).UnmarshalJSON(data) != nil {
		require.Equal(t, again, v)
		return nil
	}
	encoded, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, P(again).UnmarshalJSON(encoded))
	require.Equal(t, v, again)
	return v
}
