//go:build !amd64 || purego

package hash

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

func mdsColumns(_ cpu.Tier, dst, src *[Width][]field.Element) { mdsRows(dst, src, 0) }
