package main

import (
	"time"

	"github.com/zkpor/por"
	"github.com/zkpor/por/verify"
)

// global prints what a verified global proof establishes. The profile okxv2 does
// not bind the round.
func (t table) global(g *por.GlobalProof, root por.Root) {
	t.row("profile", "%v", g.Round.Profile)
	t.row("round", "%s", g.Round.ID)
	if g.Round.Profile == por.OKXv2 {
		t.row("note", "this profile proves root, equity and debt of a tree; the round is a label")
	} else {
		t.row("snapshot time", "%s", g.Round.SnapshotTime.UTC().Format(time.RFC3339))
		t.row("unit", "%s", g.Round.Unit)
		t.row("tokens", "%d", len(g.Round.Tokens))
	}
	t.row("tree", "batches of %d, fan-in %d, %s, up to %d accounts",
		root.Shape.BatchSize, root.Shape.FanIn, count(root.Shape.Levels, "level"), root.Shape.Capacity())
	t.row("root", "%v", root.Hash)
	t.sums(root.Sums)
}

// key prints which key a proof was verified with, and its security.
func (t table) key(key *verify.Key, source string) {
	t.row("key", "%v (%s)", key.Fingerprint(), source)
	t.security(key)
}

// security prints the bits of security of a circuit's parameters.
func (t table) security(key *verify.Key) {
	s := key.Security()
	t.row("security", "FRI %d bits conjectured, %d proven; argument %d bits", s.Conjectured, s.Proven, s.Argument)
}
