module github.com/zkpor/por/hash/_asm

go 1.26.8

require (
	github.com/mmcloughlin/avo v0.6.0
	github.com/zkpor/por v0.0.0
)

require (
	github.com/bits-and-blooms/bitset v1.25.0 // indirect
	github.com/consensys/gnark-crypto v0.22.0 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.50.0 // indirect
)

replace github.com/zkpor/por => ../..
