//go:build !amd64 || purego

package vec

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

func add(_ cpu.Tier, dst, a, b []field.Element) { addGeneric(dst, a, b) }

func sub(_ cpu.Tier, dst, a, b []field.Element) { subGeneric(dst, a, b) }

func mul(_ cpu.Tier, dst, a, b []field.Element) { mulGeneric(dst, a, b) }

func mulAdd(_ cpu.Tier, dst, a, b, c []field.Element) { mulAddGeneric(dst, a, b, c) }

func addScalar(_ cpu.Tier, dst, a []field.Element, k field.Element) { addScalarGeneric(dst, a, k) }

func scale(_ cpu.Tier, dst, a []field.Element, k field.Element) { scaleGeneric(dst, a, k) }

func scaleAdd(_ cpu.Tier, dst, a, b []field.Element, k field.Element) { scaleAddGeneric(dst, a, b, k) }

func scalePowers(_ cpu.Tier, dst, a []field.Element, k, x field.Element) {
	scalePowersGeneric(dst, a, k, x)
}

func addCombination(_ cpu.Tier, dst Ext, cols [][]field.Element, k []field.Ext, from, to int) {
	addCombinationGeneric(dst, cols, k, from, to)
}

func dot(_ cpu.Tier, a, b []field.Element) field.Element { return dotGeneric(a, b) }

func dotExt(_ cpu.Tier, a []field.Element, b Ext) field.Ext { return dotExtGeneric(a, b) }
