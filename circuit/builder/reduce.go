package builder

import "github.com/zkpor/por/circuit"

// Reducer computes sums Σ terms[i]·base^i by Horner's rule and counts the
// powers it has used up, so that several sums can be chained into one: to add a
// sum y of higher powers after reducing x, add Shift(y) to x.
type Reducer struct {
	b     *Builder
	base  Ext
	count uint64
}

// NewReducer returns a reducer for the given base.
func (b *Builder) NewReducer(base Ext) *Reducer { return &Reducer{b: b, base: base} }

// ReduceExt returns Σ terms[i]·base^i.
func (b *Builder) ReduceExt(base Ext, terms []Ext) Ext { return b.NewReducer(base).ReduceExt(terms) }

// Reduce returns Σ terms[i]·base^i for terms in the base field.
func (b *Builder) Reduce(base Ext, terms []Target) Ext { return b.NewReducer(base).Reduce(terms) }

// Reduce returns Σ terms[i]·base^i for terms in the base field.
func (r *Reducer) Reduce(terms []Target) Ext {
	b := r.b
	if r.small(len(terms)) {
		ext := make([]Ext, len(terms))
		for i, t := range terms {
			ext[i] = b.ToExt(t)
		}
		return r.horner(ext)
	}
	r.count += uint64(len(terms))
	gate := circuit.NewReducingGate(b.config)
	zero, acc := b.Zero(), b.ZeroExt()
	k := b.kind(gate)
	for end := roundUp(len(terms), gate.NumCoeffs); end > 0; end -= gate.NumCoeffs {
		row := b.addRow(k, nil)
		b.ConnectExt(r.base, wireExt(row, gate.WireAlpha()))
		b.ConnectExt(acc, wireExt(row, gate.WireOldAcc()))
		for i := range gate.NumCoeffs {
			// The gate takes the highest power first.
			b.Connect(termOr(terms, end-1-i, zero), Wire(row, gate.WireCoeff(i)))
		}
		acc = wireExt(row, gate.WireOutput())
	}
	return acc
}

// ReduceExt returns Σ terms[i]·base^i.
func (r *Reducer) ReduceExt(terms []Ext) Ext {
	b := r.b
	if r.small(len(terms)) {
		return r.horner(terms)
	}
	r.count += uint64(len(terms))
	gate := circuit.NewReducingExtensionGate(b.config)
	zero := b.ZeroExt()
	acc := zero
	k := b.kind(gate)
	for end := roundUp(len(terms), gate.NumCoeffs); end > 0; end -= gate.NumCoeffs {
		row := b.addRow(k, nil)
		b.ConnectExt(r.base, wireExt(row, gate.WireAlpha()))
		b.ConnectExt(acc, wireExt(row, gate.WireOldAcc()))
		for i := range gate.NumCoeffs {
			b.ConnectExt(termOr(terms, end-1-i, zero), wireExt(row, gate.WireCoeff(i)))
		}
		acc = wireExt(row, gate.WireOutput())
	}
	return acc
}

// Shift returns x·base^k, where k is the number of terms reduced since the last
// call, and starts counting anew.
func (r *Reducer) Shift(x Ext) Ext {
	k := r.count
	r.count = 0
	zero := r.b.ZeroExt()
	if x == zero {
		return zero
	}
	return r.b.MulExt(r.b.ExpExt(r.base, k), x)
}

// Reset starts counting anew.
func (r *Reducer) Reset() { r.count = 0 }

// small reports whether arithmetic gates reduce n terms more cheaply than a
// gate for the purpose.
func (r *Reducer) small(n int) bool {
	return n <= circuit.NewArithmeticExtensionGate(r.b.config).NumOps+1
}

func (r *Reducer) horner(terms []Ext) Ext {
	r.count += uint64(len(terms))
	acc := r.b.ZeroExt()
	for i := len(terms) - 1; i >= 0; i-- {
		acc = r.b.MulAddExt(r.base, acc, terms[i])
	}
	return acc
}

// termOr returns terms[i], or zero beyond the end.
func termOr[T any](terms []T, i int, zero T) T {
	if i < len(terms) {
		return terms[i]
	}
	return zero
}

// roundUp returns the smallest multiple of m that is at least n.
func roundUp(n, m int) int { return (n + m - 1) / m * m }
