package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// progress shows how far a run is: a bar on a terminal, and elsewhere a line
// now and then.
type progress struct {
	w        io.Writer
	terminal bool
	interval time.Duration // between two displays of a stage

	stage       string
	done, total int
	began       time.Time
	shown       time.Time
	finished    bool // the stage has its last line
}

func newProgress(w io.Writer) *progress {
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &progress{w: w, terminal: true, interval: 100 * time.Millisecond, finished: true}
	}
	return &progress{w: w, interval: 10 * time.Second, finished: true}
}

// update shows that a stage has done so much of a total, which is 0 if unknown.
func (p *progress) update(stage string, done, total int) {
	now := time.Now()
	if stage != p.stage {
		p.end()
		p.stage, p.began, p.finished = stage, now, false
		if p.shown = now; p.terminal || done == 0 {
			p.shown = time.Time{}
		}
	}
	p.done, p.total = done, total
	if total > 0 && done >= total {
		p.end()
		return
	}
	if !p.finished && now.Sub(p.shown) >= p.interval {
		p.show(now, "")
	}
}

// end shows the last state of the stage.
func (p *progress) end() {
	if p.finished {
		return
	}
	p.finished = true
	now := time.Now()
	p.show(now, fmt.Sprintf(" in %v", now.Sub(p.began).Round(100*time.Millisecond)))
	if p.terminal {
		fmt.Fprintln(p.w)
	}
}

func (p *progress) show(now time.Time, suffix string) {
	p.shown = now
	text := p.stage
	if p.total > 0 {
		text = fmt.Sprintf("%s: %d/%d", text, p.done, p.total)
	}
	if !p.terminal {
		fmt.Fprintln(p.w, text+suffix)
		return
	}
	const eraseLine = "\r\x1b[K"
	fmt.Fprint(p.w, eraseLine, p.bar(), text, suffix)
}

// bar draws the share that is done.
func (p *progress) bar() string {
	if p.total == 0 {
		return ""
	}
	const width = 30
	n := min(width*p.done/p.total, width)
	return "[" + strings.Repeat("#", n) + strings.Repeat(".", width-n) + "] "
}
