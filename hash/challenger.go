package hash

import (
	"github.com/zkpor/por/field"
	"github.com/zkpor/por/internal/cpu"
)

// Challenger turns a transcript into challenges with a duplex sponge, exactly as
// plonky2's Challenger. Its zero value is an empty transcript, and a copy is
// an independent transcript with the same past.
type Challenger struct {
	// state holds the sponge. Observed elements overwrite its start as they
	// come; challenges are taken from the end of its rate.
	state State

	pending int // observed elements not yet permuted, below Rate
	ready   int // challenges left in state[:ready]; 0 if pending > 0
}

// Observe absorbs elements.
func (c *Challenger) Observe(elements ...field.Element) {
	for _, e := range elements {
		c.observe(e)
	}
}

// ObserveExt absorbs extension elements, A0 before A1.
func (c *Challenger) ObserveExt(elements ...field.Ext) {
	for _, e := range elements {
		c.observe(e.A0)
		c.observe(e.A1)
	}
}

// ObserveDigests absorbs digests, such as a Merkle cap.
func (c *Challenger) ObserveDigests(digests []Digest) {
	for _, d := range digests {
		for _, e := range d {
			c.observe(e)
		}
	}
}

// Challenge draws an element.
func (c *Challenger) Challenge() field.Element {
	if c.ready == 0 {
		c.duplex()
	}
	c.ready--
	return c.state[c.ready]
}

// Challenges draws n elements into a new slice.
func (c *Challenger) Challenges(n int) []field.Element {
	out := make([]field.Element, n)
	for i := range out {
		out[i] = c.Challenge()
	}
	return out
}

// ExtChallenge draws an extension element, A0 before A1.
func (c *Challenger) ExtChallenge() field.Ext {
	a0 := c.Challenge()
	return field.Ext{A0: a0, A1: c.Challenge()}
}

// DigestChallenge draws a digest, as plonky2's get_hash.
func (c *Challenger) DigestChallenge() Digest {
	var d Digest
	for i := range d {
		d[i] = c.Challenge()
	}
	return d
}

// Clone returns an independent challenger with the same past.
func (c *Challenger) Clone() *Challenger {
	clone := *c
	return &clone
}

// Responses returns, for each of the eight nonces first, first + 1, …, the
// challenge that c would draw right after observing it. It leaves c as it is,
// and serves the search for a proof of work: a prover that wants the smallest
// nonce tries runs of eight in increasing order. Nonces are reduced modulo p.
func (c *Challenger) Responses(first uint64) [Lanes]field.Element {
	var s lanes
	for i, e := range c.state {
		for l := range Lanes {
			s[i][l] = e
		}
	}
	for l := range Lanes {
		s[c.pending][l] = field.New(first).Add(field.New(uint64(l)))
	}
	s.permute(cpu.Best())
	return s[Rate-1]
}

func (c *Challenger) observe(e field.Element) {
	c.ready = 0
	c.state[c.pending] = e
	c.pending++
	if c.pending == Rate {
		c.duplex()
	}
}

// duplex permutes the state with the pending elements in place.
func (c *Challenger) duplex() {
	Permute(&c.state)
	c.pending, c.ready = 0, Rate
}
