package proof

import (
	"bytes"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/liability"
)

func testDigest(seed uint64) (d hash.Digest) {
	for i := range d {
		d[i] = field.New(seed + uint64(i)).Neg()
	}
	return d
}

func testRound() liability.Round {
	return liability.Round{
		Profile:       liability.Standard,
		FormatVersion: liability.FormatVersion,
		ID:            "2026-11",
		SnapshotTime:  time.Date(2026, 11, 30, 23, 59, 59, 0, time.UTC),
		Tokens:        []string{"BTC", "ETH", "S&P"},
		Unit:          "USD ¢",
	}
}

func testGlobal() *Global {
	round := testRound()
	return &Global{
		Round: round,
		Shape: liability.Shape{Profile: round.Profile, BatchSize: 16, FanIn: 4, Levels: 3},
		Root:  liability.Node{Hash: testDigest(1), Sums: liability.Sums{Equity: 1<<62 - 1, Debt: 1<<53 + 1}},
		Proof: []byte{0xfb, 0xff, 0xbf, 0},
	}
}

func testInclusion() *Inclusion {
	return &Inclusion{Inclusion: liability.Inclusion{
		Round: testRound(),
		Account: liability.Account{
			ID:     liability.ID{0: 0xab, 31: 0x01},
			Equity: []uint64{1<<64 - 1, 0, 7},
			Debt:   []uint64{0, 1 << 53, 5},
		},
		Salt: liability.Salt{0: 0xcd, 31: 0x02},
		Path: liability.Path{Index: 1<<63 + 1, Siblings: []hash.Digest{testDigest(2), testDigest(3)}},
	}}
}

func testBundle() *Inclusion {
	in := testInclusion()
	in.Global = testGlobal()
	return in
}

// testOKXRound says as little as a round can.
func testOKXRound() *Global {
	g := testGlobal()
	g.Round = liability.Round{Profile: liability.OKXv2}
	g.Shape.Profile = liability.OKXv2
	return g
}

// file is a type with both encodings.
type file interface {
	json.Marshaler
	json.Unmarshaler
	encoding.BinaryAppender
	encoding.BinaryUnmarshaler
}

// goldenFiles are the values behind the files in testdata, by base name. Version
// 1 must decode for ever: add files for a new version, never change these.
var goldenFiles = []struct {
	name  string
	value func() file
	empty func() file
}{
	{"global", func() file { return testGlobal() }, func() file { return new(Global) }},
	{"global_okxv2", func() file { return testOKXRound() }, func() file { return new(Global) }},
	{"inclusion", func() file { return testInclusion() }, func() file { return new(Inclusion) }},
	{"bundle", func() file { return testBundle() }, func() file { return new(Inclusion) }},
}

func golden(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "v1", name))
	require.NoError(t, err)
	return data
}

func TestGoldenFiles(t *testing.T) {
	for _, g := range goldenFiles {
		t.Run(g.name, func(t *testing.T) {
			data := golden(t, g.name+".json")
			got := g.empty()
			require.NoError(t, got.UnmarshalJSON(data))
			require.Equal(t, g.value(), got)
			encoded, err := json.MarshalIndent(got, "", "  ")
			require.NoError(t, err)
			require.Equal(t, string(data), string(encoded)+"\n")

			data = golden(t, g.name+".bin")
			got = g.empty()
			require.NoError(t, got.UnmarshalBinary(data))
			require.Equal(t, g.value(), got)
			encoded, err = got.AppendBinary([]byte("prefix"))
			require.NoError(t, err)
			require.Equal(t, append([]byte("prefix"), data...), encoded)
		})
	}
}

func TestGoldenInfo(t *testing.T) {
	data := golden(t, "info.json")
	var got Info
	require.NoError(t, got.UnmarshalJSON(data))
	require.Equal(t, testGlobal().Info(), got)
	encoded, err := json.MarshalIndent(got, "", "  ")
	require.NoError(t, err)
	require.Equal(t, string(data), string(encoded)+"\n")
}

// TestMarshalValues encodes values, which must not fall back to the encoding of
// any struct.
func TestMarshalValues(t *testing.T) {
	for _, v := range []any{*testGlobal(), *testBundle(), testGlobal().Info()} {
		data, err := json.Marshal(v)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(data), `{"format":"zkpor/`), "%s", data)
	}
}

