package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/zkpor/por/liability"
)

// table prints aligned rows of a name and a value.
type table struct{ w *tabwriter.Writer }

func newTable(w io.Writer) table { return table{tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)} }

func (t table) row(name, format string, args ...any) {
	fmt.Fprintf(t.w, "%s:\t%s\n", name, fmt.Sprintf(format, args...))
}

// sums prints totals and their difference. The debt must not exceed the equity.
func (t table) sums(s liability.Sums) {
	t.row("equity", "%d", s.Equity)
	t.row("debt", "%d", s.Debt)
	t.row("balance", "%d", s.Equity-s.Debt)
}

func (t table) flush() error { return t.w.Flush() }

// count returns "1 file" or "2 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
