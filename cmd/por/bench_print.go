package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/zkpor/por/bench/measure"
)

// print prints rows as the flags say.
func (b *benchFlags) print(w io.Writer, rows []measure.Row) error {
	if b.json {
		return printRowsJSON(w, rows)
	}
	return printRowsTable(w, rows)
}

// printRowsJSON prints an array with an object on each line.
func printRowsJSON(w io.Writer, rows []measure.Row) error {
	separator := "[\n"
	for _, r := range rows {
		object, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", separator, object); err != nil {
			return err
		}
		separator = ",\n"
	}
	if len(rows) == 0 {
		_, err := io.WriteString(w, "[]\n")
		return err
	}
	_, err := io.WriteString(w, "\n]\n")
	return err
}

// printRowsTable prints a table, with a dash for what is unknown or makes no
// sense.
func printRowsTable(w io.Writer, rows []measure.Row) error {
	if len(rows) == 0 {
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "name\tcores\tone run\ttime\tCPU time\tpeak RSS\trate per core\tcircuits built in")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Name, r.Cores, amount(r),
			duration(r.Seconds), duration(r.CPUSeconds), mebibytes(r.PeakRSSBytes), rate(r), duration(r.BuildSeconds))
	}
	return t.Flush()
}

const none = "-"

// amount says what one run of a row does.
func amount(r measure.Row) string {
	if r.Unit == "" {
		return none
	}
	if r.Count == 1 {
		return "1 " + strings.TrimSuffix(r.Unit, "s")
	}
	return fmt.Sprintf("%d %s", r.Count, r.Unit)
}

func rate(r measure.Row) string {
	if r.Unit == "" {
		return none
	}
	return significant(r.Rate) + " " + r.Unit + "/s"
}

func mebibytes(n int64) string {
	if n == 0 {
		return none
	}
	return significant(float64(n)/(1<<20)) + " MiB"
}

// duration rounds to three significant digits.
func duration(seconds float64) string {
	if seconds == 0 {
		return none
	}
	d := time.Duration(seconds * float64(time.Second))
	unit := time.Duration(1)
	for d >= 1000*unit {
		unit *= 10
	}
	return d.Round(unit).String()
}

// significant prints three significant digits, and all before the decimal point.
func significant(x float64) string {
	if x >= 100 {
		return strconv.FormatFloat(math.Round(x), 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}