// TestDocumentedExamples decodes the examples of docs/formats.md.
func TestDocumentedExamples(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "formats.md"))
	require.NoError(t, err)
	blocks := strings.Split(string(text), "```")
	require.Len(t, blocks, 2*3+1)

	var g Global
	require.NoError(t, g.UnmarshalJSON([]byte(strings.TrimPrefix(blocks[1], "json"))))
	require.Equal(t, *testGlobal(), g)
	var in Inclusion
	require.NoError(t, in.UnmarshalJSON([]byte(strings.TrimPrefix(blocks[3], "json"))))
	require.Equal(t, *testInclusion(), in)

	var digits strings.Builder
	for line := range strings.Lines(blocks[5]) {
		code, _, _ := strings.Cut(line, "  ")
		digits.WriteString(strings.Join(strings.Fields(code), ""))
	}
	data, err := hex.DecodeString(digits.String())
	require.NoError(t, err)
	require.Equal(t, golden(t, "global.bin"), data)
}

// refusal is an edit that makes an encoding of the test values refused.
type refusal struct {
	name, old, new string
	err            error
}

// refuse applies the edits to the JSON encoding of a value and expects the
// errors, with a receiver that stays as it is.
func refuse[T any](t *testing.T, value *T, edits []refusal) {
	t.Helper()
	data, err := json.Marshal(value)
	require.NoError(t, err)
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			require.Equal(t, 1, strings.Count(string(data), e.old), "of %s in %s", e.old, data)
			edited := strings.Replace(string(data), e.old, e.new, 1)
			got, before := *value, *value
			err := any(&got).(json.Unmarshaler).UnmarshalJSON([]byte(edited))
			require.ErrorIs(t, err, e.err, "%s", edited)
			require.Regexp(t, "^proof: ", err.Error())
			require.Equal(t, before, got)
		})
	}
}

