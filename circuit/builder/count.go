package builder

// GateCounts returns how many rows so far have each gate, by the gate's ID. The
// rows that Build adds are not in it.
func (b *Builder) GateCounts() map[string]int {
	counts := make(map[string]int, len(b.gates))
	for _, kind := range b.rows {
		counts[b.gates[kind].gate.ID()]++
	}
	return counts
}
