package builder_test

import (
	"crypto/rand"
	"fmt"

	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/field"
)

// A circuit for the statement "I know x and y with x + y and x·y as given".
func Example() {
	b := builder.New(circuit.StandardConfig())
	x, y := b.NewTarget(), b.NewTarget()
	b.RegisterPublicInputs(b.Add(x, y), b.Mul(x, y))
	c, err := b.Build(1)
	if err != nil {
		panic(err)
	}

	w := c.NewWitness()
	w.Set(x, field.New(6))
	w.Set(y, field.New(7))
	wires, publicInputs, err := w.Run(rand.Reader, 1)
	if err != nil {
		panic(err)
	}
	fmt.Println(publicInputs, c.Check(wires, publicInputs))
	// Output: [13 42] <nil>
}