func TestGlobalJSONRefuses(t *testing.T) {
	root := testDigest(1).String()
	refuse(t, testGlobal(), []refusal{
		{"not an object", `{"format"`, `[]{"format"`, ErrMalformed},
		{"cut short", `=="}`, `=="`, ErrTruncated},
		{"trailing value", `=="}`, `=="}{}`, ErrTrailing},
		{"trailing garbage", `=="}`, `=="}x`, ErrTrailing},
		{"other format", `zkpor/global`, `zkpor/inclusion`, ErrUnsupported},
		{"format in other case", `zkpor/global`, `zkpor/Global`, ErrUnsupported},
		{"later version with another field", `"version":1`, `"version":2,"more":0`, ErrUnsupported},
		{"version zero", `"version":1`, `"version":0`, ErrUnsupported},
		{"version a string", `"version":1`, `"version":"1"`, ErrMalformed},
		{"version a fraction", `"version":1`, `"version":1.0`, ErrMalformed},
		{"no version", `,"version":1`, ``, ErrUnsupported},
		{"no format", `"format":"zkpor/global",`, ``, ErrUnsupported},

		{"unknown field", `"levels":3`, `"levels":3,"more":0`, ErrMalformed},
		{"unknown field inside", `"unit":`, `"more":0,"unit":`, ErrMalformed},
		{"missing field", `,"levels":3`, ``, ErrNonCanonical},
		{"repeated field", `"levels":3`, `"levels":3,"levels":3`, ErrNonCanonical},
		{"reordered fields", `"fan_in":4,"levels":3`, `"levels":3,"fan_in":4`, ErrNonCanonical},
		{"field in other case", `"levels"`, `"Levels"`, ErrNonCanonical},
		{"field name escaped", `"levels"`, `"\u006cevels"`, ErrNonCanonical},
		{"null number", `"levels":3`, `"levels":null`, ErrNonCanonical},
		{"null list", `["BTC","ETH","S\u0026P"]`, `null`, ErrNonCanonical},
		{"null round", `"tokens"`, `"round":null,"tokens"`, ErrNonCanonical},

		{"total a number", `"equity":"4611686018427387903"`, `"equity":4611686018427387903`, ErrMalformed},
		{"total with leading zero", `"debt":"9`, `"debt":"09`, ErrNonCanonical},
		{"total with sign", `"debt":"9`, `"debt":"+9`, ErrMalformed},
		{"total negative", `"debt":"9`, `"debt":"-9`, ErrMalformed},
		{"total empty", `"debt":"9007199254740993"`, `"debt":""`, ErrMalformed},
		{"total null", `"debt":"9007199254740993"`, `"debt":null`, ErrNonCanonical},
		{"total of 65 bits", `"debt":"9007199254740993"`, `"debt":"18446744073709551616"`, ErrMalformed},
		{"total of 63 bits", `"equity":"4611686018427387903"`, `"equity":"4611686018427387904"`, ErrMalformed},
		{"debt above equity", `"equity":"4611686018427387903"`, `"equity":"1"`, ErrMalformed},
		{"dimension a string", `"levels":3`, `"levels":"3"`, ErrMalformed},
		{"dimension with exponent", `"levels":3`, `"levels":3e0`, ErrMalformed},
		{"dimension huge", `"levels":3`, `"levels":1e99`, ErrMalformed},
		{"dimension out of range", `"levels":3`, `"levels":99`, ErrMalformed},
		{"batch size zero", `"batch_size":16`, `"batch_size":0`, ErrMalformed},
		{"batch size too large", `"batch_size":16`, `"batch_size":1048577`, ErrMalformed},
		{"fan-in no power of two", `"fan_in":4`, `"fan_in":3`, ErrMalformed},

		{"root in upper case", root, strings.ToUpper(root), ErrMalformed},
		{"root element not below p", root, "01000000ffffffff" + root[16:], ErrNonCanonical},
		{"root too short", root, root[2:], ErrMalformed},
		{"root not hexadecimal", root, "zz" + root[2:], ErrMalformed},
		{"root null", `"` + root + `"`, `null`, ErrNonCanonical},

		{"proof empty", `"+/+/AA=="`, `""`, ErrMalformed},
		{"proof null", `"+/+/AA=="`, `null`, ErrMalformed},
		{"proof of other alphabet", `"+/+/AA=="`, `"-_-_AA=="`, ErrMalformed},
		{"proof not padded", `"+/+/AA=="`, `"+/+/AA"`, ErrMalformed},
		{"proof with stray bits", `"+/+/AA=="`, `"+/+/AB=="`, ErrNonCanonical},
		{"proof with line break", `"+/+/AA=="`, `"+/+/\nAA=="`, ErrNonCanonical},

		{"profile unknown", `"profile":"standard"`, `"profile":"none"`, ErrMalformed},
		{"statement version unknown", `"statement_version":1`, `"statement_version":2`, ErrMalformed},
		{"time with offset", `23:59:59Z`, `23:59:59+00:00`, ErrNonCanonical},
		{"time elsewhere", `23:59:59Z`, `23:59:59+01:00`, ErrNonCanonical},
		{"time with fraction", `23:59:59Z`, `23:59:59.0Z`, ErrNonCanonical},
		{"time without zone", `23:59:59Z`, `23:59:59`, ErrMalformed},
		{"time that does not exist", `2026-11-30`, `2026-11-31`, ErrMalformed},
		{"time before 1970", `2026-11-30`, `1926-11-30`, ErrMalformed},
		{"id empty", `"id":"2026-11"`, `"id":""`, ErrMalformed},
		{"id too long", `"id":"2026-11"`, `"id":"` + strings.Repeat("x", 65) + `"`, ErrMalformed},
		{"unit not UTF-8", `USD ¢`, "USD \xc2", ErrNonCanonical},
		{"unit with control character", `USD ¢`, `USD\u0000`, ErrMalformed},
		{"token escaped", `"BTC"`, `"\u0042TC"`, ErrNonCanonical},
		{"token not escaped", `\u0026`, `&`, ErrNonCanonical},
		{"token twice", `"BTC","ETH"`, `"BTC","BTC"`, ErrMalformed},
		{"no tokens", `["BTC","ETH","S\u0026P"]`, `[]`, ErrMalformed},
	})
}

