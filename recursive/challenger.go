package recursive

import (
	"github.com/zkpor/por/circuit/builder"
	"github.com/zkpor/por/hash"
)

// challenger is [hash.Challenger] over circuit targets: a duplex sponge in
// overwrite mode that draws challenges from the end of the rate.
type challenger struct {
	b      *builder.Builder
	state  [hash.Width]builder.Target
	input  []builder.Target // observed and not yet absorbed, fewer than hash.Rate
	output []builder.Target // squeezed and not yet drawn
}

func newChallenger(b *builder.Builder) *challenger {
	c := &challenger{b: b}
	for i := range c.state {
		c.state[i] = b.Zero()
	}
	return c
}

func (c *challenger) observe(ts ...builder.Target) {
	for _, t := range ts {
		c.output = c.output[:0] // a challenge must depend on all that precedes it
		c.input = append(c.input, t)
		if len(c.input) == hash.Rate {
			c.duplex()
		}
	}
}

func (c *challenger) observeExt(xs ...builder.Ext) {
	for _, x := range xs {
		c.observe(x[:]...)
	}
}

func (c *challenger) observeDigests(ds []builder.Digest) {
	for _, d := range ds {
		c.observe(d[:]...)
	}
}

func (c *challenger) challenge() builder.Target {
	if len(c.input) > 0 || len(c.output) == 0 {
		c.duplex()
	}
	last := len(c.output) - 1
	t := c.output[last]
	c.output = c.output[:last]
	return t
}

func (c *challenger) challenges(n int) []builder.Target {
	ts := make([]builder.Target, n)
	for i := range ts {
		ts[i] = c.challenge()
	}
	return ts
}

func (c *challenger) extChallenge() builder.Ext {
	a0 := c.challenge()
	return builder.Ext{a0, c.challenge()}
}

func (c *challenger) duplex() {
	copy(c.state[:], c.input)
	c.input = c.input[:0]
	c.state = c.b.Permute(c.state)
	c.output = append(c.output[:0], c.state[:hash.Rate]...)
}
