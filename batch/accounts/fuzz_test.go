package accounts

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/liability"
)

// FuzzScanner holds the scanner against encoding/json: what it reads to the
// end is valid JSON, and records without faults decode to the same values.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{
		"[]", "[{}]", "[[[]]]", "{}", "", "[" + rec(idA, "") + "] x",
		"[" + rec(idA, `"BTC":"5","ETH":"-3"`) + ",\n" + rec(idB, `"BTC":"0"`) + "]",
		"[" + rec(idA, `"BTC":"5","BTC":"-3"`) + `,7,{"id":{"a":[1]},"x":null}]`,
		`[{"\u0069d":"` + idA + `","assets":{"\u0042TC":"\u0035"}}]`,
		"[{\"id\":\"\xff\"}]", `[{"id":"` + idA + `",}]`, `[{"id"]`, `[{,}]`, `[,]`, `[{"a":}]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		accounts, whole := scanAll(data)
		if !whole {
			return
		}
		var want []struct {
			ID     liability.ID      `json:"id"`
			Assets map[string]string `json:"assets"`
		}
		require.True(t, json.Valid([]byte(data)), "%q", data)
		if err := json.Unmarshal([]byte(data), &want); err != nil {
			assert.NotEqual(t, len(accounts), len(want), "%q: %v", data, err)
			return
		}
		if len(accounts) != len(want) {
			return // a faulty record
		}
		for i, a := range accounts {
			assert.Equal(t, want[i].ID, a.ID)
			for j, token := range []string{"BTC", "ETH"} {
				amount, debt, err := parseValue(orZero(want[i].Assets[token]), 52)
				require.NoError(t, err)
				if debt {
					assert.Equal(t, amount, a.Debt[j])
				} else {
					assert.Equal(t, amount, a.Equity[j])
				}
			}
		}
	})
}

func orZero(s string) string {
	if s == "" {
		return "0"
	}
	return s
}

// scanAll returns the records without faults, and whether the file could be
// read to its end.
func scanAll(data string) (accounts []liability.Account, whole bool) {
	s := newScanner(strings.NewReader(data), newTokenSet([]string{"BTC", "ETH"}), 52)
	var r record
	for serial := uint64(1); ; serial++ {
		if err := s.next(&r, serial); err != nil {
			return accounts, err == io.EOF
		}
		if len(r.faults) == 0 {
			accounts = append(accounts, r.account(2))
		}
	}
}