func TestInclusionJSONRefuses(t *testing.T) {
	in := testInclusion()
	sibling, id := testDigest(2).String(), in.Account.ID.String()
	refuse(t, in, []refusal{
		{"other format", `zkpor/inclusion`, `zkpor/global`, ErrUnsupported},
		{"trailing value", `"]}`, `"]}0`, ErrTrailing},
		{"unknown field", `"index":`, `"path":0,"index":`, ErrMalformed},
		{"index a number", `"index":"9223372036854775809"`, `"index":9223372036854775809`, ErrMalformed},
		{"index with leading zero", `"index":"9`, `"index":"09`, ErrNonCanonical},
		{"index negative", `"index":"9`, `"index":"-9`, ErrMalformed},
		{"index of 65 bits", `"index":"9223372036854775809"`, `"index":"18446744073709551616"`, ErrMalformed},
		{"equity of 65 bits", `"18446744073709551615"`, `"18446744073709551616"`, ErrMalformed},
		{"debt a number", `"debt":"5"`, `"debt":5`, ErrMalformed},
		{"balance missing its debt", `,"debt":"5"`, ``, ErrNonCanonical},
		{"balance null", `{"token":"ETH",`, `null,{"token":"ETH",`, ErrNonCanonical},
		{"token twice", `"ETH"`, `"BTC"`, ErrMalformed},
		{"id in upper case", id, strings.ToUpper(id), ErrNonCanonical},
		{"id too short", id, id[2:], ErrMalformed},
		{"salt in upper case", in.Salt.String(), strings.ToUpper(in.Salt.String()), ErrMalformed},
		{"sibling not below p", sibling, sibling[:48] + "ffffffffffffffff", ErrNonCanonical},
		{"sibling in upper case", sibling, strings.ToUpper(sibling), ErrMalformed},
		{"siblings null", `["` + sibling + `","` + testDigest(3).String() + `"]`, `null`, ErrNonCanonical},
		{"global null", `"]}`, `"],"global":null}`, ErrNonCanonical},
		{"global empty", `"]}`, `"],"global":{}}`, ErrUnsupported},
	})
}

func TestBundleJSONRefuses(t *testing.T) {
	refuse(t, testBundle(), []refusal{
		{"global of a later version", `"zkpor/global","version":1`, `"zkpor/global","version":2`, ErrUnsupported},
		{"global with reordered fields", `"fan_in":4,"levels":3`, `"levels":3,"fan_in":4`, ErrNonCanonical},
		{"global with unknown field", `"levels":3`, `"levels":3,"more":0`, ErrMalformed},
		{"global before siblings", `"siblings":[`, `"global":null,"siblings":[`, ErrNonCanonical},
		{"trailing inside", `"proof":"+/+/AA=="}`, `"proof":"+/+/AA=="},{}`, ErrMalformed},
	})
}

func TestInfoJSONRefuses(t *testing.T) {
	info := testGlobal().Info()
	refuse(t, &info, []refusal{
		{"other balance", `"balance":"46`, `"balance":"36`, ErrMalformed},
		{"balance a number", `"debt":"9007199254740993"`, `"debt":9007199254740993`, ErrMalformed},
		{"debt above equity", `"equity":"4611686018427387903"`, `"equity":"0"`, ErrMalformed},
		{"unknown field", `"debt"`, `"more":0,"debt"`, ErrMalformed},
		{"repeated field", `"debt"`, `"debt":"1","debt"`, ErrNonCanonical},
		{"other version", `"version":1`, `"version":3`, ErrUnsupported},
	})
}

// TestEncodeRefuses encodes values that no decoder would give back.
func TestEncodeRefuses(t *testing.T) {
	tests := []struct {
		name  string
		value file
		err   error
	}{
		{"zero global", new(Global), ErrMalformed},
		{"zero inclusion", new(Inclusion), ErrMalformed},
		{"other profile", edited(testGlobal(), func(g *Global) { g.Shape.Profile = liability.OKXv2 }), liability.ErrProfile},
		{"no proof", edited(testGlobal(), func(g *Global) { g.Proof = nil }), ErrMalformed},
		{"invalid shape", edited(testGlobal(), func(g *Global) { g.Shape.FanIn = 3 }), liability.ErrShape},
		{"debt above equity", edited(testGlobal(), func(g *Global) { g.Root.Equity = 0 }), liability.ErrDebtExceedsEquity},
		{"total out of range", edited(testGlobal(), func(g *Global) { g.Root.Equity = 1 << 62 }), liability.ErrRange},
		{"year of five digits", edited(testGlobal(), func(g *Global) { g.Round.SnapshotTime = g.Round.SnapshotTime.AddDate(9000, 0, 0) }), ErrMalformed},
		{"fraction of a second", edited(testOKXRound(), func(g *Global) { g.Round.SnapshotTime = time.Unix(0, 1) }), ErrMalformed},
		{"label not UTF-8", edited(testOKXRound(), func(g *Global) { g.Round.ID = "\xff" }), ErrMalformed},
		{"label too long", edited(testOKXRound(), func(g *Global) { g.Round.Unit = strings.Repeat("x", 65) }), ErrMalformed},
		{"negative version", edited(testOKXRound(), func(g *Global) { g.Round.FormatVersion = -1 }), ErrMalformed},
		{"equity missing", edited(testInclusion(), func(in *Inclusion) { in.Account.Equity = in.Account.Equity[1:] }), ErrShape},
		{"too many siblings", edited(testInclusion(), func(in *Inclusion) { in.Path.Siblings = make([]hash.Digest, 1<<16) }), ErrTooLarge},
		{"bundled with nothing", edited(testInclusion(), func(in *Inclusion) { in.Global = new(Global) }), ErrMalformed},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			_, err := tc.value.MarshalJSON()
			require.ErrorIs(t, err, tc.err)
			b := []byte("prefix")
			got, err := tc.value.AppendBinary(b)
			require.ErrorIs(t, err, tc.err)
			require.Equal(t, b, got)
		})
	}
}

