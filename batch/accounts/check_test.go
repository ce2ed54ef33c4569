package accounts

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/liability"
)

// checkAll returns all faults.
func checkAll(t testing.TB, files []string, cfg Config) (Summary, []*Error) {
	var faults []*Error
	summary, err := Check(context.Background(), files, cfg, func(e *Error) bool {
		faults = append(faults, e)
		return true
	})
	require.NoError(t, err)
	require.EqualValues(t, len(faults), summary.Faults)
	return summary, faults
}

// TestFaults has one fault in each input, with its place, reason and text.
func TestFaults(t *testing.T) {
	const big = 1 << 52
	tests := []struct {
		name    string
		content string
		record  int
		field   string
		err     error
		text    string
	}{
		{"id too short", "[" + rec(idA[1:], "") + "]", 0, "id", liability.ErrID, "got 63 characters"},
		{"id not hexadecimal", "[" + rec("zz"+idA[2:], "") + "]", 0, "id", liability.ErrID, "invalid byte"},
		{"id not a string", `[{"id":7,"assets":{}}]`, 0, "id", ErrField, "got the number 7, want a string"},
		{"id null", `[{"id":null,"assets":{}}]`, 0, "id", ErrField, "got null"},
		{"id an object", `[{"id":{"id":[1,{}]},"assets":{}}]`, 0, "id", ErrField, "got an object"},
		{"id missing", `[{"assets":{}}]`, 0, "id", ErrField, "missing"},
		{"id twice in a record", `[{"id":"` + idA + `","id":"` + idB + `","assets":{}}]`, 0, "id", ErrField, "appears twice"},
		{"id in another case of letters", "[" + rec(idA, "") + "," + rec(strings.ToUpper(idA), "") + "]", 1, "id", ErrDuplicateID, "is record 0 of"},
		{"assets missing", `[{"id":"` + idA + `"}]`, 0, "assets", ErrField, "missing"},
		{"assets twice", `[{"id":"` + idA + `","assets":{},"assets":{}}]`, 0, "assets", ErrField, "appears twice"},
		{"assets an array", `[{"id":"` + idA + `","assets":["BTC"]}]`, 0, "assets", ErrField, "got an array, want an object"},
		{"unknown field", `[{"id":"` + idA + `","assets":{},"name":{"a":[[]]}}]`, 0, "name", ErrField, "unknown"},
		{"field in other case", `[{"ID":"x","id":"` + idA + `","assets":{}}]`, 0, "ID", ErrField, "unknown"},
		{"token not listed", "[" + rec(idA, `"DOGE":"1"`) + "]", 0, "assets.DOGE", ErrUnknownToken, "not on the list"},
		{"token in other case", "[" + rec(idA, `"btc":"1"`) + "]", 0, "assets.btc", ErrUnknownToken, ""},
		{"token of control characters", "[" + rec(idA, `"\u0000":"1"`) + "]", 0, `assets."\x00"`, ErrUnknownToken, ""},
		{"token twice", "[" + rec(idA, `"BTC":"1","ETH":"1","BTC":"1"`) + "]", 0, "assets.BTC", ErrDuplicateToken, ""},
		{"value a number", "[" + rec(idA, `"BTC":1`) + "]", 0, "assets.BTC", ErrField, "got the number 1, want a string"},
		{"value a boolean", "[" + rec(idA, `"BTC":true`) + "]", 0, "assets.BTC", ErrField, "got true"},
		{"value an object", "[" + rec(idA, `"BTC":{"BTC":"1"}`) + "]", 0, "assets.BTC", ErrField, "got an object"},
		{"value empty", "[" + rec(idA, `"BTC":""`) + "]", 0, "assets.BTC", ErrValue, `""`},
		{"value a sign", "[" + rec(idA, `"BTC":"-"`) + "]", 0, "assets.BTC", ErrValue, `"-"`},
		{"value fractional", "[" + rec(idA, `"BTC":"1.5"`) + "]", 0, "assets.BTC", ErrValue, `"1.5"`},
		{"value with exponent", "[" + rec(idA, `"BTC":"1e5"`) + "]", 0, "assets.BTC", ErrValue, ""},
		{"value with plus", "[" + rec(idA, `"BTC":"+1"`) + "]", 0, "assets.BTC", ErrValue, ""},
		{"value with leading zero", "[" + rec(idA, `"BTC":"01"`) + "]", 0, "assets.BTC", ErrValue, ""},
		{"value minus zero", "[" + rec(idA, `"BTC":"-0"`) + "]", 0, "assets.BTC", ErrValue, ""},
		{"value with space", "[" + rec(idA, `"BTC":" 1"`) + "]", 0, "assets.BTC", ErrValue, ""},
		{"value with underscore", "[" + rec(idA, `"BTC":"1_000"`) + "]", 0, "assets.BTC", ErrValue, ""},
		{"value in other digits", "[" + rec(idA, `"BTC":"١"`) + "]", 0, "assets.BTC", ErrValue, ""},
		{"value too large", "[" + rec(idA, fmt.Sprintf(`"BTC":"%d"`, big)) + "]", 0, "assets.BTC", liability.ErrRange, "not below 2^52"},
		{"debt too large", "[" + rec(idA, fmt.Sprintf(`"BTC":"-%d"`, big)) + "]", 0, "assets.BTC", liability.ErrRange, "not below 2^52"},
		{"value beyond 64 bits", "[" + rec(idA, `"BTC":"18446744073709551621"`) + "]", 0, "assets.BTC", liability.ErrRange, ""},
		{"sum too large", "[" + rec(idA, fmt.Sprintf(`"BTC":"%d","ETH":"1"`, big-1)) + "]", 0, "assets", liability.ErrRange, "total equity"},
		{"debt above equity", "[" + rec(idA, `"BTC":"5","ETH":"-6"`) + "]", 0, "assets", liability.ErrDebtExceedsEquity, "debt 6, equity 5"},
		{"record not an object", "[" + rec(idA, "") + `,["x"]]`, 1, "", ErrField, "got an array, want an object"},
		{"record null", `[null]`, 0, "", ErrField, "got null"},
		{"no records", "[]", -1, "", ErrEmpty, ""},

		{"empty file", "", -1, "", ErrSyntax, "unexpected end of file"},
		{"blank file", " \n", -1, "", ErrSyntax, "unexpected end of file"},
		{"not an array", rec(idA, ""), -1, "", ErrSyntax, `got an object, want "["`},
		{"a string", `"accounts"`, -1, "", ErrSyntax, `got the string "accounts", want "["`},
		{"byte order mark", "\ufeff[]", -1, "", ErrSyntax, "byte 0"},
		{"array not closed", "[" + rec(idA, ""), -1, "", ErrSyntax, "unexpected end of file"},
		{"record not closed", `[{"id":"` + idA + `"`, -1, "", ErrSyntax, "unexpected end of file"},
		{"string not closed", `[{"id":"` + idA, -1, "", ErrSyntax, "unexpected end of file"},
		{"wrong bracket", `[{"id":"` + idA + `"]`, -1, "", ErrSyntax, "byte 73"},
		{"comma missing", "[" + rec(idA, "") + rec(idB, "") + "]", -1, "", ErrSyntax, "byte 86"},
		{"comma at the end of the array", "[" + rec(idA, "") + ",]", -1, "", ErrSyntax, ""},
		{"comma at the end of a record", `[{"id":"` + idA + `","assets":{},}]`, -1, "", ErrSyntax, ""},
		{"colon missing", `[{"id" "` + idA + `","assets":{}}]`, -1, "", ErrSyntax, ""},
		{"key not a string", `[{7:"` + idA + `"}]`, -1, "", ErrSyntax, ""},
		{"comment", "[ // accounts\n]", -1, "", ErrSyntax, ""},
		{"data after the array", "[" + rec(idA, "") + "] []", -1, "", ErrSyntax, "data after the array"},
		{"noise after the array", "[" + rec(idA, "") + "]x", -1, "", ErrSyntax, "data after the array"},
		{"token not UTF-8", "[" + rec(idA, "\"\xff\":\"1\"") + "]", -1, "", ErrSyntax, "invalid UTF-8"},
		{"lone surrogate", "[" + rec(idA, `"\ud800":"1"`) + "]", -1, "", ErrSyntax, "invalid UTF-8"},
		{"nested deeply", "[" + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "]", -1, "", ErrSyntax, "nested more than"},
		{"endless string", `[{"id":"` + strings.Repeat("a", 4*maxPending), -1, "", ErrSyntax, "a value of more than"},
		{"endless space", "[" + strings.Repeat(" ", 4*maxPending), -1, "", ErrSyntax, "a value of more than"},
	}
	cfg := Config{Profile: liability.Standard, Tokens: []string{"BTC", "ETH"}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := writeFiles(t, tt.content)
			_, faults := checkAll(t, files, cfg)
			require.Len(t, faults, 1)
			e := faults[0]
			assert.ErrorIs(t, e, tt.err)
			assert.ErrorContains(t, e, tt.text)
			assert.NotContains(t, e.Error(), "\n")
			assert.Less(t, len(e.Error()), 400)
			assert.Equal(t, tt.record, e.Record)
			assert.Equal(t, tt.field, e.Field)
			if tt.err != ErrEmpty {
				assert.Equal(t, files[0], e.File)
			}
			if tt.record >= 0 && tt.name != "record null" {
				assert.Contains(t, "{[", tt.content[e.Offset:e.Offset+1])
			}

			in, err := Open(context.Background(), files, cfg)
			assert.Equal(t, e, err)
			assert.Nil(t, in)
		})
	}
}

