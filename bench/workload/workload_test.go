package workload_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/bench/workload"
)

// TestNames pins the names, which scripts that read measurements rely on.
func TestNames(t *testing.T) {
	var names []string
	for _, w := range workload.All() {
		names = append(names, w.Name)
	}
	require.Equal(t, []string{
		"poseidon", "lde_2e15_x135", "tree_2e18_x135",
		"okxv2_1024x20", "okxv2_1024x200", "recursion_4", "recursion_16", "build_1024x20",
		"verify_root", "standard_accounts", "verify_user",
	}, names)
}

// TestRun runs each workload twice, in short mode only those of a fraction of a
// second.
func TestRun(t *testing.T) {
	quick := map[string]bool{"poseidon": true, "lde_2e15_x135": true, "verify_user": true}
	for _, w := range workload.All() {
		t.Run(w.Name, func(t *testing.T) {
			if w.Long || testing.Short() && !quick[w.Name] {
				t.Skip("takes long")
			}
			work, err := w.Prepare(t.Context(), workload.Options{Workers: 2, Quick: true})
			require.NoError(t, err)
			require.Equal(t, w.Unit != "", work.Count > 0)
			for range 2 {
				require.NoError(t, work.Run(t.Context()))
			}
		})
	}
}