// edited returns v after an edit.
func edited[T any](v *T, edit func(*T)) *T {
	edit(v)
	return v
}

// TestBinaryRefuses cuts, extends and edits the binary encodings.
func TestBinaryRefuses(t *testing.T) {
	for _, g := range goldenFiles {
		t.Run(g.name, func(t *testing.T) {
			data := golden(t, g.name+".bin")
			got := g.value()
			for n := range data {
				err := got.UnmarshalBinary(data[:n])
				require.ErrorIs(t, err, ErrTruncated, "%d bytes", n)
			}
			require.ErrorIs(t, got.UnmarshalBinary(append(bytes.Clone(data), 0)), ErrTrailing)

			later := bytes.Clone(data)
			later[bytes.IndexByte(later, FileVersion)]++
			require.ErrorIs(t, got.UnmarshalBinary(later), ErrUnsupported)
			later[0]++
			require.ErrorIs(t, got.UnmarshalBinary(later), ErrUnsupported)
			require.Equal(t, g.value(), got)

			// Every other byte matters: it is refused, or gives another value.
			for i := range data {
				changed := bytes.Clone(data)
				changed[i] ^= 1
				other := g.empty()
				if err := other.UnmarshalBinary(changed); err != nil {
					require.Equal(t, g.empty(), other)
					continue
				}
				require.NotEqual(t, g.value(), other, "byte %d", i)
			}
		})
	}
}

func TestBinaryNonCanonical(t *testing.T) {
	data := golden(t, "global.bin")
	root, _ := testDigest(1).AppendBinary(nil)
	at := bytes.Index(data, root)
	require.Positive(t, at)
	copy(data[at:], []byte{1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff})
	require.ErrorIs(t, new(Global).UnmarshalBinary(data), ErrNonCanonical)

	data = golden(t, "inclusion.bin")
	data[len(data)-1] = 2 // presence of a global proof
	require.ErrorIs(t, new(Inclusion).UnmarshalBinary(data), ErrNonCanonical)
}

func TestDecodeEither(t *testing.T) {
	for _, extension := range []string{".json", ".bin"} {
		g, err := DecodeGlobal(golden(t, "global"+extension))
		require.NoError(t, err)
		require.Equal(t, testGlobal(), g)
		in, err := DecodeInclusion(golden(t, "bundle"+extension))
		require.NoError(t, err)
		require.Equal(t, testBundle(), in)
	}
	g, err := DecodeGlobal(golden(t, "inclusion.bin"))
	require.Error(t, err)
	require.Nil(t, g)
}

func FuzzGlobal(f *testing.F)    { fuzzFile(f, DecodeGlobal) }
func FuzzInclusion(f *testing.F) { fuzzFile(f, DecodeInclusion) }

// fuzzFile decodes arbitrary data, and encodes what decodes.
func fuzzFile[T any, P interface {
	*T
	file
}](f *testing.F, decode func([]byte) (*T, error)) {
	for _, g := range goldenFiles {
		f.Add(golden(f, g.name+".json"))
		f.Add(golden(f, g.name+".bin"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := decode(data)
		if err != nil {
			require.Nil(t, v)
			return
		}
		encoded, err := P(v).AppendBinary(nil)
		require.NoError(t, err)
		if !bytes.HasPrefix(data, []byte("por ")) {
			var compact bytes.Buffer
			require.NoError(t, json.Compact(&compact, data))
			text, err := P(v).MarshalJSON()
			require.NoError(t, err)
			require.Equal(t, compact.String(), string(text))
			data = encoded
		}
		require.Equal(t, data, encoded)
		again := P(new(T))
		require.NoError(t, again.UnmarshalBinary(encoded))
		require.Equal(t, P(v), again)
	})
}
