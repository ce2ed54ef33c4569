//go:build !amd64 || purego

package hash

// The kernels below belong to tiers that this build does not have.

func prefetchColumns(*[]element, int, int)       { panic("hash: no assembly") }
func permuteAVX2(*lanes)                         { panic("hash: no AVX2") }
func columnsAVX2(*lanes, *[]element, int, int)   { panic("hash: no AVX2") }
func permuteAVX512(*lanes)                       { panic("hash: no AVX-512") }
func columnsAVX512(*lanes, *[]element, int, int) { panic("hash: no AVX-512") }
func rowsAVX512(*lanes, *element, int, int)      { panic("hash: no AVX-512") }
func digestsAVX512(*[Lanes]Digest, *lanes)       { panic("hash: no AVX-512") }
