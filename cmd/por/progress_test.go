package main

import (
	"bytes"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// untimed replaces durations, which tests cannot know.
func untimed(s string) string {
	return regexp.MustCompile(` in [^\n]*`).ReplaceAllString(s, " in T")
}

// TestProgressLines prints a line a stage, and few in between.
func TestProgressLines(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out)
	p.update("checking", 0, 0)
	for i := range 1000 {
		p.update("proving", i+1, 1000)
	}
	p.end()
	require.Equal(t, "checking\nchecking in T\nproving: 1000/1000 in T\n", untimed(out.String()))
}

// TestProgressBar draws over the same line.
func TestProgressBar(t *testing.T) {
	var out bytes.Buffer
	p := &progress{w: &out, terminal: true, finished: true}
	p.update("proving", 1, 2)
	p.update("proving", 2, 2)
	p.update("bundling", 5, 30)
	p.end()
	const erase = "\r\x1b[K"
	require.Equal(t, erase+"[###############...............] proving: 1/2"+
		erase+"[##############################] proving: 2/2 in T\n"+
		erase+"[#####.........................] bundling: 5/30"+
		erase+"[#####.........................] bundling: 5/30 in T\n", untimed(out.String()))

	// A terminal sees ten updates a second at most.
	out.Reset()
	p = &progress{w: &out, terminal: true, interval: time.Hour, finished: true}
	for i := range 100 {
		p.update("proving", i, 100)
	}
	require.Equal(t, erase+"[..............................] proving: 0/100", out.String())
}
