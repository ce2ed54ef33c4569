package ntt_test

import (
	"fmt"

	"github.com/zkpor/por/field"
	"github.com/zkpor/por/field/ntt"
	"github.com/zkpor/por/field/vec"
)

// Two polynomials are multiplied by way of their values.
func Example() {
	d := ntt.NewDomain(field.Plonky2Generators(), 2) // four rows

	f := []field.Element{field.New(1), field.New(2), {}, {}} // 1 + 2x
	g := []field.Element{field.New(3), field.New(5), {}, {}} // 3 + 5x
	d.Forward(f)
	d.Forward(g)
	vec.Mul(f, f, g)
	d.Inverse(f)
	fmt.Println(f)
	// Output: [3 11 10 0]
}