// TestCheckGoesOn finds the faults behind a fault, in records and files.
func TestCheckGoesOn(t *testing.T) {
	files := writeFiles(t,
		"["+strings.Join([]string{
			rec(idA, `"BTC":"1"`),
			`{"id":7,"assets":{"BTC":"x","ETH":"-1"},"more":[]}`,
			`5`,
			rec(idA, `"BTC":"2"`),
			rec(idB, `"BTC":"-2"`),
		}, ",")+"]",
		`[`+rec(idA[:63]+"f", `"BTC":"10"`)+`,{"id`,
		"["+rec(idB, `"BTC":"3"`)+","+rec(idB[:63]+"f", `"BTC":"100"`)+"]",
	)
	files = append(files, filepath.Join(t.TempDir(), "missing.json"))
	summary, faults := checkAll(t, files, standard)

	var got []string
	for _, e := range faults {
		got = append(got, fmt.Sprintf("%s %d %s", filepath.Base(e.File), e.Record, e.Field))
	}
	assert.Equal(t, []string{
		"a.json 1 id", "a.json 1 assets.BTC", "a.json 1 more",
		"a.json 2 ",
		"a.json 3 id",
		"a.json 4 assets",
		"b.json -1 ",
		"c.json 0 id",
		"missing.json -1 ",
	}, got)
	assert.ErrorIs(t, faults[len(faults)-1], os.ErrNotExist)
	assert.EqualValues(t, 3, summary.Accounts)
	assert.Equal(t, liability.Sums{Equity: 111}, summary.Sums)
	assert.Contains(t, faults[7].Error(), "is record 4 of "+files[0])
}

