package buildertest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/internal/testutil"
)

// Vector is a circuit of the test vectors.
type Vector struct {
	Name    string
	Config  circuit.Config
	Dialect fri.Dialect

	folder string // that has the files
	// define lays out the circuit and returns what sets its inputs.
	define func(t testing.TB, v Vector, b *builder.Builder) assignment
}

// assignment sets the inputs of a witness to those of the vector.
type assignment func(w *builder.Witness)

// Vectors returns all circuits but OKX's, which package batch has: those of
// plonky2, then those of OKX's fork, whose names start with "okx_fork/".
func Vectors() []Vector {
	standard, zk := circuit.StandardConfig(), circuit.StandardZKConfig()
	var all []Vector
	for _, program := range []struct {
		prefix, folder string
		dialect        fri.Dialect
		zoo            func(testing.TB, Vector, *builder.Builder) assignment
	}{
		{"", "plonky2/plonk/", fri.Plonky2(), gateZoo},
		{"okx_fork/", "okx_fork/plonk/", fri.OKX(), okxGateZoo},
	} {
		for _, v := range []Vector{
			{Name: "01_fibonacci", Config: standard, define: fibonacci},
			{Name: "02_arith_factorial", Config: standard, define: factorial},
			{Name: "03_poseidon_preimage", Config: standard, define: preimage},
			{Name: "04_range_check", Config: standard, define: rangeCheck},
			{Name: "05_gate_zoo", Config: standard, define: program.zoo},
			{Name: "07_fibonacci_zk", Config: zk, define: fibonacci},
		} {
			v.folder = program.folder + v.Name
			v.Name = program.prefix + v.Name
			v.Dialect = program.dialect
			all = append(all, v)
		}
	}
	return all
}

// Named returns the circuit of the given name.
func Named(t testing.TB, name string) Vector {
	t.Helper()
	for _, v := range Vectors() {
		if v.Name == name {
			return v
		}
	}
	t.Fatalf("buildertest: no circuit named %s", name)
	return Vector{}
}

// Path returns the path of a file of the vector for package testutil.
func (v Vector) Path(file string) string { return v.folder + "/" + file }

// Instance is a built circuit together with the inputs of its vector.
type Instance struct {
	*builder.Circuit
	assign assignment
}

// Build builds the circuit. The test is skipped where the vector is missing.
func (v Vector) Build(t testing.TB) *Instance {
	t.Helper()
	testutil.VectorPath(t, v.Path("info.json"))
	b := builder.New(v.Config, builder.WithDialect(v.Dialect))
	assign := v.define(t, v, b)
	c, err := b.Build(1)
	require.NoError(t, err)
	return &Instance{c, assign}
}

// NewWitness returns a witness with its inputs set.
func (i *Instance) NewWitness() *builder.Witness {
	w := i.Circuit.NewWitness()
	i.Assign(w)
	return w
}

// Assign sets the inputs of a witness that has none.
func (i *Instance) Assign(w *builder.Witness) { i.assign(w) }

// recording is a part of witness.json: the values of all wires, column by
// column.
type recording struct {
	Wires [][]field.Element `json:"wire_values_by_column"`
}

func (v Vector) recording(t testing.TB) recording {
	t.Helper()
	var r recording
	testutil.VectorJSON(t, v.Path("witness.json"), &r)
	return r
}

// column returns n values of a row from a column on.
func (r recording) row(row, column, n int) []field.Element {
	out := make([]field.Element, n)
	for i := range out {
		out[i] = r.Wires[column+i][row]
	}
	return out
}
