package measure

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestParseModel(t *testing.T) {
	assert.Equal(t, "AMD EPYC 9654", parseModel([]byte("processor\t: 0\nmodel\t\t: 17\nmodel name\t: AMD EPYC 9654\n"), "amd64"))
	assert.Equal(t, "arm64", parseModel([]byte("processor\t: 0\nBogoMIPS\t: 50.00\n"), "arm64"))
}
