package hash

import "github.com/zkpor/por/field"

// NoPad hashes in without padding, as plonky2's hash_no_pad. The hash of the
// empty input is zero. Inputs of different lengths may collide, see the package
// comment.
func NoPad(in []field.Element) Digest {
	var s State
	absorb(&s, in)
	return Digest(s[:DigestLen])
}

// NoPadTo is [NoPad] with an output of any length: it fills dst, as plonky2's
// hash_n_to_m_no_pad. dst and in must not overlap.
func NoPadTo(dst, in []field.Element) {
	var s State
	absorb(&s, in)
	for n := copy(dst, s[:Rate]); n < len(dst); {
		Permute(&s)
		n += copy(dst[n:], s[:Rate])
	}
}

// Pad hashes in after the padding 1 0* 1 to a multiple of the rate, as plonky2's
// hash_pad. It is collision resistant for inputs of any length.
func Pad(in []field.Element) Digest {
	whole := len(in) / Rate * Rate
	var s State
	absorb(&s, in[:whole])

	var last [2 * Rate]field.Element
	n := copy(last[:], in[whole:])
	last[n] = field.One()
	// The first one needs a place, and so does the last.
	end := (n + 2 + Rate - 1) / Rate * Rate
	last[end-1] = field.One()
	absorb(&s, last[:end])
	return Digest(s[:DigestLen])
}

// OrNoop returns in itself, padded with zeros, if it fits a digest and
// [NoPad](in) otherwise, as plonky2's hash_or_noop.
func OrNoop(in []field.Element) Digest {
	if len(in) > DigestLen {
		return NoPad(in)
	}
	var d Digest
	copy(d[:], in)
	return d
}

// Compress hashes two digests to one, as plonky2's two_to_one.
func Compress(left, right Digest) Digest {
	var s State
	copy(s[:DigestLen], left[:])
	copy(s[DigestLen:], right[:])
	Permute(&s)
	return Digest(s[:DigestLen])
}

// absorb overwrites the rate of s with each block of in and permutes. The last
// block may be short and then leaves the rest of the rate as it was.
func absorb(s *State, in []field.Element) {
	for len(in) > 0 {
		n := copy(s[:Rate], in)
		Permute(s)
		in = in[n:]
	}
}
