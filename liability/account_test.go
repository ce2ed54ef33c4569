package liability

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAccountSums(t *testing.T) {
	const (
		max52 = 1<<52 - 1
		max62 = 1<<62 - 1
	)
	tests := []struct {
		name         string
		profile      Profile
		equity, debt []uint64
		want         Sums
		err          error
	}{
		{"no tokens", Standard, nil, nil, Sums{}, nil},
		{"zero", Standard, []uint64{0}, []uint64{0}, Sums{}, nil},
		{"sums", Standard, []uint64{1, 20, 300}, []uint64{5, 0, 60}, Sums{321, 65}, nil},
		{"debt of one token above its equity", Standard, []uint64{9, 0}, []uint64{0, 9}, Sums{9, 9}, nil},
		{"largest", Standard, []uint64{max52 - 1, 1}, []uint64{0, max52}, Sums{max52, max52}, nil},
		{"equity too large", Standard, []uint64{max52, 1}, []uint64{0, 0}, Sums{}, ErrRange},
		{"debt too large", Standard, []uint64{max52, 0}, []uint64{max52, 1}, Sums{}, ErrRange},
		{"value too large", Standard, []uint64{math.MaxUint64}, []uint64{0}, Sums{}, ErrRange},
		{"equity wraps around", Standard, []uint64{1, math.MaxUint64}, []uint64{0, 0}, Sums{}, ErrRange},
		{"debt wraps around", Standard, []uint64{1, 0}, []uint64{1, math.MaxUint64}, Sums{}, ErrRange},
		{"insolvent", Standard, []uint64{5, 5}, []uint64{0, 11}, Sums{}, ErrDebtExceedsEquity},
		{"equal numbers", Standard, []uint64{5}, []uint64{5}, Sums{5, 5}, nil},
		{"a debt missing", Standard, []uint64{5, 5}, []uint64{1}, Sums{}, ErrTokenCount},
		{"largest", OKXv2, []uint64{max62}, []uint64{max62}, Sums{max62, max62}, nil},
		{"equity too large", OKXv2, []uint64{max62, 1}, []uint64{0, 0}, Sums{}, ErrRange},
		{"equity wraps around", OKXv2, []uint64{1 << 63, 1 << 63}, []uint64{0, 0}, Sums{}, ErrRange},
	}
	for _, tt := range tests {
		t.Run(tt.profile.String()+"/"+tt.name, func(t *testing.T) {
			got, err := Account{Equity: tt.equity, Debt: tt.debt}.Sums(tt.profile)
			assert.ErrorIs(t, err, tt.err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestSumsAdd(t *testing.T) {
	const limit = 1 << SumBits
	got, err := Sums{limit - 2, 3}.Add(Sums{1, limit - 4})
	assert.NoError(t, err)
	assert.Equal(t, Sums{limit - 1, limit - 1}, got)

	for _, s := range []Sums{{limit - 1, 0}, {0, limit - 1}, {math.MaxUint64, 0}, {0, math.MaxUint64}} {
		_, err := s.Add(Sums{1, 1})
		assert.ErrorIs(t, err, ErrRange, "%v", s)
	}
}
