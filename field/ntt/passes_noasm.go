//go:build !amd64 || purego

package ntt

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

func lastBits(cpu.Tier) int { return 2 }

func split2(_ cpu.Tier, x []field.Element, c field.Element) { split2Generic(x, c) }

func join2(_ cpu.Tier, x []field.Element, c field.Element) { join2Generic(x, c) }

func split4(_ cpu.Tier, dst, src []field.Element, m int, f []field.Element, node int) {
	split4Generic(dst, src, m, f, node)
}

func join4(_ cpu.Tier, x []field.Element, m int, f []field.Element, node int) {
	join4Generic(x, m, f, node)
}

func splitLast(_ cpu.Tier, x, f []field.Element, node int) { splitLastGeneric(x, f, node) }

func joinFirst(_ cpu.Tier, x, f []field.Element, node int) { joinFirstGeneric(x, f, node) }