func TestCheckStops(t *testing.T) {
	files := writeFiles(t, "[1,2,3]", "[4]")
	n := 0
	summary, err := Check(context.Background(), files, standard, func(*Error) bool {
		n++
		return n < 2
	})
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	assert.EqualValues(t, 2, summary.Faults)
}

// TestTotal reaches 2^62 over many accounts, each of them in range.
func TestTotal(t *testing.T) {
	var b strings.Builder
	for i := range 1026 {
		fmt.Fprintf(&b, "%s%s", []string{",", "["}[max(0, 1-i)], rec(fmt.Sprintf("%064x", i), fmt.Sprintf(`"BTC":"%d"`, 1<<52-1)))
	}
	b.WriteString("]")
	summary, faults := checkAll(t, writeFiles(t, b.String()), standard)
	require.Len(t, faults, 2)
	assert.ErrorIs(t, faults[0], liability.ErrRange)
	assert.Equal(t, 1024, faults[0].Record)
	assert.EqualValues(t, 1024, summary.Accounts)
}

func TestManyFaults(t *testing.T) {
	content := "[" + rec(idA, strings.Repeat(`"BTC":"x",`, 5000)+`"BTC":"x"`) + "]"
	_, faults := checkAll(t, writeFiles(t, content), standard)
	assert.Len(t, faults, maxFaults)
}

func TestTooManyTokens(t *testing.T) {
	var assets []string
	for i := range liability.MaxTokens + 1 {
		assets = append(assets, fmt.Sprintf(`"T%d":"1"`, i))
	}
	summary, faults := checkAll(t, writeFiles(t, "["+rec(idA, strings.Join(assets, ","))+"]"), standard)
	require.Len(t, faults, 1)
	assert.ErrorIs(t, faults[0], ErrUnknownToken)
	assert.Len(t, summary.Tokens, liability.MaxTokens)
}

func TestCheckConfig(t *testing.T) {
	_, err := Check(context.Background(), nil, Config{}, nil)
	assert.ErrorIs(t, err, liability.ErrProfile)
	_, err = Check(context.Background(), nil, Config{Profile: liability.Standard, Tokens: []string{"A", "A"}}, nil)
	assert.ErrorIs(t, err, liability.ErrRound)
	_, err = Open(context.Background(), nil, standard)
	assert.ErrorIs(t, err, ErrEmpty)

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Open(ctx, writeFiles(t, "[]"), standard)
	assert.ErrorIs(t, err, context.Canceled)
}
