package builder

import "github.com/zkpor/por/circuit"

// packedGates caches the gates that basic gadgets ask for with every operation.
type packedGates struct {
	arithmetic    *gateKind
	arithmeticExt *gateKind
	mulExt        *gateKind
	poseidon      *gateKind
	randomAccess  map[int]*gateKind // by the bits of the index
}

func (b *Builder) arithmeticGate() *gateKind {
	return cached(b, &b.packed.arithmetic, circuit.NewArithmeticGate)
}

func (b *Builder) arithmeticExtGate() *gateKind {
	return cached(b, &b.packed.arithmeticExt, circuit.NewArithmeticExtensionGate)
}

func (b *Builder) mulExtGate() *gateKind {
	return cached(b, &b.packed.mulExt, circuit.NewMulExtensionGate)
}

func (b *Builder) poseidonGate() *gateKind {
	return cached(b, &b.packed.poseidon, func(circuit.Config) circuit.PoseidonGate {
		return circuit.PoseidonGate{}
	})
}

func (b *Builder) randomAccessGate(bits int) *gateKind {
	k, ok := b.packed.randomAccess[bits]
	if !ok {
		if b.packed.randomAccess == nil {
			b.packed.randomAccess = make(map[int]*gateKind)
		}
		k = b.kind(circuit.NewRandomAccessGate(b.config, bits))
		b.packed.randomAccess[bits] = k
	}
	return k
}

func cached[G circuit.Gate](b *Builder, k **gateKind, fromConfig func(circuit.Config) G) *gateKind {
	if *k == nil {
		*k = b.kind(fromConfig(b.config))
	}
	return *k
}

// arithmeticOpsPerRow returns how many base field operations fit a row.
func (b *Builder) arithmeticOpsPerRow() int {
	if b.config.UseBaseArithmeticGate {
		return circuit.NewArithmeticGate(b.config).NumOps
	}
	return circuit.NewArithmeticExtensionGate(b.config).NumOps
}
