package field_test

import (
	"fmt"

	"github.com/consensys/gnark-crypto/field/goldilocks"

	"github.com/zkpor/por/field"
)

func ExampleElement() {
	a := field.New(2).Sub(field.New(5))
	fmt.Println(a, a.Mul(a.Inverse()))
	// Output: 18446744069414584318 1
}

// Elements convert to gnark-crypto's type at no cost.
func ExampleElement_gnark() {
	a := field.New(49)
	g := goldilocks.Element(a)
	g.Sqrt(&g)
	fmt.Println(field.Element(g).Square())
	// Output: 49
}
